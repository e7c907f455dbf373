"""Putting a cohort away while it is being worked on: its draft, its plan and its scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from matcher.digest import digest
from matcher.store.finding import opened, plan_row
from matcher.store.keeping import keep_next
from matcher.store.records import Act
from matcher.store.tables import COHORT, SCENARIO, SHELVED, STANDING, VARIANT
from matcher.store.turns import Turn, begin, begin_new

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.plans import Plan
    from matcher.store.log import Signature


@dataclass(frozen=True)
class Contents:
    """What is kept of a cohort that is being worked on.

    Parameters
    ----------
    draft
        The files as they are being worked on, as bytes.
    plan
        The plan at hand.
    scenarios
        Plans with a name of their own, beside it.
    """

    draft: bytes | None = None
    plan: Plan | None = None
    scenarios: Mapping[str, Plan] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self.draft is None and not self.plans

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan in it."""
        first = () if self.plan is None else (self.plan,)
        return (*first, *self.scenarios.values())


def put_new(connection: Connection, contents: Contents, name: str, signed: Signature) -> int:
    """Keep a new cohort, under its name or the next that is free, and return its number."""
    turn = begin_new(connection, free_name(connection, name))
    row = {"scenario_id": turn.scenario, "draft": None, "deleted": False}
    connection.execute(insert(SHELVED).values(**row))
    put(turn, contents, signed)
    return turn.scenario


def put(turn: Turn, contents: Contents, signed: Signature) -> None:
    """Keep a cohort as it is now, in the place of what was kept before."""
    standing = turn.standing
    if contents.plan is not None and not _stands_at(turn, contents.plan):
        standing = keep_next(turn, contents.plan, signed, {})
        turn.note(Act.KEPT, signed, standing, standing)
    _shelve(turn, contents.draft)
    _put_variants(turn, contents.scenarios, signed)
    turn.end(Act.SAVED, signed, None, standing)


def taken(connection: Connection, number: int) -> Contents:
    """Return what is kept of a cohort."""
    draft = connection.execute(
        select(SHELVED.c.draft).where(SHELVED.c.scenario_id == number)
    ).scalar()
    scenarios = {
        row.name: plan
        for row in _variants(connection, number)
        if not row.dropped and (plan := _at_hand(connection, row.scenario_id)) is not None
    }
    return Contents(draft, _at_hand(connection, number), scenarios)


def free_name(connection: Connection, name: str) -> str:
    """Return a name that no scenario has: the one that is wanted, or with a number behind it."""
    used = set(connection.execute(select(SCENARIO.c.name)).scalars())
    more = (f"{name} ({number})" for number in count(2))
    return name if name not in used else next(one for one in more if one not in used)


def _shelve(turn: Turn, draft: bytes | None) -> None:
    """Keep the draft; a scenario that was begun elsewhere has no place for it yet."""
    where = SHELVED.c.scenario_id == turn.scenario
    known = turn.connection.execute(select(SHELVED.c.scenario_id).where(where)).first()
    if known is None:
        row = {"scenario_id": turn.scenario, "draft": draft, "deleted": False}
        turn.connection.execute(insert(SHELVED).values(**row))
    else:
        turn.connection.execute(update(SHELVED).where(where).values(draft=draft))


def _stands_at(turn: Turn, plan: Plan) -> bool:
    """Return whether a scenario stands at this very plan."""
    from matcher.changes import dump

    if turn.standing is None:
        return False
    row = plan_row(turn.connection, turn.standing)
    cohort = select(COHORT.c.digest).where(COHORT.c.id == row.cohort_id, COHORT.c.purged.is_(False))
    return (
        row.content == plan.model_dump(mode="json")
        and row.changes == dump(plan.cohort.changes)
        and turn.connection.execute(cohort).scalar() == digest(plan.cohort.base)
    )


def _put_variants(turn: Turn, scenarios: Mapping[str, Plan], signed: Signature) -> None:
    """Keep the scenarios beside a plan; those that are gone stay in the history alone."""
    known = {row.name: row for row in _variants(turn.connection, turn.scenario)}
    for name, row in known.items():
        if row.dropped is not (name not in scenarios):
            where = VARIANT.c.scenario_id == row.scenario_id
            values = {"dropped": name not in scenarios}
            turn.connection.execute(update(VARIANT).where(where).values(**values))
    for name, plan in scenarios.items():
        if name in known:
            own = begin(turn.connection, _name(turn.connection, known[name].scenario_id))
        else:
            own = begin_new(turn.connection, free_name(turn.connection, f"{turn.name}: {name}"))
            made = {"scenario_id": own.scenario, "of_id": turn.scenario, "name": name}
            turn.connection.execute(insert(VARIANT).values(**made, dropped=False))
        if not _stands_at(own, plan):
            number = keep_next(own, plan, signed, {})
            own.end(Act.KEPT, signed, number, number)


def _at_hand(connection: Connection, number: int) -> Plan | None:
    """Return the plan at which a scenario stands."""
    wanted = select(STANDING.c.plan_id).where(STANDING.c.scenario_id == number)
    at: int | None = connection.execute(wanted).scalar()
    return None if at is None else opened(connection, at)


def _variants(connection: Connection, number: int) -> list[Any]:
    wanted = select(VARIANT).where(VARIANT.c.of_id == number).order_by(VARIANT.c.scenario_id)
    return list(connection.execute(wanted))


def _name(connection: Connection, number: int) -> str:
    wanted = select(SCENARIO.c.name).where(SCENARIO.c.id == number)
    return str(connection.execute(wanted).scalar_one())
