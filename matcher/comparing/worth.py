"""What a plan is worth under its own rules, and under those of another plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.check import check_plan
from matcher.check.facts import Facts
from matcher.comparing.differences import Worth
from matcher.digest import digest
from matcher.plans import Objective, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.check.facts import Recomputed
    from matcher.cohort import Cohort
    from matcher.comparing.differences import Which
    from matcher.plans import Pair, Plan

NO_RULES = ("workshops.remote", "workshops.state", "unplaced.", "waiting.")
"""What a plan tells of others than its pairs, or of how far things are: no rule is broken where
another cohort tells it otherwise."""


def worths(first: Plan, second: Plan, under: Which | None) -> Iterator[Worth]:
    """Yield both plans under their own rules, and each under those of the other.

    Parameters
    ----------
    first, second
        Plans that know their cohorts.
    under
        Under whose rules alone both are revalued; under either by default.
    """
    plans: dict[Which, Plan] = {"first": first, "second": second}
    for name, plan in plans.items():
        yield _own(name, plan)
    for name, plan in plans.items():
        other: Which = "second" if name == "first" else "first"
        if under in (None, other):
            yield _revalued(name, plan, other, plans[other].cohort)


def _own(name: Which, plan: Plan) -> Worth:
    objective = plan.objective
    return Worth(
        plan=name,
        rules=name,
        pairs=len(plan.pairs),
        worst_fit=None if objective is None else objective.worst_fit,
        total=None if objective is None else objective.total,
        status=plan.status.value,
        bound=plan.bound,
        gap=plan.gap,
    )


def _revalued(name: Which, plan: Plan, rules: Which, cohort: Cohort) -> Worth:
    facts = Facts(cohort, plan)
    whole = facts.is_complete
    worst = min((one.fit for one in facts.recomputed), default=0)
    found = check_plan(cohort, _as_valued(plan, facts, worst))
    return Worth(
        plan=name,
        rules=rules,
        pairs=len(plan.pairs),
        worst_fit=worst if whole else None,
        total=facts.total if whole else None,
        breaks=tuple(one for one in found if not one.rule.startswith(NO_RULES)),
    )


def _as_valued(plan: Plan, facts: Facts, worst: int) -> Plan:
    """Return a plan with the numbers of another cohort, so that only broken rules are found."""
    valued = {one.pair.couple: _pair(one) for one in facts.recomputed}
    total = facts.total if facts.is_complete else 0
    absent = {
        workshop.number: tuple(sorted(who for who in facts.paired if not facts.can(who, workshop)))
        for workshop in plan.workshops
    }
    return plan.model_copy(
        update={
            "status": Outcome.FEASIBLE,
            "objective": Objective(pairs=len(plan.pairs), worst_fit=worst, total=total),
            "bound": total,
            "gap": 0.0,
            "pairs": tuple(valued.get(pair.couple, pair) for pair in plan.pairs),
            "workshops": tuple(
                one.model_copy(update={"absent": absent[one.number]}) for one in plan.workshops
            ),
            "provenance": plan.provenance.model_copy(update={"input_digest": digest(facts.cohort)}),
        }
    )


def _pair(one: Recomputed) -> Pair:
    return one.pair.model_copy(
        update={
            "fit": one.fit,
            "parts": dict(one.parts),
            "coverage": one.coverage,
            "missed": len(one.missed),
            "if_needed": one.if_needed,
            "value": one.value,
        }
    )
