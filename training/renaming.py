"""Exchange of states' names in training windows, so that the network learns what is done and not by whom."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence

from dateline.world import load_world

Forms = tuple[str, str, str]  # name, adjective, capital: each one word


def renamed(words: Sequence[str], rng: random.Random) -> list[str]:
    """The words with each state in them replaced by another, name for name, adjective for adjective."""
    by_word = _states()
    others: dict[Forms, Forms] = {}
    out = []
    for word in words:
        found = by_word.get(word)
        if found is None:
            out.append(word)
            continue
        forms, kind = found
        if forms not in others:
            others[forms] = rng.choice(_all_forms())
        out.append(others[forms][kind])
    return out


@functools.cache
def _all_forms() -> list[Forms]:
    """The states whose name, adjective and capital are one word each and differ, so that none changes in length."""
    found = []
    for country in load_world().countries:
        forms = (country.name, next(iter(country.adjectives.strong), ""), country.capital or "")
        if all(form.isalpha() for form in forms) and len(set(forms)) == len(forms) and country.alpha3:
            found.append(forms)
    return found


@functools.cache
def _states() -> dict[str, tuple[Forms, int]]:
    return {form: (forms, kind) for forms in _all_forms() for kind, form in enumerate(forms)}
