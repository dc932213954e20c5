"""The world's states and territories, and the wars that dispatches count from: tables that actors and places share."""

from dateline.world.countries import Country, World, load_world
from dateline.world.wars import War, find_war, load_wars

__all__ = ["Country", "War", "World", "find_war", "load_wars", "load_world"]
