"""Cohorts whose programme is under way."""

from __future__ import annotations

from matcher.cohort import Cohort
from matcher.plans import Outcome, Plan, Provenance, Workshop


def running(cohort: Cohort, *workshops: Workshop) -> Cohort:
    """Return a cohort with a plan that is running."""
    plan = Plan(
        status=Outcome.OPTIMAL,
        objective=None,
        bound=None,
        gap=None,
        workshops=workshops,
        provenance=Provenance(version="1", ortools="9", seed=1, input_digest="", seconds=0),
    )
    return cohort.model_copy(update={"current_plan": plan})
