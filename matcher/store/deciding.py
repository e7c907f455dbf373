"""Giving a plan a state: a person reviews it, and approves it before it takes effect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from matcher.plans import Plan
from matcher.store.errors import RefusedError
from matcher.store.finding import plan_row
from matcher.store.records import Act, PlanState
from matcher.store.tables import DECISION, PLAN
from matcher.store.turns import begin, refuse_changed

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.store.log import Signature
    from matcher.store.turns import Turn

BEFORE = {
    PlanState.REVIEWED: (PlanState.DRAFT,),
    PlanState.APPROVED: (PlanState.REVIEWED, PlanState.SUPERSEDED),
}
"""From which states people may give one."""

ACTS = {PlanState.REVIEWED: Act.REVIEWED, PlanState.APPROVED: Act.APPROVED}


def decide(
    connection: Connection, number: int, state: PlanState, signed: Signature, seen: int | None
) -> None:
    """Give a plan a state; an earlier approved plan of its scenario is superseded.

    Raises
    ------
    RefusedError
        When the plan is not far enough, or there is nothing in it that could take effect.
    SavedMeanwhileError
        When others changed the scenario since it was seen.
    """
    turn = begin(connection, plan_row(connection, number).scenario)
    refuse_changed(turn, seen)
    row = plan_row(connection, number)
    now = PlanState(row.state)
    if now not in BEFORE[state]:
        raise RefusedError(_why_not(number, now, state))
    if state is PlanState.APPROVED and Plan.model_validate(row.content).objective is None:
        raise RefusedError(
            f"Plan {number} has no pairs and dates ({row.content['status']}): nothing in it could "
            "take effect. Approve another plan."
        )
    if state is PlanState.APPROVED:
        _supersede(turn, number, signed)
    _give(connection, number, state, signed)
    turn.end(ACTS[state], signed, number, turn.standing)


def _supersede(turn: Turn, number: int, signed: Signature) -> None:
    approved = select(PLAN.c.id).where(
        PLAN.c.scenario_id == turn.scenario, PLAN.c.state == PlanState.APPROVED.value
    )
    because = replace(signed, why=f"plan {number} was approved")
    for earlier in turn.connection.execute(approved).scalars().all():
        _give(turn.connection, earlier, PlanState.SUPERSEDED, because)
        turn.note(Act.SUPERSEDED, because, earlier, turn.standing)


def _give(connection: Connection, number: int, state: PlanState, signed: Signature) -> None:
    connection.execute(update(PLAN).where(PLAN.c.id == number).values(state=state.value))
    row = {"plan_id": number, "state": state.value}
    connection.execute(insert(DECISION).values(**row, **signed.columns(connection)))


def _why_not(number: int, now: PlanState, state: PlanState) -> str:
    if now is state:
        return f"Plan {number} is {now} already."
    if state is PlanState.APPROVED:
        return (
            f"Plan {number} is a {now}: somebody has to review it first "
            f"(matcher history review {number})."
        )
    return f"Plan {number} is {now}; only a draft can be reviewed."
