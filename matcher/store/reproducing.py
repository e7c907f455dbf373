"""Making a kept plan again, and comparing what comes out with what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from matcher.digest import digest
from matcher.plans import Outcome, Plan
from matcher.store.errors import RefusedError
from matcher.store.finding import cohort_of, plan_row
from matcher.store.keeping import versions_now
from matcher.store.records import Reproduction

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row

    from matcher.cohort import Cohort
    from matcher.solve.progress import Progress

NOT_COMPARED = {"seconds", "version", "ortools"}
"""What of the provenance says when and with what a plan was made."""


class Kept:
    """A plan as it was kept, read before the work so that nobody waits for the database."""

    def __init__(self, connection: Connection, number: int) -> None:
        row: Row[Any] = plan_row(connection, number)
        if row.purged:
            raise RefusedError(
                f"Somebody was removed from the cohort of plan {number}, so it can be read but not "
                "made again. Make a plan of the cohort as it is."
            )
        self.number = number
        self.cohort: Cohort = cohort_of(connection, row)
        self.plan = Plan.model_validate(row.content)
        self.versions: dict[str, str] = row.versions


def reproduce(
    kept: Kept, *, time_limit: float | None = None, progress: Progress | None = None
) -> Reproduction:
    """Plan or repair again from what was kept, with the same seed, and compare."""
    again = _again(kept, time_limit, progress)
    now = versions_now(again)
    return Reproduction(
        number=kept.number,
        plan=again,
        is_as_good=_proven(kept.plan) == _proven(again),
        differences=tuple(_differences(kept, again)),
        other_versions=tuple(
            f"{name} {then} then, {now.get(name, 'none')} now"
            for name, then in kept.versions.items()
            if now.get(name) != then
        ),
    )


def _again(kept: Kept, time_limit: float | None, progress: Progress | None) -> Plan:
    """Return the plan made anew: a repair from the plan that was running, any other from nothing.

    Of a repair that disturbs more than it must, its point of the frontier is looked for.
    """
    from matcher.pipeline import plan as make_plan
    from matcher.repairing import repair
    from matcher.repairing.points import repairs

    seed, running = kept.plan.provenance.seed, kept.cohort.base.current_plan
    if kept.plan.disturbances is None or running is None:
        return make_plan(kept.cohort, time_limit=time_limit, seed=seed, progress=progress)
    running = running.of_cohort(kept.cohort)
    again = repair(running, time_limit=time_limit, seed=seed, progress=progress)
    if again.objective == kept.plan.objective:
        return again
    points = repairs(running, time_limit=time_limit, seed=seed, progress=progress)
    alike = (one.plan for one in points if one.plan.objective == kept.plan.objective)
    return next(alike, again)


def _differences(kept: Kept, again: Plan) -> Iterator[str]:
    before = kept.plan
    if digest(kept.cohort) != before.provenance.input_digest:
        yield "the cohort is read differently by this version, so its digest is another one"
    if before.status is not again.status:
        yield f"{before.status} then, {again.status} now"
    if before.objective != again.objective:
        yield f"{_worth(before)} then, {_worth(again)} now"
    for name in ("pairs", "workshops", "check_ins", "catch_ups", "unplaced", "waiting", "reasons"):
        count = _differing(getattr(before, name), getattr(again, name))
        if count:
            yield f"{name}: {count} of {len(getattr(before, name))} are not the same"
    if _rest(before) != _rest(again):
        yield "the bound or the method is another one"


def _differing(before: tuple[Any, ...], again: tuple[Any, ...]) -> int:
    """Return how many entries of one list are not in the other, at least one where any differ."""
    gone = sum(one not in again for one in before)
    return gone or int(before != again)


def _proven(plan: Plan) -> tuple[Any, ...]:
    return plan.status, plan.objective, plan.bound


def _worth(plan: Plan) -> str:
    if plan.objective is None:
        return "no plan"
    worth = plan.objective
    pairs = f"{worth.pairs} {'pair' if worth.pairs == 1 else 'pairs'}"
    return f"{pairs}, total {worth.total:,}, lowest fit {worth.worst_fit}"


def _rest(plan: Plan) -> dict[str, Any]:
    """Return what of a plan is proven and how, without when and with which versions."""
    made = plan.provenance.model_dump(exclude={*NOT_COMPARED, "input_digest"})
    return {"bound": plan.bound, "gap": plan.gap, **made}


def may_differ(plan: Plan) -> bool:
    """Return whether time decided what a plan is, so that the next run may come out otherwise."""
    return plan.status not in (Outcome.OPTIMAL, Outcome.INFEASIBLE)
