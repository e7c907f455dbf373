"""Who leads each workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.dates import Code, facilitator_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matcher.cohort import Cohort

DAY_COST = 10
"""What a facilitator's first day counts; the second counts three times as much, and so on."""

ASK_COST = 15
"""What it counts that a facilitator comes only if needed."""


def settle_leaders(cohort: Cohort, days: Sequence[date]) -> tuple[tuple[str, ...], ...]:
    """Return who leads each workshop, by a flow of least cost; each further day costs more."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    needed = cohort.programme.workshops.facilitators
    if not cohort.facilitators or needed == 0:
        return tuple(() for _ in days)
    answers = facilitator_answers(cohort, days)
    people, workshops = answers.shape
    source, sink = people + workshops, people + workshops + 1
    flow = SimpleMinCostFlow()
    for person in range(people):
        for turn in range(workshops):
            flow.add_arc_with_capacity_and_unit_cost(source, person, 1, DAY_COST * (2 * turn + 1))
    leads = {}
    for person, workshop in np.argwhere(answers >= Code.IF_NEEDED).tolist():
        cost = ASK_COST if answers[person, workshop] == Code.IF_NEEDED else 0
        arc = flow.add_arc_with_capacity_and_unit_cost(person, people + workshop, 1, cost)
        leads[arc] = person, workshop
    for workshop in range(workshops):
        flow.add_arc_with_capacity_and_unit_cost(people + workshop, sink, needed, 0)
    flow.set_node_supply(source, needed * workshops)
    flow.set_node_supply(sink, -needed * workshops)
    if flow.solve() != flow.OPTIMAL:
        raise ValueError("too few facilitators can come on these dates")
    chosen = [where for arc, where in leads.items() if flow.flow(arc)]
    names = [leader.facilitator_id for leader in cohort.facilitators]
    return tuple(
        tuple(names[person] for person, at in sorted(chosen) if at == workshop)
        for workshop in range(workshops)
    )
