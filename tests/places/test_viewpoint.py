from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.places import Gazetteer
from dateline.places.viewpoint import DISPUTED, check_viewpoint, label


@pytest.mark.parametrize(
    ("place", "viewpoint", "expected"),
    [
        ("gn:3", None, "Iraq"),
        ("gn:3", "RU", "Iraq"),
        ("gn:14", None, DISPUTED),
        ("gn:14", "UA", "Ukraine"),
        ("gn:14", "UKR", "Ukraine"),
        ("gn:14", "rus", "Russia"),
        ("gn:14", "FR", DISPUTED),
        ("dl:abkhazia", None, DISPUTED),
        ("dl:abkhazia", "abkhazia", "Abkhazia"),
        ("dl:abkhazia", "GE", "Georgia"),
    ],
)
def test_label(small: Gazetteer, place: str, viewpoint: str | None, expected: str) -> None:
    found = small.by_id(place)
    assert found is not None
    assert label(found, viewpoint) == expected


def test_claimants_are_kept_whatever_the_label(small: Gazetteer) -> None:
    place = small.by_id("gn:14")
    assert place is not None
    assert place.claimants == ("UKR", "RUS")


def test_check_viewpoint() -> None:
    assert check_viewpoint("UA") == "UA"
    assert check_viewpoint("") is None
    with pytest.raises(InputError, match="no country"):
        check_viewpoint("Atlantis")
