"""As-of questions over a stream of dispatches: who held, backed, besieged what on a day, as known on another.

    python -m training.measure_situation ../shared/corpora/stream/dev.jsonl tests/situation/questions*.jsonl

The rules of the situation were made with `questions.jsonl` in view; of `questions_fresh.jsonl` one half was read.

An answer is right when all that is asked for is among what the store gives with at least CUT confidence, and nothing
that must not be. Plans and incidents are asked for in the same way.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import dateline
from dateline.reading import make_document
from dateline.records import Coded
from dateline.situation.query import Asked, actor_ids, situation
from dateline.situation.views import State
from dateline.store import Store
from dateline.store.filters import Filters, asked_days, asked_moment
from dateline.store.incidents import find_incidents
from dateline.store.naming import place_meant
from dateline.store.writer import add

CUT = 0.3  # confidence from which something counts as given; the same for all questions
RECORDED = "2026-01-01T00:00:00Z"
LATEST = "9999-12-30"


def main() -> None:
    """Read the command line and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("stream", type=Path)
    options.add_argument("questions", type=Path, nargs="+")
    options.add_argument("--verbose", action="store_true")
    given = options.parse_args()
    measure(given.stream, given.questions, verbose=given.verbose)


def measure(stream: Path, tables: Sequence[Path], *, verbose: bool = False) -> list[float]:
    """Code a stream, fill a store, and ask the questions of each table; the shares that are right."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "stream.db") as store:
        for coded in _coded(stream):
            add(store, coded, "measured", RECORDED)
        with store.reading() as connection:
            return [report(connection, read_questions(table), verbose=verbose) for table in tables]


def read_questions(table: Path) -> list[dict[str, Any]]:
    """The questions of a table, a JSON object a line."""
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


def report(connection: Connection, questions: Iterable[dict[str, Any]], *, verbose: bool = False) -> float:
    """Ask and print; the share that is right."""
    asked, right = 0, 0
    for question in questions:
        asked += 1
        found, shown = answer(connection, question)
        is_right = judge(connection, question, found)
        right += is_right
        if not is_right or verbose:
            print(f"{'right' if is_right else 'WRONG'} {question['id']}: wanted {question['answer']}, not "
                  f"{question['never']}; given {_names(connection, found)}")  # fmt: skip
            for line in shown[:8]:
                print(f"      {line}")
    print(f"right {right} of {asked}: {right / asked:.3f}")
    return right / asked


def answer(connection: Connection, question: dict[str, Any]) -> tuple[Any, list[str]]:
    """What the store gives, and lines that show it."""
    if question["ask"]["predicate"] == "incident":
        return _incidents(connection, question)
    found = _states(connection, question["ask"])
    shown = [_line(state) for state in found]
    sure = [state for state in found if state.confidence >= CUT]
    return _wanted(sure, question["want"], question["ask"]), shown


def judge(connection: Connection, question: dict[str, Any], found: Any) -> bool:
    """Whether what was given is right."""
    want, good = question["want"], question["answer"]
    if want == "exists":
        return bool(found) is good
    if want == "value":
        return good in found
    if want == "status":
        return bool(set(found) & {*good, *question["also"]}) and not set(found) & set(question["never"])
    meant = place_ids if want == "place" else _actor_ids
    given = set(found)
    wanted = all(given & set(meant(connection, name)) for name in good)
    return wanted and not any(given & set(meant(connection, name)) for name in question["never"])


def _states(connection: Connection, ask: dict[str, Any]) -> list[State]:
    asked = Asked.of(
        connection,
        at=ask["at"],
        known=ask["known"],
        predicates=[ask["predicate"]],
        subject=ask.get("subject"),
        object=ask.get("object"),
        place=ask.get("place"),
        label=ask.get("label"),
    )
    return situation(connection, asked)


def _wanted(found: list[State], want: str, ask: dict[str, Any]) -> list[Any]:
    if want == "status":
        return [state.status for state in found]
    if want == "value":
        return [value.figure.value for state in found for value in state.values]
    so = [state for state in found if state.status == "actual" or ask["predicate"] == "plan"]
    if want == "place":
        return [state.place.id for state in so if state.place]
    if want == "object":
        return [end.id for state in so for end in (state.object, state.subject) if end]
    return [state.subject.id for state in so if state.subject]


def _incidents(connection: Connection, question: dict[str, Any]) -> tuple[list[str], list[str]]:
    ask = question["ask"]
    groups = [actor_ids(connection, ask[role]) for role in ("subject", "object") if ask.get(role)]
    there = place_meant(connection, ask["place"]).ids if ask.get("place") else None
    first, last = asked_days(ask.get("at"), ask.get("at"))
    filters = Filters(
        types=(ask["type"],),
        statuses=("actual",),
        actors=tuple(groups),
        places=(there,) if there is not None else (),
        first=first,
        last=last,
        known=asked_moment(ask["known"]),
    )
    found = find_incidents(connection, filters).items
    parties = [actor["id"] for each in found for actor in each["actors"] if actor["id"]]
    shown = [
        f"{e['type']} {e['status']} {e['from']} {[a['name'] for a in e['actors']]} {e['documents']}" for e in found
    ]
    return ([each["id"] for each in found] if question["want"] == "exists" else parties), shown


def _actor_ids(connection: Connection, name: str) -> tuple[str, ...]:
    return actor_ids(connection, name)


def place_ids(connection: Connection, name: str) -> tuple[str, ...]:
    """The places that a name stands for."""
    return place_meant(connection, name).ids


def _names(connection: Connection, found: Any) -> Any:
    return sorted({str(each) for each in found})


def _line(state: State) -> str:
    version = state.version
    ends = [each.name if each else "-" for each in (state.subject, state.object, state.place)]
    marks = "".join(mark for mark, on in (("?", state.presumed), ("!", state.disputed), ("~", state.contested)) if on)
    return (
        f"{state.confidence:.2f}{marks} {version.predicate} {ends} {state.label or ''} {state.status} "
        f"{version.valid_from}..{version.valid_to} known {version.known_from[:10]} {state.said.documents[:4]}"
    )


def _coded(stream: Path) -> Iterator[Coded]:
    rows = map(json.loads, stream.read_text(encoding="utf-8").splitlines())
    coder = dateline.load()
    return coder.pipe(
        make_document(row.pop("text"), **{k: row[k] for k in ("id", "published", "publisher") if k in row})
        for row in rows
    )


if __name__ == "__main__":
    main()
