"""The errors that Dateline raises.

    DatelineError
      InputError   the user can fix it: a missing file, an unknown setting, a date that is no date
      ItemError    this dispatch failed; the run goes on and the reason is stored with it
      RunError     the model, the data or the output is unusable; the run stops with a non-zero exit

Catch `DatelineError` to catch all of them. Every message says what happened and what to do about it, and starts
with a stable code in brackets that can be searched for.
"""

from __future__ import annotations


class DatelineError(Exception):
    """The base of every error that Dateline raises on purpose."""

    exit_code = 1

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[DatelineError], tuple[str, str]]:
        return type(self), (self.code, self.message)  # so that it comes back whole from another process


class InputError(DatelineError):
    """What the user gave cannot be used; the message names the remedy."""

    exit_code = 2


class ItemError(DatelineError):
    """One dispatch cannot be read or coded; the others can."""

    exit_code = 1


class RunError(DatelineError):
    """Something that every dispatch needs is unusable: the model, the data, the output."""

    exit_code = 3
