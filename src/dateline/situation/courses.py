"""Tenures of what each party has for itself: an alliance, a presence, an office, a siege."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dateline.situation.tenures import Tenure
from dateline.situation.timeline import Run, Timeline, Turn

GAP = 400  # days without a word over which a state that is told for some days of the past and later goes on


def courses(timeline: Timeline) -> list[Tenure]:
    """The tenures of every party by itself."""
    ids = dict.fromkeys([*(run.party for run in timeline.runs), *(turn.party or "" for turn in timeline.turns)])
    return [tenure for ident in sorted(ids) for tenure in _course(timeline, ident)]


def sieges(timeline: Timeline) -> list[Tenure]:
    """The sieges of a place. What ends without a besieger's being named - it is lifted, it falls - ends for all."""
    lifted = [turn for turn in timeline.turns if turn.party is None and turn.effect == "ends"]
    ids = dict.fromkeys([*(run.party for run in timeline.runs), *(turn.party or "" for turn in timeline.turns)])
    found: list[Tenure] = []
    for ident in sorted(ids):
        told = [tenure for tenure in _course(timeline, ident, lifted) if tenure.confirmed]
        found += told
    return found


def _course(timeline: Timeline, ident: str, others: Sequence[Turn] = ()) -> Iterator[Tenure]:
    """The tenures of one party; `others` are turns that end its own as well."""
    runs = [run for run in timeline.runs if run.party == ident]
    turns = [turn for turn in timeline.turns if (turn.party or "") == ident and turn not in others] + [*others]
    party = timeline.parties.get(ident)
    found: list[Tenure] = []
    items: list[Turn | Run] = [*turns, *(r for r in runs if r.status == "actual")]
    for item in sorted(items, key=_order):
        if isinstance(item, Run):
            _take_run(found, item)
        elif item.effect == "begins":
            _take_beginning(found, item)
        else:
            _take_end(found, item)
    _deny(found, [run for run in runs if run.status == "negated"])
    _suppose(found, [run for run in runs if run.status in ("future", "hypothetical")])
    for tenure in found:
        tenure.party = party
        if not tenure.is_empty:
            yield tenure


def _order(item: Turn | Run) -> tuple[str, int]:
    if isinstance(item, Run):
        return item.start or item.first, 2
    return item.day, item.effect == "begins"


def _take_run(found: list[Tenure], run: Run) -> None:
    last = found[-1] if found else None
    if last is not None and _goes_on(last, run):
        last.confirm(run.tally, run.first, run.last)
        last.first = _earlier(last.first, run.start) if last.first is None and not last.turned else last.first
        _extend(last, run)
        return
    again = last is not None and run.start is None
    tenure = Tenure(None, run.first if again else run.start, run.end)
    tenure.confirm(run.tally, run.first, run.last)
    tenure.reasons.append(f"told again from {run.first} on" if again else _since(run))
    found.append(tenure)


def _since(run: Run) -> str:
    return f"since {run.start}, as told" if run.start else f"told on {run.first}; since when is not told"


def _goes_on(tenure: Tenure, run: Run) -> bool:
    """Whether a run speaks of a tenure and not of a later one."""
    if tenure.end is None:
        return True
    begin = run.start or run.first
    return begin <= tenure.end or (not tenure.lost and run.end is None and _days(tenure.end, begin) <= GAP)


def _extend(tenure: Tenure, run: Run) -> None:
    if tenure.end is not None and not tenure.lost:
        tenure.end = None if run.end is None else max(tenure.end, run.end)


def _take_beginning(found: list[Tenure], turn: Turn) -> None:
    last = found[-1] if found else None
    if last is not None and last.end is None:
        last.confirm(turn.tally, turn.day, turn.last)
        return
    tenure = Tenure(None, turn.day, turned=True, from_precision=turn.exactness)
    tenure.confirm(turn.tally, turn.day, turn.last)
    tenure.reasons.append(f"began on {turn.day}" if turn.dated else f"had begun by {turn.day}")
    found.append(tenure)


def _take_end(found: list[Tenure], turn: Turn) -> None:
    last = found[-1] if found else None
    if last is None or (last.end is not None and last.end < turn.day and not last.lost):
        last = Tenure(None, None if last is None else last.end)
        found.append(last)
    if last.end is None or not last.lost:
        last.close(turn.day, f"over on {turn.day}" if turn.dated else f"over by {turn.day}", turn.exactness)
    last.tallies.append(turn.tally)


def _deny(found: list[Tenure], denials: list[Run]) -> None:
    """Denials: of what is told at the time, another side; of what nobody tells, a state that is told not to be."""
    for run in denials:
        told = [tenure for tenure in found if tenure.status == "actual" and tenure.holds(run.last)]
        for tenure in told:
            tenure.contrary.append(run.tally)
            tenure.reasons.append(f"denied on {run.last}")
        if not told:
            tenure = Tenure(None, run.start or run.first, run.end, "negated")
            tenure.confirm(run.tally, run.first, run.last)
            tenure.reasons.append(f"denied on {run.first}")
            found.append(tenure)


def _suppose(found: list[Tenure], supposed: list[Run]) -> None:
    """What is only planned or weighed stands where nothing is told to be so."""
    if any(tenure.status == "actual" for tenure in found):
        return
    for run in supposed:
        tenure = Tenure(None, run.start or run.first, run.end, run.status)
        tenure.confirm(run.tally, run.first, run.last)
        tenure.reasons.append(f"{run.status} as told on {run.first}")
        found.append(tenure)


def _earlier(one: str | None, other: str | None) -> str | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
