"""A store coded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select
from tests.store.store_samples import CODER, RECORDED, claim, coded

from dateline.judgements.deciding import judge, propose, revoke
from dateline.judgements.effective import effective_claims
from dateline.judgements.records import Judgement
from dateline.records import Claim, Coded, Document, Failure, Sentence
from dateline.store import Store
from dateline.store.recode import Recoded, count_due, recode
from dateline.store.tables import claims, documents
from dateline.store.verify import verify
from dateline.store.writer import add

NEWER = "test 2"
MADE, LATER, LATEST = (f"2026-0{month}-01T00:00:00Z" for month in (2, 3, 4))
BRIDGE, TALKS = coded("bridge"), coded("talks")
SHELLED, DENIED = BRIDGE
Reading = Callable[[Coded], Coded | Failure]


def as_before(told: Coded) -> Coded:
    return told


@dataclass
class Rereader:
    """A coder that says of the dispatches what `reading` makes of what the older one said."""

    reading: Reading = as_before
    name: str = NEWER
    seen: list[str] = field(default_factory=list)

    def pipe(self, dispatches: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for document in dispatches:
            assert isinstance(document, Document)
            self.seen.append(document.id)
            told = coded(document.id, document.text)
            yield self.reading(replace(told, claims=tuple(replace(each, coder=self.name) for each in told)))


def reading(**changes: Callable[[Claim], Sequence[Claim]]) -> Reading:
    """Another reading of some claims, named by the words of their triggers."""

    def read(told: Coded) -> Coded:
        made = [new for each in told for new in changes.get(each.trigger.text, lambda same: [same])(each)]
        return replace(told, claims=tuple(made))

    return read


def gone(was: Claim) -> list[Claim]:
    return []


def negated(was: Claim) -> list[Claim]:
    """The same claim, of another content."""
    return [replace(was, status="negated")]


def reread(was: Claim) -> list[Claim]:
    """Another claim of the same words."""
    return [claim(was.document, was.sentence, recipients=was.actors, coder=NEWER)]


@pytest.fixture
def desk(store: Store) -> Store:
    for dispatch in (BRIDGE, TALKS):
        add(store, dispatch, CODER, RECORDED)
    return store


def run(store: Store, read: Reading = as_before, at: str = LATER, **options: Any) -> dict[str, Recoded | Failure]:
    done = list(recode(store, Rereader(read), at, **options))
    return {item.where if isinstance(item, Failure) else item.id: item for item in done}


def decide(store: Store, action: str, idents: Sequence[str], **more: Any) -> Judgement:
    with store.writing() as connection:
        judgement = propose(connection, action, idents, author="A", made=MADE, **more)
        judge(connection, judgement)
    return judgement


def live(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        return {row.id: row for row in connection.execute(select(claims).where(claims.c.retired.is_(None)))}


def effective(store: Store) -> dict[str, Claim]:
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n)).scalars().all()
        return {each.claim.id: each.claim for each in effective_claims(connection, ns)}


def kinds(item: Recoded | Failure) -> list[str]:
    assert isinstance(item, Recoded)
    return [change.kind for change in item.changes]


def test_same_content_keeps_ids_and_rows_untouched(desk: Store) -> None:
    before = live(desk)
    done = run(desk)
    assert {ident: (item.same, item.changes) for ident, item in done.items()} == {"bridge": (2, ()), "talks": (2, ())}
    assert live(desk) == before
    assert count_due(desk, NEWER) == 0


def test_changed_content_replaces_the_row_under_the_same_id(desk: Store) -> None:
    before = live(desk)
    done = run(desk, reading(shelled=negated))
    assert kinds(done["bridge"]) == ["changed"]
    assert done["bridge"].changes[0].fields == (("status", "actual", "negated"),)
    now = live(desk)
    assert now[SHELLED.id].n != before[SHELLED.id].n
    assert (now[SHELLED.id].status, now[SHELLED.id].coder, now[SHELLED.id].recorded) == ("negated", NEWER, LATER)
    with desk.reading() as connection:
        assert connection.execute(select(claims.c.retired).where(claims.c.n == before[SHELLED.id].n)).scalar() == LATER


def test_what_came_and_what_went_is_told(desk: Store) -> None:
    lost = run(desk, reading(shelled=gone))
    assert kinds(lost["bridge"]) == ["gone"]
    assert SHELLED.id not in live(desk)
    found = run(desk, at=LATEST, again=True)
    assert kinds(found["bridge"]) == ["added"]
    assert SHELLED.id in live(desk)


def test_another_reading_of_the_same_words_is_told_as_a_change(desk: Store) -> None:
    (change,) = run(desk, reading(shelled=reread))["bridge"].changes
    assert (change.kind, change.claim) == ("changed", SHELLED.id)
    assert change.became in live(desk)
    assert change.fields == (("recipients", "none", "Rebels"),)


def test_dispatches_of_this_version_are_passed_over(desk: Store) -> None:
    first = Rereader()
    next(recode(desk, first, LATER))
    second = Rereader()
    assert [item.id for item in recode(desk, second, LATER) if isinstance(item, Recoded)] == ["talks"]
    assert second.seen == ["talks"]
    assert list(recode(desk, Rereader(), LATER)) == []


def test_dispatch_that_cannot_be_coded_stays_and_is_due_again(desk: Store) -> None:
    def read(told: Coded) -> Coded | Failure:
        return Failure("bridge", "E-CODE", "no") if told.document.id == "bridge" else told

    before = live(desk)
    assert isinstance(run(desk, read)["bridge"], Failure)
    assert live(desk) == before
    assert count_due(desk, NEWER) == 1


def test_dispatch_that_is_superseded_meanwhile_is_left_to_its_newer_version(desk: Store) -> None:
    def read(told: Coded) -> Coded:
        if told.document.id == "bridge":
            add(desk, coded("bridge", "Nothing happened."), NEWER, LATER)
        return told

    assert set(run(desk, read)) == {"talks"}
    assert SHELLED.id not in live(desk)


def test_reasons_for_silence_follow_the_coder(desk: Store) -> None:
    run(desk, lambda told: replace(told, claims=(), reasons=("no event",)))
    with desk.reading() as connection:
        assert connection.execute(select(documents.c.reasons)).scalars().all() == [["no event"]] * 2


def test_accepted_claim_is_held_when_the_coder_finds_it_no_more(desk: Store) -> None:
    decide(desk, "accept", [SHELLED.id])
    assert kinds(run(desk, reading(shelled=gone))["bridge"]) == ["held"]
    assert live(desk)[SHELLED.id].held == LATER
    assert effective(desk)[SHELLED.id].confidence == 1.0
    assert kinds(run(desk, reading(shelled=gone), LATEST, again=True)["bridge"]) == ["held"]
    assert live(desk)[SHELLED.id].held == LATER


def test_claim_is_held_no_more_when_the_coder_finds_it_again(desk: Store) -> None:
    decide(desk, "accept", [SHELLED.id])
    run(desk, reading(shelled=gone))
    run(desk, at=LATEST, again=True)
    assert live(desk)[SHELLED.id].held is None


@pytest.mark.parametrize("read", [negated, reread], ids=["same id", "other id"])
def test_accepted_claim_stays_as_accepted_and_what_the_coder_says_now_is_left_out(desk: Store, read: Any) -> None:
    decide(desk, "accept", [SHELLED.id])
    before = live(desk)
    (change,) = run(desk, reading(shelled=read))["bridge"].changes
    assert change.kind == "held"
    assert set(live(desk)) == set(before)
    assert effective(desk)[SHELLED.id].status == "actual"


def test_held_claim_goes_with_its_judgement_and_re_coding_brings_what_was_left_out(desk: Store) -> None:
    judgement = decide(desk, "accept", [SHELLED.id])
    run(desk, reading(shelled=reread))
    with desk.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATEST)
    assert SHELLED.id not in live(desk)
    done = run(desk, reading(shelled=reread), LATEST)
    assert (list(done), kinds(done["bridge"])) == (["bridge"], ["added"])


def test_correction_lies_on_top_of_what_the_coder_says_now(desk: Store) -> None:
    decide(desk, "correct", [SHELLED.id], field="label", value="siege")
    run(desk, reading(shelled=negated))
    now = effective(desk)[SHELLED.id]
    assert (now.label, now.status, now.confidence) == ("siege", "negated", 1.0)


def test_corrected_claim_is_held_when_its_words_tell_of_nothing_any_more(desk: Store) -> None:
    decide(desk, "correct", [SHELLED.id], field="label", value="siege")
    assert kinds(run(desk, reading(shelled=gone))["bridge"]) == ["held"]
    assert effective(desk)[SHELLED.id].label == "siege"


def test_judgements_pass_on_to_another_reading_of_the_same_words(desk: Store) -> None:
    decide(desk, "correct", [DENIED.id], field="label", value="denial")
    decide(desk, "reject", [SHELLED.id])
    done = run(desk, reading(shelled=reread, army=reread))
    assert kinds(done["bridge"]) == ["changed", "changed"]
    became = {change.claim: change.became for change in done["bridge"].changes}
    counts = effective(desk)
    assert became[SHELLED.id] in live(desk)
    assert became[SHELLED.id] not in counts
    assert counts[became[DENIED.id] or ""].label == "denial"
    assert live(desk)[became[DENIED.id] or ""].confidence == 1.0


def test_rejection_says_nothing_of_another_type(desk: Store) -> None:
    decide(desk, "reject", [SHELLED.id])
    other_type = reading(shelled=lambda was: [claim(was.document, was.sentence, type="CONSULT", coder=NEWER)])
    (change,) = run(desk, other_type)["bridge"].changes
    assert change.became in effective(desk)


def test_rejected_claim_that_is_gone_goes(desk: Store) -> None:
    decide(desk, "reject", [SHELLED.id])
    assert kinds(run(desk, reading(shelled=gone))["bridge"]) == ["gone"]
    assert SHELLED.id not in live(desk)


def test_sentences_split_otherwise_keep_held_claims_in_place(desk: Store) -> None:
    decide(desk, "accept", [SHELLED.id])
    text = BRIDGE.document.text
    whole = Sentence(text, 0, len(text), 0)
    run(desk, lambda told: replace(told, claims=(), sentences=(whole,)) if told.document.id == "bridge" else told)
    kept = effective(desk)[SHELLED.id]
    assert (kept.sentence.text, kept.sentence.start, kept.sentence.index) == (SHELLED.sentence.text, 0, 1)


def test_store_that_was_judged_and_coded_again_is_whole(desk: Store) -> None:
    decide(desk, "accept", [SHELLED.id])
    decide(desk, "reject", [DENIED.id])
    decide(desk, "merge", [SHELLED.id, TALKS[0].id])
    decide(desk, "correct", [TALKS[1].id], field="actors", value=[{"name": "No one", "id": "nobody"}])
    assert verify(desk) == []
    run(desk, reading(shelled=gone, army=reread, resume=negated, expects=reread))
    assert verify(desk) == []
