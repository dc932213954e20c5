"""Lemmas as edit scripts: how to turn a form into its lemma, as a label that a tagger can learn.

A script is "keep-case flag | characters cut at the end | characters added"; irregular forms ("went") are whole words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


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
    return base[: len(base) - cut] + added if cut < len(base) or (added and cut == len(base)) else form.lower()


def _same_case(form: str, lemma: str) -> bool:
    return form[0] == lemma[0]


def _common(a: str, b: str) -> str:
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return a[:n]


class Lemmatizer:
    """Lemmas from three sources: forms seen in training, the model's edit script, and regular inflection.

    A small network guesses rare verbs wrong ("captured" -> "captur"); where its lemma is no known word, the regular
    inflections that could have made the form are tried against the vocabulary.
    """

    def __init__(self, table: Mapping[str, str], known: Collection[str]) -> None:
        self.table = table
        self.known = known

    def lemma(self, form: str, upos: str, script: str) -> str:
        """The lemma of a form with its part of speech and the model's edit script."""
        low = form.lower()
        seen = self.table.get(f"{low}|{upos}")
        if seen is not None and upos != "PROPN":
            return seen
        guess = apply_script(form, script)
        unchanged = upos == "VERB" and guess == low and low.endswith(("ed", "ing"))
        if upos not in ("VERB", "NOUN", "AUX", "ADJ") or (guess in self.known and not unchanged) or len(low) < 4:
            return guess
        return next((c for c in _stems(low, upos) if c in self.known), guess)


def _stems(form: str, upos: str) -> Iterator[str]:
    """What a regularly inflected form may come from, likeliest first."""
    endings = {"VERB": ("ing", "ed", "es", "s"), "NOUN": ("es", "s")}.get(upos, ())
    for ending in endings:
        if not form.endswith(ending) or len(form) <= len(ending) + 2:
            continue
        stem = form[: -len(ending)]
        if ending in ("ed", "es") and stem.endswith("i"):
            yield stem[:-1] + "y"
        if ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[-1] not in "sl":
            yield stem[:-1]
        if ending != "s":
            yield stem + "e"
        yield stem
        if ending in ("ing", "ed") and stem[-1] == stem[-2]:
            yield stem[:-1]
    if endings:
        yield form
