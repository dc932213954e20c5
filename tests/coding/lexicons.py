"""A small lexicon for tests: a few frames, word classes and default slots, none of them the shipped ones."""

from __future__ import annotations

import functools
from typing import Any

from dateline.coding.frames import Lexicon, make_lexicon

CLASSES: dict[str, list[str]] = {
    "place": [
        "town",
        "village",
        "city",
        "port",
        "base",
        "bridge",
        "airport",
        "capital",
        "border",
        "territory",
        "oilfield",
    ],
    "person": [
        "president",
        "minister",
        "commander",
        "spokesman",
        "officer",
        "civilian",
        "hostage",
        "man",
        "resident",
        "activist",
    ],
    "group": ["group", "government", "party"],
    "armed": ["rebel", "militant", "jihadist", "militia", "army", "troop", "force", "fighter", "police", "convoy"],
    "weapon": ["weapon", "rocket"],
    "sport": ["striker", "goal"],
    "title": ["president", "minister", "spokesman", "commander"],
}
TYPES: dict[str, dict[str, str]] = {
    "event": {
        "subject": "actors",
        "object": "recipients",
        "indirect": "recipients",
        "against": "recipients",
        "in": "places",
    },
    "relation": {"subject": "actors", "object": "recipients"},
    "ASSAULT": {"object": "target", "on": "target", "at": "target", "from": "target"},
    "COERCE": {"object": "target"},
    "RETREAT": {"object": "recipients", "from": "places"},
    "MOBILIZE": {"object": "target"},
    "AID": {"to": "recipients"},
    "ACCUSE": {"of": "recipients"},
    **{name: {} for name in ("AGREE", "CONCEDE", "CONSULT", "COOPERATE", "PROTEST", "REJECT", "REQUEST", "SANCTION")},
    **{name: {} for name in ("SUPPORT", "THREATEN")},
    "backs": {"to": "recipients"},
    "allied_with": {"of": "recipients"},
    "opposes": {},
    "controls": {"object": "places", "of": "places"},
    "besieges": {"object": "target", "in": "places"},
    "designates": {},
}
STRONGHOLD = {"subject": "places", "object": "actors"}
FRAMES: dict[str, list[dict[str, Any]]] = {
    "assault": [
        {
            "name": "seize-place",
            "type": "ASSAULT",
            "verbs": ["capture", "seize", "take control of"],
            "nouns": ["capture"],
            "require": {"object": ["@place"]},
            "forbid": {"subject": ["@sport"]},
        },
        {"name": "attack", "type": "ASSAULT", "verbs": ["attack", "destroy", "kill"], "nouns": ["attack", "offensive"]},
        {
            "name": "shell",
            "type": "ASSAULT",
            "modes": ["heavy-weapons"],
            "verbs": ["shell"],
            "nouns": ["shelling"],
        },
        {"name": "air", "type": "ASSAULT", "modes": ["aerial"], "nouns": ["air strike"]},
        {"name": "fall", "type": "ASSAULT", "verbs": ["fall to"], "slots": {"subject": "places", "to": "actors"}},
    ],
    "others": [
        {"name": "arrest", "type": "COERCE", "modes": ["arrest"], "verbs": ["arrest"]},
        {"name": "leave", "type": "RETREAT", "modes": ["withdraw"], "verbs": ["withdraw"], "nouns": ["withdrawal"]},
        {"name": "release", "type": "RETREAT", "modes": ["release"], "verbs": ["release"]},
        {
            "name": "enter",
            "type": "MOBILIZE",
            "modes": ["troops"],
            "verbs": ["enter"],
            "require": {"subject": ["@armed"]},
        },
        {
            "name": "arm",
            "type": "AID",
            "verbs": ["give"],
            "require": {"object": ["@weapon"]},
            "slots": {"object": "none"},
        },
        {"name": "accuse", "type": "ACCUSE", "verbs": ["accuse"], "content": "actual"},
        {"name": "urge", "type": "REQUEST", "verbs": ["urge"], "content": "hypothetical"},
        {"name": "promise", "type": "AGREE", "verbs": ["promise"], "content": "absorb"},
    ],
    "relations": [
        {"name": "backed", "type": "backs", "verbs": ["back"]},
        {"name": "loyal", "type": "backs", "adjectives": ["loyal to"]},
        {"name": "ally", "type": "allied_with", "relational": ["ally"]},
        {"name": "anti", "type": "opposes", "prefixes": ["anti"]},
        {"name": "stronghold", "type": "controls", "relational": ["stronghold"], "slots": STRONGHOLD},
        {"name": "held", "type": "controls", "verbs": ["hold"], "require": {"object": ["@place"]}},
        {"name": "siege", "type": "besieges", "nouns": ["siege"], "require": {"case": ["under"]}},
        {"name": "listed", "type": "designates", "verbs": ["regard"], "require": {"as": ["@any"]}},
    ],
}


@functools.cache
def small_lexicon() -> Lexicon:
    """The lexicon of these frames."""
    return make_lexicon({name: {"frame": frames} for name, frames in FRAMES.items()}, CLASSES, TYPES)


def lexicon_of(*frames: dict[str, Any]) -> Lexicon:
    """A lexicon of given frames, in the file "test"."""
    return make_lexicon({"test": {"frame": list(frames)}}, CLASSES, TYPES)
