"""Undo and redo: a scenario stands at another of its plans. Nothing is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from matcher.store.errors import RefusedError
from matcher.store.finding import plan_row
from matcher.store.records import Act
from matcher.store.tables import PLAN
from matcher.store.turns import begin, refuse_changed

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.store.log import Signature


def undo(connection: Connection, name: str, signed: Signature, seen: int | None) -> int:
    """Let a scenario stand at the plan before, and return its number."""
    turn = begin(connection, name)
    refuse_changed(turn, seen)
    if turn.standing is None:
        raise RefusedError(f'"{name}" stands at no plan.')
    before: int | None = plan_row(connection, turn.standing).parent_id
    if before is None:
        raise RefusedError(
            f'"{name}" stands at its first plan ({turn.standing}); there is nothing to undo.'
        )
    _lead_on(connection, before, turn.standing)
    turn.move_to(before)
    turn.end(Act.UNDONE, signed, before, before)
    return before


def redo(connection: Connection, name: str, signed: Signature, seen: int | None) -> int:
    """Let a scenario stand at the plan that was undone last, and return its number."""
    turn = begin(connection, name)
    refuse_changed(turn, seen)
    after: int | None = None
    if turn.standing is not None:
        after = plan_row(connection, turn.standing).next_id
    if after is None:
        raise RefusedError(f'"{name}" stands at its last plan; there is nothing to redo.')
    turn.move_to(after)
    turn.end(Act.REDONE, signed, after, after)
    return after


def use(connection: Connection, number: int, signed: Signature, seen: int | None) -> None:
    """Let the scenario of a plan stand at it, a branch for example."""
    row = plan_row(connection, number)
    turn = begin(connection, row.scenario)
    refuse_changed(turn, seen)
    if turn.standing == number:
        raise RefusedError(f'"{row.scenario}" stands at plan {number} already.')
    if row.parent_id is not None:
        _lead_on(connection, row.parent_id, number)
    turn.move_to(number)
    turn.end(Act.USED, signed, number, number)


def _lead_on(connection: Connection, before: int, after: int) -> None:
    """Let redo lead from one plan to another."""
    connection.execute(update(PLAN).where(PLAN.c.id == before).values(next_id=after))
