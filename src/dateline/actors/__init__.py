"""Actors: the register of states, bodies, groups and people, and how their names are found in it."""

from dateline.actors.entries import Entry, Term
from dateline.actors.register import ActorRegister, Candidate, load_register

__all__ = ["ActorRegister", "Candidate", "Entry", "Term", "load_register"]
