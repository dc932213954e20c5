"""Which country a place is labelled with, where several states claim it.

Every place keeps all claimants; only the label depends on the point of view that a user sets.
"""

from __future__ import annotations

from dateline.errors import InputError
from dateline.places.gazetteer import Candidate
from dateline.world import Country, World, load_world

DISPUTED = "disputed"


def label(place: Candidate, viewpoint: str | None = None, world: World | None = None) -> str | None:
    """The name of the country in which a place lies, as the point of view has it.

    Args:
        place: The place.
        viewpoint: The code (alpha-2 or alpha-3) or the id of the country whose claims count; None for no one's.
        world: The countries; those that ship with the package by default.

    Returns:
        The country's name; "disputed" where several claim the place and the point of view is not one of them; None
        where no country is known.
    """
    world = world or load_world()
    if len(place.claimants) > 1:
        return _claimant(place, viewpoint, world) or DISPUTED
    code = place.claimants[0] if place.claimants else place.country
    country = find_country(code, world) if code else None
    return country.name if country else None


def _claimant(place: Candidate, viewpoint: str | None, world: World) -> str | None:
    viewer = find_country(viewpoint, world) if viewpoint else None
    return viewer.name if viewer and {viewer.id, viewer.alpha3} & set(place.claimants) else None


def find_country(code: str, world: World) -> Country | None:
    """The country with this code or id."""
    upper = code.upper()
    return world.by_alpha3.get(upper) or world.by_alpha2.get(upper) or world.by_id.get(code.lower())


def check_viewpoint(viewpoint: str | None, world: World | None = None) -> str | None:
    """A setting's point of view, if it is one.

    Raises:
        InputError: No country has this code or id.
    """
    if viewpoint and find_country(viewpoint, world or load_world()) is None:
        raise InputError(
            "E-VIEWPOINT", f'"{viewpoint}" is no country; write a code (UA, UKR) or leave it out for "disputed"'
        )
    return viewpoint or None
