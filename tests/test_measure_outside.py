"""What the measures on outside texts count as found, on claims and gold made by hand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from training import measure_outside
from training.corpora import read_conllu
from training.measure_outside import (
    acceptable,
    claim_key,
    differences,
    fit,
    gold_relations,
    leads,
    pair_met,
    pairs_of,
    parties_found,
    quiet,
    recase,
    running_text,
    sentence_hash,
    sentence_of,
    sentence_spans,
    words_meet,
)

TEXT = "Iraqi forces fought ISIL near Mosul."
IRAQIS, ISIL, MOSUL = [0, 12], [20, 24], [30, 35]


def filler(text: str, start: int = 0, country: str | None = None) -> dict[str, Any]:
    return {"text": text, "name": text, "start": start, "end": start + len(text), "country": country}


def claim(type: str = "ASSAULT", status: str = "actual", **fields: Any) -> dict[str, Any]:
    kind = "event" if type.isupper() else "relation"
    base = {"kind": kind, "type": type, "status": status, "modes": [], "contexts": [], "label": None, "time": None}
    base |= {role: [] for role in ("actors", "recipients", "places", "quantities", "sources")}
    return base | {"trigger": {"text": "x", "start": 0}, "sentence": {"text": TEXT, "start": 0}} | fields


def gold(**fields: Any) -> dict[str, Any]:
    base = {"event_accept": ["AGREE"], "mode": None, "context": ["military"], "actor": [], "recipient": []}
    return base | fields


def relation(type: str, source: list[int], target: list[int], confidence: float = 1) -> dict[str, Any]:
    return {"type": type, "source": source, "target": target, "confidence": confidence}


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        ("the Sudanese government", "Sudanese government forces", True),
        ("U.S. negotiator", "U.N.", False),
        ("The", "the", True),
        ("", "Iraq", False),
    ],
)
def test_words_meet_by_half_of_the_shorter(left: str, right: str, meet: bool) -> None:
    assert words_meet(left, right) is meet


def test_parties_are_found_by_words_before_country_and_one_filler_stands_for_one() -> None:
    rebels, police = ({"text": f"Syrian {kind}", "code": "SYR"} for kind in ("rebels", "police"))
    by_words, by_country = filler("police"), filler("Damascus", country="SYR")
    assert parties_found([rebels, police], [by_words, by_country]) == [police, rebels]
    assert parties_found([rebels, police], [by_country]) == [rebels]
    assert parties_found([{"text": "UN", "code": "IGO"}], [filler("Nato", country="IGO")]) == []


def test_category_is_acceptable_as_it_is_or_folded() -> None:
    assert acceptable(gold(), claim("CONSULT", "future"))
    assert acceptable(gold(event_accept=["CONSULT"]), claim("CONSULT", "future"))
    assert not acceptable(gold(), claim("CONSULT"))
    assert not acceptable(gold(), claim("backs"))


def test_fit_weighs_parties_in_their_roles_before_the_mode() -> None:
    record = gold(mode="visit", recipient=[{"text": "Juba", "code": "SSD"}])
    as_recipient = fit(record, claim(recipients=[filler("Juba")]))
    as_place = fit(record, claim(places=[filler("Juba")], modes=["visit"], contexts=["military"]))
    assert as_recipient > as_place
    assert (as_place.recipients, as_place.anywhere, as_place.mode, as_place.contexts) == (0, 1, True, 1)


def test_sentence_is_the_last_that_starts_before_the_trigger() -> None:
    assert sentence_of(claim(trigger={"start": 12}), [[0, 10], [11, 20]]) == 1


def treebank(folder: Path, *paragraphs: list[str]) -> Path:
    """Write a biography of these sentences as GUM's development file, and an empty test file."""
    lines = ["# newdoc id = GUM_bio_someone"]
    for paragraph in paragraphs:
        lines.append("# newpar")
        for sentence in paragraph:
            words = sentence.replace(".", " .").split()
            lines += [f"{i}\t{w}\t_\t_\t_\t_\t0\t_\t_\t_" for i, w in enumerate(words, 1)] + [""]
    (folder / "en_gum-test.conllu").write_text("")
    path = folder / "en_gum-dev.conllu"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_quiet_counts_only_the_claims_of_sentences_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = read_conllu(treebank(tmp_path, ["He sang.", "They bombed Mosul."], ["He met her.", "It rained."]))
    running = running_text(text)
    assert [running[a:b] for a, b in sentence_spans(text)] == [
        "He sang .",
        "They bombed Mosul .",
        "He met her .",
        "It rained .",
    ]

    def coder(given: str, **_: Any) -> list[Any]:
        triggers = [("ASSAULT", "bombed"), ("CONSULT", "met"), ("role", "He met")]
        made = [claim(type, trigger={"text": word, "start": given.index(word)}) for type, word in triggers]
        return [SimpleNamespace(to_dict=lambda c=c: c | {"document": {"id": "x"}}) for c in made]

    listed = tmp_path / "codable.csv"
    row = f"GUM_bio_someone,1,{sentence_hash(text.sentences[1])},yes\n"
    listed.write_text(f"document,sentence,sha256_8,codable\n{row}")
    for name, value in (("UD", tmp_path), ("CORPUS", tmp_path), ("CODABLE", listed)):
        monkeypatch.setattr(measure_outside, name, value)
    figures = quiet(coder)
    assert (figures["gum_sentences"], figures["gum_events"], figures["gum_roles"]) == (4, 50, 25)
    assert figures["gum_quiet_sentences"] == 3
    assert figures["gum_claims_per_100_quiet"] == pytest.approx(66.7)
    assert figures["gum_silent_share"] == pytest.approx(0.667)

    listed.write_text(listed.read_text().replace(",1,", ",2,"))
    with pytest.raises(ValueError, match=r"GUM_bio_someone \[2\] is not the sentence"):
        quiet(coder)


@pytest.mark.parametrize(("label", "leading"), [("commander", True), ("deputy commander", False), (None, False)])
def test_titles_that_lead(label: str | None, leading: bool) -> None:
    assert leads(label) is leading


def test_both_sides_of_a_clash_fight_but_joint_attackers_do_not() -> None:
    a, b, c = filler("A"), filler("B"), filler("C")
    assert [(p.left, p.right) for p in pairs_of(claim(actors=[a, b]))] == [(a, b)]
    assert [(p.left, p.right) for p in pairs_of(claim(actors=[a, b], recipients=[c]))] == [(a, c), (b, c)]
    assert pairs_of(claim(actors=[a, b, c])) == []
    assert len(pairs_of(claim("allied_with", actors=[a, b, c]))) == 3
    assert pairs_of(claim(status="negated", actors=[a], recipients=[c])) == []
    assert pairs_of(claim("backs", actors=[a, b])) == []


def test_role_of_a_leader_is_in_charge_first() -> None:
    (pair,) = pairs_of(claim("role", label="defence minister", actors=[filler("A")], recipients=[filler("B")]))
    assert pair.relations == ("InChargeOf", "BelongsTo")


def test_only_symmetric_relations_are_free_in_order() -> None:
    isil, iraqis = filler("ISIL", 20), filler("Iraqi forces")
    (fight,) = pairs_of(claim(actors=[isil], recipients=[iraqis]))
    (member,) = pairs_of(claim("member_of", actors=[isil], recipients=[iraqis]))
    assert pair_met(fight, relation("FightingAgainst", IRAQIS, ISIL), TEXT)
    assert not pair_met(fight, relation("AlliesOf", IRAQIS, ISIL), TEXT)
    assert pair_met(member, relation("BelongsTo", ISIL, IRAQIS), TEXT)
    assert not pair_met(member, relation("BelongsTo", IRAQIS, ISIL), TEXT)


def test_gold_relations_are_asked_for_once_between_parties_and_when_sure() -> None:
    kinds = zip((IRAQIS, ISIL, MOSUL), ("Organisation", "Organisation", "Location"), strict=True)
    entities = [{"start": s, "end": e, "type": kind, "confidence": 1} for (s, e), kind in kinds]
    fight, held = relation("FightingAgainst", IRAQIS, ISIL), relation("InChargeOf", ISIL, MOSUL)
    doubtful, place = relation("AlliesOf", IRAQIS, ISIL, 0.1), relation("FightingAgainst", IRAQIS, MOSUL)
    relations = [
        fight,
        relation("FightingAgainst", ISIL, IRAQIS),
        held,
        doubtful,
        place,
        relation("Likes", ISIL, MOSUL),
    ]
    wanted, excused = gold_relations({"entities": entities, "relations": relations})
    assert [r["type"] for r in wanted] == ["FightingAgainst", "InChargeOf"]
    assert excused == [doubtful, place]


def test_recase_keeps_every_offset() -> None:
    assert recase("Straße in İzmir", str.upper) == "STRAßE IN İZMIR"
    assert len(recase("İzmir", str.lower)) == 5


def test_differences_ignore_where_a_claim_stands() -> None:
    here, there = claim(actors=[filler("A", 0)]), claim(actors=[filler("A", 90)])
    assert differences([here, here], [there]) == (1, 2, [f"- {claim_key(here)}"])
