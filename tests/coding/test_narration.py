"""What a text tells without a day right after what it tells of long ago."""

from __future__ import annotations

import dataclasses

import pytest
from lexicons import small_lexicon
from phrases import clause, story
from small_world import small_register
from trees import tree

from dateline.coding.narration import with_narrated
from dateline.coding.resolver import Resolver
from dateline.places import Gazetteer
from dateline.records import Claim, Document, Sentence, Span

IN_2014 = clause("he/PRP", "Mosul/NNP/LOC", "left leave", before="in/IN 2014/CD")
LAST_WEEK = clause("he/PRP", "Mosul/NNP/LOC", "left leave", before="on/IN 2_May_2017/NNP")
HE_LEFT = clause("he/PRP", "town/NN", "left leave")
ARMY_LEFT = clause("the/DT army/NN", "town/NN", "left leave")


def historical(gazetteer: Gazetteer, *sentences: str, status: str = "actual") -> list[bool]:
    """For each sentence after the first, whether what it tells is of the past."""
    doc = tree(story(*sentences))
    document = Document("d", doc.text, published="2017-06-01")
    resolved = Resolver(small_register(), gazetteer, small_lexicon().classes).resolve(doc, document)
    claims = [
        Claim(
            id=f"c-{index}", kind="event", type="RETREAT", status=status,  # type: ignore[arg-type]
            trigger=Span("left", sentence.start_char, sentence.start_char + 4),
            sentence=Sentence(sentence.text, sentence.start_char, sentence.end_char, index), document=document,
        )
        for index, sentence in enumerate(resolved.sentences)
    ]  # fmt: skip
    told = with_narrated(claims, resolved, document.published)
    assert [dataclasses.replace(each, historical=False) for each in told] == claims
    return [each.historical for each in told][1:]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((IN_2014, HE_LEFT), [True]),
        ((IN_2014, HE_LEFT, HE_LEFT, HE_LEFT), [True, True, False]),
        ((IN_2014, ARMY_LEFT, HE_LEFT), [False, False]),
        ((IN_2014, LAST_WEEK, HE_LEFT), [False, False]),
        ((HE_LEFT, HE_LEFT), [False]),
    ],
)
def test_sentences_that_take_up_a_past_day_stay_in_it(
    gazetteer: Gazetteer, sentences: tuple[str, ...], expected: list[bool]
) -> None:
    assert historical(gazetteer, *sentences) == expected


def test_what_is_planned_is_not_of_the_past(gazetteer: Gazetteer) -> None:
    assert historical(gazetteer, IN_2014, HE_LEFT, status="future") == [False]
