from __future__ import annotations

import pytest

from dateline.places.geometry import distance_km, mean_point, middle, move


def test_distance_of_two_cities() -> None:
    assert distance_km((48.85, 2.35), (51.51, -0.13)) == pytest.approx(344, abs=3)


@pytest.mark.parametrize("bearing", [0, 45, 90, 135, 180, 225, 270, 315])
def test_moving_covers_the_distance(bearing: float) -> None:
    assert distance_km((36.0, 39.0), move((36.0, 39.0), 50, bearing)) == pytest.approx(50, abs=0.1)


def test_moving_north_keeps_the_longitude() -> None:
    lat, lon = move((36.0, 39.0), 111.2, 0)
    assert (lat, lon) == (pytest.approx(37.0, abs=0.01), pytest.approx(39.0))


def test_moving_over_the_date_line() -> None:
    assert move((0.0, 179.9), 50, 90)[1] < -179


def test_middle_over_the_date_line() -> None:
    lat, lon = mean_point([(0.0, 179.0), (0.0, -179.0)])
    assert abs(lon) == pytest.approx(180)
    assert lat == pytest.approx(0)


def test_middle_of_an_area_does_not_follow_crowds() -> None:
    crowd = [(0.01 * i, 0.01 * i) for i in range(20)]
    lat, lon = middle([*crowd, (0.0, 10.0), (10.0, 0.0), (10.0, 10.0)])
    assert (lat, lon) == (pytest.approx(5, abs=0.3), pytest.approx(5, abs=0.3))


@pytest.mark.parametrize("points", [[(1.0, 2.0)], [(1.0, 2.0), (1.0, 2.0)]])
def test_middle_of_one_point(points: list[tuple[float, float]]) -> None:
    assert middle(points) == (pytest.approx(1.0), pytest.approx(2.0))


@pytest.mark.parametrize("points", [[], [(0.0, 0.0), (0.0, 180.0)]])
def test_no_middle(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="no"):
        mean_point(points)
