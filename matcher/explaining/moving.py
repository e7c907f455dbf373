"""Who changes partners between two sets of pairs, in the order in which one leads to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import networkx as nx

from matcher.explaining.answers import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

Couple = tuple[str, str | None]


def chain(
    now: Collection[Couple], then: Collection[Couple], forced: Couple | None = None
) -> tuple[Step, ...]:
    """Return the steps from some pairs to others.

    The pairs of which only one side knows make alternating paths and circles: somebody leaves a
    partner, who goes to somebody else, whose partner is free, and so on.

    Parameters
    ----------
    now, then
        The pairs before and after; of somebody who comes alone, the second is nobody.
    forced
        The pair that starts it all; no step tells of itself.
    """
    before, after = _partners(now), _partners(then)
    lone = [one for one, other in (*now, *then) if other is None]
    if lone:
        return tuple(
            Step(person=one, now=None, then=None) for one in sorted(set(before) - set(after))
        )
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(sorted((one, str(other)) for one, other in set(now) ^ set(then)))
    parts = sorted(nx.connected_components(graph), key=lambda part: min(part))
    if forced is not None:
        parts.sort(key=lambda part: forced[0] not in part)
    steps: list[Step] = []
    for part in parts:
        ours = forced if forced is not None and forced[0] in part else None
        steps += _walks(part, before, after, ours)
    return tuple(steps)


def _walks(
    part: set[str], before: dict[str, str], after: dict[str, str], forced: Couple | None
) -> Iterator[Step]:
    told = {one for one in forced or () if one is not None}
    for start in _starts(part, before, after, forced):
        person: str | None = start
        while person is not None and person not in told:
            told.add(person)
            partner = after.get(person)
            freed = None if partner is None else before.get(partner)
            yield Step(person=person, now=before.get(person), then=partner, freed=freed)
            if partner is None or partner in told:
                break
            told.add(partner)
            person = freed


def _starts(
    part: set[str], before: dict[str, str], after: dict[str, str], forced: Couple | None
) -> Iterable[str]:
    """Return where walks begin: with whom the forced pair leaves, or else at an end of a path."""
    if forced is not None:
        return [before[one] for one in forced if one is not None and one in before]
    newcomers = sorted(one for one in part if one not in before)
    if newcomers:
        return [*newcomers, *sorted(part - set(newcomers))]
    out = sorted(one for one in part if one not in after)
    if out:
        return [before[out[0]], *out]
    return sorted(part)[:1]


def _partners(pairs: Iterable[Couple]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, other in pairs:
        found[one] = other or one
        found[other or one] = one
    return found
