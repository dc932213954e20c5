"""Tenures of what one party at a time has - a town, a captive, an office: whoever takes it has it, who had it no more.

Control passes by evidence - a capture, a loss, another's being told to hold it - and never by silence. The rules, in
the order of days:

  taken by P           everybody else's tenure ends, P's begins; where only a part is taken, both contest it
  lost by P            P's tenure ends; P had held it up to then, since when is not known
  P is told to hold    confirms P or those akin; where nobody is known, P holds it, since when is not known; where
                       another holds it by word alone and is not confirmed later, it passed to P by that day; else both
                       sides stand, disputed. After P lost it, a word or two that it holds it speak of the past
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dateline.situation.evidence import Party
from dateline.situation.tally import Tally, sureness, together
from dateline.situation.tenures import Tenure
from dateline.situation.timeline import OF_CONTROL, Run, Timeline, Turn

SAME_NEWS = 90  # days after a capture in which another word of "the fall" tells of it again
ONE_FALL = 366  # days by which two accounts of one fall may differ
ENOUGH = 0.8  # sureness at which a word of another holder counts against one who took it
UNITS = 2  # independent sources that bring back who had lost it


Alike = Callable[[Party, Party], bool]


def control(timeline: Timeline, alike: Alike) -> list[Tenure]:
    """The tenures of a place, a captive or an office, in the order of days; `alike` tells who is of one side."""
    return _Sweep(timeline, alike).run()


class _Sweep:
    """Goes through turns and runs in the order of days; `now` are the tenures that are open."""

    def __init__(self, timeline: Timeline, alike: Alike) -> None:
        self.alike = alike
        self.retold = timeline.predicate == OF_CONTROL  # a town's fall is its capture; a captive's release is no arrest
        self.parties = timeline.parties
        self.turns = timeline.turns
        self.runs = [run for run in timeline.runs if run.status == "actual"]
        self.denials = [run for run in timeline.runs if run.status == "negated"]
        self.supposed = [run for run in timeline.runs if run.status in ("future", "hypothetical")]
        self.all: list[Tenure] = []

    def run(self) -> list[Tenure]:
        named = [run for run in self.runs if not self._of(run.party).generic]
        items: list[Turn | Run] = [*self.turns, *named]
        for item in sorted(items, key=_order):
            self._take(item)
        for run in self.runs:
            if self._of(run.party).generic:
                self._take_generic(run)
        self._deny()
        self._suppose()
        return [tenure for tenure in self.all if not tenure.is_empty]

    @property
    def now(self) -> list[Tenure]:
        return [tenure for tenure in self.all if tenure.end is None and tenure.status == "actual"]

    def _of(self, ident: str) -> Party:
        return self.parties.get(ident) or Party(ident or "kind:", ident)

    def _akin(self, tenures: Iterable[Tenure], party: Party) -> list[Tenure]:
        """The tenures of a party or those akin, its own first; one of nobody who is named may be anybody's."""
        mine = [each for each in tenures if each.party is None or self.alike(each.party, party)]
        found = [each for each in mine if not self._is_ousted(each, party)]
        return sorted(found, key=lambda tenure: tenure.party is None or tenure.party.id != party.id)

    def _is_ousted(self, tenure: Tenure, party: Party) -> bool:
        """Whether a kind of people holds it that took it from this very party."""
        if tenure.party is None or not tenure.party.generic or party.generic:
            return False
        return any(self.alike(each, party) for each in tenure.ousted)

    def _take(self, item: Turn | Run) -> None:
        if isinstance(item, Run):
            self._take_run(item, self._of(item.party))
        elif item.effect == "begins" and item.party is None:
            self._take_nameless(item)
        elif item.effect == "begins":
            self._take_capture(item, self._of(item.party or ""))
        else:
            self._take_loss(item)

    # --- turns

    def _take_capture(self, turn: Turn, party: Party) -> None:
        mine = [tenure for tenure in self._akin(self.now, party) if not _is_other(tenure, party)]
        others = [tenure for tenure in self.now if tenure not in mine and not _is_joint(tenure, turn)]
        if self._is_old_news(turn, party):
            return
        if turn.part and others:
            self._contest(turn, party, [*mine, *others])
            return
        for tenure in others:
            tenure.close(turn.day, f"taken by {party.name}", turn.exactness)
        if mine:
            _refine(mine[0], party)
            mine[0].confirm(turn.tally, turn.day, turn.last)
            if mine[0].contested and others:
                mine[0].contested = False
            if mine[0].part:
                mine[0].part, mine[0].turned, mine[0].whole = False, True, turn.day
                mine[0].reasons.append(f"took the rest by {turn.day}")
            return
        tenure = Tenure(party, turn.day, turned=True, from_precision=turn.exactness)
        tenure.ousted = {each.party for each in others if each.party is not None}
        tenure.confirm(turn.tally, turn.day, turn.last)
        tenure.reasons.append(f"taken on {turn.day}" if turn.dated else f"taken by {turn.day}, when it was told")
        self.all.append(tenure)

    def _take_nameless(self, turn: Turn) -> None:
        """It was taken, by whom is not said: by those who have it from then on, where others tell who they are."""
        for tenure in self.now:
            tenure.confirm(turn.tally, turn.day, turn.last)
            if tenure.first is None:
                tenure.first, tenure.turned, tenure.from_precision = turn.day, True, turn.exactness
        if not self.now:
            tenure = Tenure(None, turn.day, turned=True, from_precision=turn.exactness)
            tenure.confirm(turn.tally, turn.day, turn.last)
            tenure.reasons.append(f"taken on {turn.day}" if turn.dated else f"taken by {turn.day}, when it was told")
            self.all.append(tenure)

    def _is_old_news(self, turn: Turn, party: Party) -> bool:
        """Whether a capture without a day is one that a former holder made before it lost the place."""
        again = not turn.dated and len({s.unit for s in turn.tally.recent}) < UNITS
        lost = [tenure for tenure in self._akin(self.all, party) if tenure.lost]
        if lost and not self._akin(self.now, party) and (again or self._shares_claims(turn)):
            lost[-1].tallies.append(turn.tally)
            return True
        return False

    def _shares_claims(self, turn: Turn) -> bool:
        """Whether the very same claims tell that those who hold it took it: then nobody took it from them."""
        told = {support.claim for support in turn.tally.recent}
        others = (other for other in self.turns if other is not turn and other.effect == "begins")
        sharing = [o for o in others if told <= {support.claim for support in o.tally.recent}]
        return any(self._akin(self.now, self._of(other.party or "")) for other in sharing)

    def _contest(self, turn: Turn, party: Party, held: Sequence[Tenure]) -> None:
        mine = self._akin(held, party)
        if mine:
            mine[0].confirm(turn.tally, turn.day, turn.last)
        else:
            tenure = Tenure(party, turn.day, turned=True, from_precision=turn.exactness)
            tenure.confirm(turn.tally, turn.day, turn.last)
            tenure.reasons.append(f"took a part by {turn.day}")
            tenure.part = True
            self.all.append(tenure)
        for tenure in self.now:
            tenure.contested = True

    def _take_loss(self, turn: Turn) -> None:
        if turn.party is None:
            self._take_fall(turn)
            return
        party = self._of(turn.party)
        mine = self._akin(self.now, party)
        if turn.part:
            for tenure in mine:
                tenure.contested = True
                tenure.tallies.append(turn.tally)
        elif mine:
            for tenure in mine:
                tenure.tallies.append(turn.tally)
                tenure.close(turn.day, f"lost on {turn.day}" if turn.dated else f"lost by {turn.day}", turn.exactness)
        else:
            self._take_loss_of_former(turn, party)

    def _take_loss_of_former(self, turn: Turn, party: Party) -> None:
        """Somebody lost it who is not known to have held it then: a loss told again, or a tenure not told before."""
        former = self._akin(self.all, party)
        if former:
            former[-1].tallies.append(turn.tally)
            return
        begun = [tenure.first for tenure in self.all if tenure.first]
        tenure = Tenure(party, None, min([turn.day, *begun]), lost=True, to_precision=turn.exactness)
        tenure.tallies.append(turn.tally)
        tenure.reasons.append(f"had held it until {tenure.end}")
        self.all.append(tenure)
        for other in self.now:
            other.first = other.first or tenure.end

    def _take_fall(self, turn: Turn) -> None:
        """It fell, and to whom is not said: whoever had it lost it, unless they are those who just took it."""
        if self._is_told_elsewhere(turn):
            for tenure in self.now:
                tenure.reasons.append(f"fell on {turn.day} by another account")
            return
        for tenure in [each for each in self.now if not (each.part and self._takes_later(each, turn))]:
            since = tenure.whole or tenure.first
            fresh = self.retold and tenure.turned and since and (not turn.dated or _days(since, turn.day) <= SAME_NEWS)
            tenure.tallies.append(turn.tally)
            if not fresh and not turn.part:
                tenure.close(turn.day, f"fell on {turn.day}" if turn.dated else f"fell by {turn.day}", turn.exactness)

    def _takes_later(self, tenure: Tenure, turn: Turn) -> bool:
        """Whether those who have a part of it are told to have taken it soon after a fall."""
        later = (t for t in self.turns if t.effect == "begins" and t.party and turn.day <= t.day)
        near = (self._of(t.party or "") for t in later if _days(turn.day, t.day) <= SAME_NEWS)
        return tenure.party is not None and any(self.alike(tenure.party, each) for each in near)

    def _is_told_elsewhere(self, turn: Turn) -> bool:
        """Whether more tell that what fell was taken on a later day, with nobody having it in between."""
        later = (t for t in self.turns if t.effect == "begins" and t.party and t.dated and t.day > turn.day)
        taken = next((t for t in later if _days(turn.day, t.day) <= ONE_FALL), None)
        if taken is None or not turn.dated:
            return False
        again = [t for t in self.turns if t.party is None and t.effect == "ends" and taken.day <= t.day <= taken.last]
        told = together([taken.tally, *(t.tally for t in again)])
        return _weight(told) > _weight(turn.tally)

    # --- runs

    def _take_run(self, run: Run, party: Party) -> None:
        if run.end is not None:
            self._take_past(run, party)
            return
        mine = self._akin(self.now, party)
        others = [tenure for tenure in self.now if tenure not in mine]
        if mine and _is_held_jointly(mine[0], run, party):
            self._open(run, party, run.start or mine[0].first)
        elif mine:
            _refine(mine[0], party)
            mine[0].confirm(run.tally, run.first, run.last)
            if run.start and mine[0].first is None and not mine[0].turned:
                mine[0].first = run.start
            if run.part and others:
                mine[0].contested = True
            elif not others:
                mine[0].part = mine[0].part and run.part
        elif self._is_echo(run, party):
            self._akin(self.all, party)[-1].tallies.append(run.tally)
        elif not others:
            known = run.part or any(not tenure.part for tenure in self.all)
            self._open(run, party, run.start or (run.first if known else None))
        else:
            self._rival(run, party, others)

    def _is_echo(self, run: Run, party: Party) -> bool:
        """Whether the words that somebody holds it stay behind after its loss."""
        lost = [tenure for tenure in self._akin(self.all, party) if tenure.lost]
        if not lost or run.first < (lost[-1].end or ""):
            return bool(lost)
        return run.epithet or len({s.unit for s in run.tally.recent}) < UNITS

    def _rival(self, run: Run, party: Party, others: Sequence[Tenure]) -> None:
        """Somebody else is told to hold it."""
        if run.part:
            self._open(run, party, run.start or run.first)
            for tenure in self.now:
                tenure.contested = True
            return
        whole = [tenure for tenure in others if not tenure.part]
        if not whole:
            self._open(run, party, run.start)
            for tenure in self.now:
                tenure.contested = True
            return
        if all(self._gives_way(tenure, run) for tenure in whole):
            for tenure in whole:
                tenure.close(
                    run.start or run.first, f"{party.name} is told to hold it by {run.first}", "by", lost=False
                )
            self._open(run, party, run.start or run.first)
            return
        mine = self._open(run, party, run.start or run.first)
        for tenure in whole:
            tenure.against.add(party.id)
            mine.against.add(tenure.party.id if tenure.party else "")

    def _gives_way(self, tenure: Tenure, run: Run) -> bool:
        """Whether a holder who is not confirmed later gives way to another's being told to hold it."""
        if tenure.party is None or tenure.party.generic:
            return True
        later = (tenure.confirmed or "") >= run.first
        tally = together([run.tally])
        return (not later and not tenure.turned) or (sureness(tally.recent, tally.units) >= ENOUGH and not later)

    def _take_past(self, run: Run, party: Party) -> None:
        """Somebody held it for some days of the past."""
        mine = [tenure for tenure in self._akin(self.all, party) if tenure.end is None or run.first < tenure.end]
        former = self._akin(self.all, party)
        if mine and run.start is not None:
            mine[0].confirm(run.tally, run.first, run.last)
            mine[0].first = mine[0].first or run.start
            return
        if former and run.start is None:
            former[-1].tallies.append(run.tally)
            return
        begun = [each for t in self.all if (each := t.first) and (run.start is None or each > run.start)]
        tenure = Tenure(party, run.start, min([run.end or run.last, *begun]), to_precision="by", lost=True)
        tenure.confirm(run.tally, run.first, run.last)
        tenure.reasons.append(f"held it until {tenure.end}, as told later")
        self.all.append(tenure)

    def _open(self, run: Run, party: Party, first: str | None) -> Tenure:
        tenure = Tenure(party, first)
        tenure.confirm(run.tally, run.first, run.last)
        tenure.contested = tenure.part = run.part
        tenure.reasons.append(f"since {first}" if first else f"told on {run.first}; since when is not told")
        self.all.append(tenure)
        return tenure

    # --- the rest

    def _take_generic(self, run: Run) -> None:
        """Only a kind of people is named: they stand for a holder who may be one of them, else alone where none is."""
        party = self._of(run.party)
        there = [t for t in self.all if t.status == "actual" and (t.holds(run.first) or t.holds(run.last))]
        mine = self._akin(there, party)
        if mine:
            mine[0].confirm(run.tally, run.first, run.last)
        elif not there and run.end is None and not self._is_echo(run, party):
            later = [t.first for t in self.all if t.first and t.first > run.first]
            tenure = self._open(run, party, run.start or (run.first if self.all else None))
            if later:
                tenure.close(min(later), "another is told to hold it", lost=False)

    def _deny(self) -> None:
        for run in self.denials:
            party = self._of(run.party)
            for tenure in self._akin(self.all, party):
                if tenure.holds(run.last):
                    tenure.contrary.append(run.tally)
                    tenure.reasons.append(f"denied on {run.last}")

    def _suppose(self) -> None:
        for run in self.supposed:
            if not self._akin(self.all, self._of(run.party)):
                tenure = Tenure(self._of(run.party), run.start or run.first, run.end, run.status)
                tenure.confirm(run.tally, run.first, run.last)
                tenure.reasons.append(f"{run.status} as told on {run.first}")
                self.all.append(tenure)


def _order(item: Turn | Run) -> tuple[str, int]:
    if isinstance(item, Run):
        return item.start or item.first, 2
    return item.day, item.effect == "begins"


def _is_joint(tenure: Tenure, turn: Turn) -> bool:
    """Whether two took it together: on one day, by one claim."""
    told = {support.claim for tally in tenure.tallies for support in tally.recent}
    return tenure.first == turn.day and any(support.claim in told for support in turn.tally.recent)


def _is_held_jointly(tenure: Tenure, run: Run, party: Party) -> bool:
    """Whether one claim names two of one side as those who have it: "held by the league and its army"."""
    if tenure.party is None or tenure.party.generic or tenure.party.id == party.id:
        return False
    told = {support.claim for tally in tenure.tallies for support in tally.recent}
    return any(support.claim in told for support in run.tally.recent)


def _is_other(tenure: Tenure, captor: Party) -> bool:
    """Whether a kind of people that takes a place must be others than who has it: nobody takes what they have."""
    named = tenure.party is not None and not tenure.party.generic
    return captor.generic and not tenure.turned and not tenure.part and named


def _refine(tenure: Tenure, party: Party) -> None:
    """A name takes the place of a kind of people."""
    if tenure.party is None or (tenure.party.generic and not party.generic):
        tenure.party = party


def _weight(tally: Tally) -> tuple[int, int]:
    """How many independent sources, and how many documents, tell of something."""
    return len({support.unit for support in tally.recent} | set(tally.units)), len({s.document for s in tally.recent})


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
