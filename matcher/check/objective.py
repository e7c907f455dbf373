"""The status of a plan, what it is worth, and the proof that goes with it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.digest import digest
from matcher.plans import Outcome

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts


def without_plan(facts: Facts) -> Iterator[str]:
    """Infeasible and unknown plans hold nothing."""
    plan = facts.plan
    if facts.has_plan:
        return
    for field in ("objective", "bound", "gap"):
        if getattr(plan, field) is not None:
            yield differs(f"{field} of a plan that is {plan.status.value}", None, "one")
    for field in ("pairs", "workshops", "check_ins"):
        if getattr(plan, field):
            yield differs(f"{field} of a plan that is {plan.status.value}", "none", "some")


def with_plan(facts: Facts) -> Iterator[str]:
    """Optimal and feasible plans have pairs, an objective, a bound and a gap."""
    if facts.has_plan:
        for field in ("objective", "bound", "gap"):
            if getattr(facts.plan, field) is None:
                yield differs(f"{field} of a plan that is {facts.plan.status.value}", "one", None)
        if not facts.plan.pairs:
            yield differs(f"pairs of a plan that is {facts.plan.status.value}", "some", "none")


def reasons(facts: Facts) -> Iterator[str]:
    """An infeasible plan says why."""
    if facts.plan.status is Outcome.INFEASIBLE and not facts.plan.reasons:
        yield differs("reasons of a plan that is infeasible", "at least one", "none")


def optimal(facts: Facts) -> Iterator[str]:
    """An optimal plan has no gap."""
    plan = facts.plan
    if plan.status is not Outcome.OPTIMAL or plan.objective is None:
        return
    if plan.bound != plan.objective.total:
        yield differs("bound of an optimal plan", plan.objective.total, plan.bound)
    if plan.gap != 0:
        yield differs("gap of an optimal plan", 0, plan.gap)


def bound(facts: Facts) -> Iterator[str]:
    """No plan is worth more than its bound."""
    plan = facts.plan
    if plan.objective is not None and plan.bound is not None and plan.bound < plan.objective.total:
        yield differs("bound", f"at least {plan.objective.total}", plan.bound)


def gap(facts: Facts) -> Iterator[str]:
    """The gap is (bound - total) / max(1, |total|)."""
    plan = facts.plan
    if plan.objective is None or plan.bound is None or plan.gap is None:
        return
    total = plan.objective.total
    expected = (plan.bound - total) / max(1, abs(total))
    if not math.isclose(plan.gap, expected, rel_tol=1e-9, abs_tol=1e-9):
        yield differs("gap", expected, plan.gap)


def pair_count(facts: Facts) -> Iterator[str]:
    """The objective counts the pairs."""
    objective = facts.plan.objective
    if objective is not None and objective.pairs != len(facts.plan.pairs):
        yield differs("objective.pairs", len(facts.plan.pairs), objective.pairs)


def worst_fit(facts: Facts) -> Iterator[str]:
    """The objective knows the lowest fit."""
    objective = facts.plan.objective
    if objective is None or not facts.recomputed or not facts.is_complete:
        return
    expected = min(one.fit for one in facts.recomputed)
    if objective.worst_fit != expected:
        yield differs("objective.worst_fit", expected, objective.worst_fit)


def total(facts: Facts) -> Iterator[str]:
    """The total is the sum of the values, less the avoided dates."""
    objective = facts.plan.objective
    if objective is not None and facts.is_complete and objective.total != facts.total:
        yield differs("objective.total", facts.total, objective.total)


def input_digest(facts: Facts) -> Iterator[str]:
    """The plan was made from this very cohort."""
    expected, found = digest(facts.cohort), facts.plan.provenance.input_digest
    if found != expected:
        yield differs("provenance.input_digest", expected, found)


CHECKS: dict[str, Check] = {
    "status.without_plan": without_plan,
    "status.with_plan": with_plan,
    "status.reasons": reasons,
    "status.optimal": optimal,
    "bound": bound,
    "gap": gap,
    "objective.pairs": pair_count,
    "objective.worst_fit": worst_fit,
    "objective.total": total,
    "provenance.input_digest": input_digest,
}
