"""People who share too few partners for all of them to be paired (Hall's condition)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matcher.cohort import Side
from matcher.explaining.called import Called
from matcher.impossible.people import crowd_without_partners
from matcher.language.labels import label
from matcher.language.words import to_say
from matcher.records import Identifier, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matcher.cohort import Cohort
    from matcher.language import Words
    from matcher.solve.problem import Problem

MOST_NAMED = 12
"""How many people are named at most; of more, their number is told."""


class Crowd(Record):
    """Some people of one side, and all the partners whom they may have."""

    side: Side
    people: tuple[Identifier, ...]
    partners: tuple[Identifier, ...]

    def lines(self, cohort: Cohort, words: Words) -> Iterator[str]:
        """Yield it in words."""
        ours = label("patients" if self.side is Side.PATIENT else "professionals", cohort, words)
        called = Called(cohort)
        values = {"number": words.number(len(self.people)), "side": ours}
        if not self.partners:
            yield words.say("Of the {side}, {number} may be paired with nobody at all.", **values)
        else:
            yield words.say(
                "Of the {side}, {number} may only be paired with the same {most}: more than "
                "{most} of them cannot have a partner.",
                most=words.number(len(self.partners)),
                **values,
            )
        for heading, some in (
            (to_say("They: {people}"), self.people),
            (to_say("Their partners: {people}"), self.partners),
        ):
            if 0 < len(some) <= MOST_NAMED:
                yield "  - " + words.say(heading, people=words.listed(map(called, some)))


def crowds(problem: Problem) -> tuple[Crowd, ...]:
    """Return, for each side, who share too few partners for the pairs that are wanted.

    Limits, dates and answers about days play no part.
    """
    wanted = problem.wanted
    found = (
        _crowd(problem.allowed, wanted, Side.PATIENT, problem),
        _crowd(problem.allowed.T, wanted, Side.PROFESSIONAL, problem),
    )
    return tuple(one for one in found if one is not None)


def _crowd(allowed: NDArray[np.bool_], wanted: int, side: Side, problem: Problem) -> Crowd | None:
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    top = [("a", index) for index in range(len(allowed))]
    graph.add_nodes_from(top)
    graph.add_edges_from((("a", int(a)), ("b", int(b))) for a, b in np.argwhere(allowed))
    matching = nx.bipartite.hopcroft_karp_matching(graph, top)
    alone = [node for node in top if node not in matching]
    if len(matching) // 2 >= wanted or not alone:
        return None
    people, partners = crowd_without_partners(graph, matching, alone)
    ours, theirs = problem.patients.ids, problem.professionals.ids
    if side is Side.PROFESSIONAL:
        ours, theirs = theirs, ours
    return Crowd(
        side=side,
        people=tuple(ours[index] for _, index in sorted(people)),
        partners=tuple(theirs[index] for _, index in sorted(partners)),
    )
