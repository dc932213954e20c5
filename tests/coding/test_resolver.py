"""Everything that a document's mentions resolve to, worked out once: who, where, when."""

from __future__ import annotations

import pytest
from lexicons import small_lexicon
from phrases import clause, story
from small_world import head, small_register
from trees import tree

from dateline.coding.resolver import Resolved, Resolver
from dateline.places import Gazetteer
from dateline.records import Dateline, Document

OBAMA, GUL = "US/NNP/LOC President/NNP Barack_Obama/NNP/PER", "President/NNP Abdullah_Gul/NNP/PER"
THURSDAY = """
Rebels rebel NOUN NNS 2 nsubj
left leave VERB VBD 0 root
Mosul Mosul PROPN NNP 2 obj LOC
on on ADP IN 5 case
Thursday Thursday PROPN NNP 2 obl
, , PUNCT , 5 punct
May May PROPN NNP 5 appos
3 3 NUM CD 7 nummod
. . PUNCT . 2 punct
"""
TITLE = clause("the/DT Turkish/JJ president/NN")


def resolve(gazetteer: Gazetteer, text: str, published: str | None, dateline: Dateline | None = None) -> Resolved:
    doc = tree(text)
    resolver = Resolver(small_register(), gazetteer, small_lexicon().classes)
    return resolver.resolve(doc, Document("d", doc.text, published=published, dateline=dateline))


def subject_id(resolved: Resolved, form: str) -> str | None:
    identity = resolved.identities.of(head(resolved.sentences[0].doc, form))
    return identity.id if identity is not None else None


@pytest.mark.parametrize(
    ("published", "ident"),
    [("2013-05-01", "gul"), ("2015-05-01T23:10:00+02:00", "erdogan"), ("2015-05", "erdogan"), ("2015", "erdogan")],
)
def test_resolver_reads_titles_on_the_day_of_publication(gazetteer: Gazetteer, published: str, ident: str) -> None:
    resolved = resolve(gazetteer, TITLE, published)
    assert subject_id(resolved, "president") == ident
    assert (resolved.inferred, resolved.notes()) == (None, [])


def test_resolver_keeps_times_by_sentence_and_counts_from_publication(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, story(clause("rain/NN"), THURSDAY), "2012-05-04")
    assert [len(found) for found in resolved.times] == [0, 1] == [0 for _ in resolved.times[:1]] + [1]
    time = resolved.timeline.resolve(resolved.times[1][0])
    assert (time.text, time.from_, time.to) == ("Thursday, May 3", "2012-05-03", "2012-05-03")


def test_resolver_locates_names_with_the_countries_of_the_text(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, story(TITLE, THURSDAY), "2012-05-04")
    assert [s.place and s.place.id for s in resolved.locations.spots] == ["gn:3"]


def test_resolver_infers_the_date_of_a_document_without_one(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, story(clause(GUL), clause(OBAMA), THURSDAY), None)
    assert resolved.inferred is not None
    assert resolved.inferred.best == "2012-05"
    (note,) = resolved.notes()
    assert note.startswith("published 2012-05, inferred: ")
    assert "Abdullah Gul is called president: in office from 2007-08-28 to 2014-08-28." in note
    time = resolved.timeline.resolve(resolved.times[2][0])
    assert (time.from_, time.rule.partition(":")[0]) == ("2012-05-03", "year-inferred-from-document")


def test_resolver_reads_titles_on_the_day_that_it_inferred(gazetteer: Gazetteer) -> None:
    resolved = resolve(gazetteer, story(clause(GUL), clause(OBAMA), THURSDAY, TITLE), None)
    assert subject_id(resolved, "president") == "gul"
    assert subject_id(resolve(gazetteer, TITLE, None), "president") == "turkey"


def test_resolver_says_where_no_date_could_be_inferred(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, clause("rain/NN"), None).notes() == [
        "no date of publication could be inferred; nothing in the text dates it."
    ]
    (note,) = resolve(gazetteer, clause(OBAMA), None).notes()
    assert note.startswith("no date of publication could be inferred; Barack Obama is called president")


def test_resolver_reads_no_claims_from_the_line_that_says_where_it_was_filed(gazetteer: Gazetteer) -> None:
    filed = "MOSUL Mosul PROPN NNP 0 root LOC\n- - PUNCT : 1 punct"
    text = story(filed, THURSDAY)
    end = len("MOSUL-")
    resolved = resolve(gazetteer, text, "2012-05-04", Dateline(0, end, "Mosul"))
    assert [s.text for s in resolved.sentences] == ["Rebels left Mosul on Thursday, May 3."]
    assert len(resolve(gazetteer, text, "2012-05-04").sentences) == 2


@pytest.mark.parametrize("published", [None, "2012-05-04"])
def test_resolver_of_an_empty_document(gazetteer: Gazetteer, published: str | None) -> None:
    resolved = resolve(gazetteer, "", published)
    assert (list(resolved.sentences), resolved.times, resolved.locations.spots) == ([], [], [])
