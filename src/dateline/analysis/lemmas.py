"""Lemmas as edit scripts: how to turn a form into its lemma, as a label that a tagger can learn.

A script is "keep-case flag | characters cut at the end | characters added"; irregular forms ("went") are whole words.
"""

from __future__ import annotations


def edit_script(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`."""
    flag, base = ("=", form) if form[: len(_common(form, lemma))] and _same_case(form, lemma) else ("l", form.lower())
    shared = _common(base, lemma)
    if not shared and base != lemma:
        return f"!{lemma}"
    return f"{flag}{len(base) - len(shared)}{lemma[len(shared) :]}"


def apply_script(form: str, script: str) -> str:
    """The lemma; the lower-cased form where the script does not fit."""
    if script.startswith("!"):
        return script[1:]
    base = form.lower() if script[0] == "l" else form
    digits = 1
    while digits + 1 <= len(script) and script[1 : digits + 1].isdigit():
        digits += 1
    cut, added = int(script[1:digits]), script[digits:]
    return base[: len(base) - cut] + added if cut < len(base) or added else form.lower()


def _same_case(form: str, lemma: str) -> bool:
    return form[0] == lemma[0]


def _common(a: str, b: str) -> str:
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return a[:n]
