"""Copies and incidents of everything that was coded: by blocks, joins and components, as the store finds them.

    profiles -> bands -> pairs -> copies            documents that copy or retell each other
    traits -> blocks -> pairs -> links -> incidents claims that tell of one happening
    copies -> stories -> incidents without a type

Which things are compared, how, and how they are grouped is decided by the functions of `dateline.linking` alone. Here
they are only brought together: things that share a row, pairs with what is known of both, what hangs together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.dataflow import linking_claims as claims
from dateline.dataflow import linking_documents as documents
from dateline.dataflow.engine import Engine, Flow
from dateline.dataflow.parts import path_of
from dateline.dataflow.storage import exists, join, read_bytes, remove_folder, write_bytes
from dateline.dataflow.writing import ROW, write_table
from dateline.linking.logistic import settings
from dateline.linking.sources import COPIED

Record = dict[str, Any]
_PROFILE = ("n", "id", "known", "digest", "origin", "title", "bands", "profile")
_TRAITS = ("n", "id", "document", "known", "document_id", "sentence", "family", "blocks", "traits")
FEW = 50_000  # claims that are linked within this process
_PAIR = {"a": "int", "b": "int"}


def link(engine: Engine, out: str, size: int) -> dict[str, int]:
    """Find copies and incidents, once everything is coded.

    Args:
        engine: What runs it.
        out: The output.
        size: How many claims there are; the number of files follows from it.

    Returns:
        How many of each were found.
    """
    done = join(out, "_state", "done", "linking.json")
    if exists(done):
        return documents.counts(read_bytes(done))
    engine.work_apart(size > FEW)
    linking = _Linking(engine, out)
    live, versions = linking.live()
    copies = linking.copies(live)
    incidents = linking.incidents(live, copies)
    counted = {
        "versions": write_table(versions, out, "versions", size),
        "copies": write_table(copies.map(documents.copy_rows, ROW), out, "copies", size),
        "incidents": write_table(incidents, out, "incidents", size),
    }
    write_bytes(done, documents.counted(counted))
    remove_folder(linking.folder)
    return counted


@dataclass(frozen=True, slots=True)
class _Linking:
    """The steps; what is costly is kept in files between them."""

    engine: Engine
    out: str

    @property
    def folder(self) -> str:
        """Where steps are kept."""
        return join(self.out, "_state", "linking")

    def live(self) -> tuple[Flow, Flow]:
        """The profiles of documents that count, and all versions of those that came more than once."""
        profiles = self.engine.read(path_of(self.out, "_profiles", "*"), _PROFILE)
        told = profiles.named(id="id", n="n", known="known", digest="digest").gather("id")
        versions = told.map(documents.versions, documents.VERSION).kept(join(self.folder, "versions"))
        counting = versions.where("counts", True).named(n="n")
        several = versions.where("several", True)
        return profiles.join(counting, "n"), several.map(documents.version_rows, ROW)

    def copies(self, live: Flow) -> Flow:
        """Documents that copy or retell each other."""
        standing = live.map(documents.standing, documents.STANDING)
        pairs = standing.gather("row").map(documents.pairs, _PAIR).distinct()
        one = live.named(a="n", a_id="id", a_known="known", a_profile="profile")
        other = live.named(b="n", b_id="id", b_known="known", b_profile="profile")
        found = pairs.join(one, "a").join(other, "b").map(documents.compared, documents.RELATED)
        return found.kept(join(self.folder, "copies"))

    def incidents(self, live: Flow, copies: Flow) -> Flow:
        """Incidents with a type, and those without."""
        traits = self.engine.read(path_of(self.out, "_traits", "*"), _TRAITS)
        counting = traits.join(live.named(document="n"), "document").kept(join(self.folder, "traits"))
        links = self._links(counting, copies)
        grouped = self._grouped(counting, links)
        typed = self._typed(counting, links, grouped, copies)
        held = counting.named(n="n", document="document").join(grouped, "n")
        tells = held.named(document="document", incident="incident").distinct()
        return typed.union(self._untyped(live, copies, tells))

    def _links(self, traits: Flow, copies: Flow) -> Flow:
        """Pairs of claims that may tell of one happening."""
        in_rows = traits.map(claims.standing, claims.STANDING).gather("row").map(claims.pairs, _PAIR)
        told = traits.named(document="document", n="n", family="family", sentence="sentence").gather("document")
        own = told.map(claims.own_pairs, _PAIR)
        related = copies.named(one="later", other="earlier")
        ours, theirs = told.named(one="document", ours="rows"), told.named(other="document", theirs="rows")
        across = related.join(ours, "one").join(theirs, "other").map(claims.story_pairs, _PAIR)
        pairs = in_rows.union(own, across).distinct()
        one = traits.named(a="n", a_document="document", a_traits="traits")
        other = traits.named(b="n", b_document="document", b_traits="traits")
        both = pairs.join(one, "a").join(other, "b")
        stories = copies.named(a_document="later", b_document="earlier").union(
            copies.named(a_document="earlier", b_document="later")
        )
        marked = stories.distinct().map(claims.marked, claims.MARKED)
        flagged = both.join(marked, ("a_document", "b_document"), keep_all=True)
        return flagged.map(claims.compared, claims.LINK).kept(join(self.folder, "links"))

    def _grouped(self, traits: Flow, links: Flow) -> Flow:
        """Claims and their incidents."""
        joined = links.at_least("score", settings("incident_limits")["joined"])
        members = traits.named(n="n", id="id", known="known")
        return self._groups("claims", members, joined, links.named(a="a", b="b", score="score"), claims.grouped)

    def _groups(self, name: str, members: Flow, joined: Flow, links: Flow, group: Any) -> Flow:
        """Members in groups: what hangs together by links that suffice is grouped by itself."""
        roots = joined.named(a="a", b="b").components(join(self.folder, f"{name}-components"))
        rooted = members.join(roots, "n", keep_all=True).map(claims.rooted, claims.ROOTED)
        a_root, b_root = roots.named(a="n", root="root"), roots.named(b="n", b_root="root")
        within = links.join(a_root, "a").join(b_root, "b").alike("root", "b_root")
        ties = within.named(root="root", a="a", b="b", score="score").gather("root", "ties")
        whole = rooted.gather("root", "members").join(ties, "root", keep_all=True)
        return whole.map(group, claims.GROUPED).kept(join(self.folder, f"{name}-groups"))

    def _typed(self, traits: Flow, links: Flow, grouped: Flow, copies: Flow) -> Flow:
        told = traits.named(n="n", document="document", traits="traits").join(grouped, "n")
        a_held, b_held = grouped.named(a="n", incident="incident"), grouped.named(b="n", b_incident="incident")
        within = links.join(a_held, "a").join(b_held, "b").alike("incident", "b_incident")
        ties = within.named(incident="incident", a="a", b="b", score="score", reasons="reasons")
        copied = self._copied(told.named(incident="incident", document="document").distinct(), copies)
        whole = told.named(incident="incident", n="n", document="document", traits="traits").gather("incident", "told")
        whole = whole.join(ties.gather("incident", "ties"), "incident", keep_all=True)
        return whole.join(copied, "incident", keep_all=True).map(claims.summed_up, claims.INCIDENT)

    def _copied(self, tells: Flow, copies: Flow) -> Flow:
        """The pairs of an incident's documents of which one copies the other."""
        pairs = _some(copies.where("kind", kind) for kind in COPIED)
        later, earlier = tells.named(incident="incident", later="document"), tells
        found = later.join(pairs.named(later="later", earlier="earlier"), "later")
        both = found.join(earlier.named(incident="incident", earlier="document"), ("incident", "earlier"))
        return both.named(incident="incident", later="later", earlier="earlier").gather("incident", "copied")

    def _untyped(self, live: Flow, copies: Flow, tells: Flow) -> Flow:
        """Stories that no claim tells which their documents share."""
        ties = copies.named(a="later", b="earlier", score="similarity")
        joined = ties.at_least("score", settings("story_limits")["joined"])
        members = live.named(n="n", id="id", known="known")
        groups = self._groups("stories", members, joined, ties, documents.grouped)
        held = groups.named(n="n", story="incident")
        a_held, b_held = groups.named(later="n", story="incident"), groups.named(earlier="n", b_story="incident")
        edges = copies.join(a_held, "later").join(b_held, "earlier").alike("story", "b_story")
        edges = edges.named(
            story="story", later="later", earlier="earlier", kind="kind", similarity="similarity", reasons="reasons"
        )
        typed = held.join(tells.named(n="document", incident="incident"), "n")
        told = live.named(n="n", id="id", known="known", title="title", profile="profile").join(held, "n")
        told = told.named(story="story", n="n", id="id", known="known", title="title", profile="profile")
        whole = told.gather("story", "told").join(edges.gather("story", "edges"), "story")
        typed = typed.named(story="story", n="n", incident="incident").gather("story", "typed")
        return whole.join(typed, "story", keep_all=True).map(documents.untold, claims.INCIDENT)


def _some(flows: Iterable[Flow]) -> Flow:
    first, *others = flows
    return first.union(*others)
