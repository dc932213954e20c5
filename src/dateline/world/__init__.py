"""The world's states and disputed territories: one table that actors and places share."""

from dateline.world.countries import Country, World, load_world

__all__ = ["Country", "World", "load_world"]
