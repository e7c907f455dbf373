"""Reading what is kept: scenarios, plans with their decisions, and what a plan holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from matcher.plans import Plan
from matcher.store.errors import UnknownNameError
from matcher.store.records import Decision, KeptPlan, PlanState, Scenario, TouchedPair
from matcher.store.tables import COHORT, DECISION, PLAN, SCENARIO, STANDING, TOUCHED, WORDING

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine import Connection, Row

    from matcher.cohort import Cohort


def scenarios(connection: Connection) -> tuple[Scenario, ...]:
    """Return every scenario, in the order in which they were begun."""
    return tuple(_scenario(row) for row in connection.execute(_scenarios()))


def scenario_named(connection: Connection, name: str) -> Scenario:
    """Return a scenario by its name.

    Raises
    ------
    UnknownNameError
        When there is none.
    """
    row = connection.execute(_scenarios().where(SCENARIO.c.name == name)).one_or_none()
    if row is None:
        raise _no_scenario(connection, name)
    return _scenario(row)


def scenario_row(connection: Connection, name: str) -> Row[Any]:
    """Return a scenario and where it stands, and let nobody else change it meanwhile."""
    wanted = select(SCENARIO).where(SCENARIO.c.name == name).with_for_update()
    if connection.execute(wanted).one_or_none() is None:
        raise _no_scenario(connection, name)
    return connection.execute(_scenarios().where(SCENARIO.c.name == name)).one()


def plan_row(connection: Connection, number: int) -> Row[Any]:
    """Return the row of a plan, with the name of its scenario.

    Raises
    ------
    UnknownNameError
        When there is none.
    """
    wanted = (
        select(PLAN, SCENARIO.c.name.label("scenario"))
        .join_from(PLAN, SCENARIO, PLAN.c.scenario_id == SCENARIO.c.id)
        .where(PLAN.c.id == number)
    )
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise UnknownNameError(f"There is no plan {number}. matcher history lists those there are.")
    return row


def kept_plans(
    connection: Connection, *, scenario: str | None = None, number: int | None = None
) -> tuple[KeptPlan, ...]:
    """Return plans by number: all, those of a scenario, or one."""
    wanted = (
        select(PLAN, SCENARIO.c.name.label("scenario"), STANDING.c.plan_id.label("standing"))
        .join_from(PLAN, SCENARIO, PLAN.c.scenario_id == SCENARIO.c.id)
        .outerjoin(STANDING, STANDING.c.scenario_id == SCENARIO.c.id)
        .order_by(PLAN.c.id)
    )
    if scenario is not None:
        wanted = wanted.where(SCENARIO.c.name == scenario)
    if number is not None:
        wanted = wanted.where(PLAN.c.id == number)
    rows = connection.execute(wanted).all()
    numbers = [row.id for row in rows]
    decisions = _by_plan(connection, DECISION, numbers)
    touched = _by_plan(connection, TOUCHED, numbers)
    lines = _lines(connection)
    return tuple(_kept(row, lines, decisions[row.id], touched[row.id]) for row in rows)


def opened(connection: Connection, number: int) -> Plan:
    """Return a plan that knows its cohort, as it was kept."""
    row = plan_row(connection, number)
    return Plan.model_validate(row.content).of_cohort(cohort_of(connection, row))


def cohort_of(connection: Connection, row: Row[Any]) -> Cohort:
    """Return the cohort that a plan was made from, its changes included."""
    from matcher.changes import restore
    from matcher.cohort import Cohort

    content = connection.execute(
        select(COHORT.c.content).where(COHORT.c.id == row.cohort_id)
    ).scalar_one()
    base = Cohort.model_validate(content)
    return base.with_changes(*restore(row.changes)) if row.changes else base


def _scenarios() -> Select[Any]:
    return (
        select(SCENARIO, STANDING.c.plan_id.label("standing"))
        .outerjoin_from(SCENARIO, STANDING, STANDING.c.scenario_id == SCENARIO.c.id)
        .order_by(SCENARIO.c.id)
    )


def _scenario(row: Row[Any]) -> Scenario:
    return Scenario(name=row.name, version=row.version, current=row.standing)


def _no_scenario(connection: Connection, name: str) -> UnknownNameError:
    from matcher.changes.base import nearest

    known = [one.name for one in scenarios(connection)]
    listed = ", ".join(f'"{one}"' for one in known) or "none yet"
    return UnknownNameError(
        f'There is no scenario "{name}". {nearest(name, known)}There are: {listed}.'
    )


def _by_plan(connection: Connection, table: Table, numbers: list[int]) -> dict[int, list[Row[Any]]]:
    """Return the signed rows that belong to plans."""
    who, why = WORDING.alias("who"), WORDING.alias("why")
    wanted = (
        select(table, who.c.text.label("who"), why.c.text.label("why"))
        .join_from(table, who, table.c.who_id == who.c.id)
        .join(why, table.c.why_id == why.c.id)
        .where(table.c.plan_id.in_(numbers))
        .order_by(table.c.id)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(wanted):
        found[row.plan_id].append(row)
    return found


def _lines(connection: Connection) -> set[int]:
    """Return the plans that undo and redo lead to, from where each scenario stands."""
    steps = {
        row.id: (row.parent_id, row.next_id)
        for row in connection.execute(select(PLAN.c.id, PLAN.c.parent_id, PLAN.c.next_id))
    }
    reached = set()
    for start in connection.execute(select(STANDING.c.plan_id)).scalars():
        for way in (0, 1):
            at: int | None = start
            while at is not None:
                reached.add(at)
                at = steps[at][way]
    return reached


def _kept(
    row: Row[Any], lines: set[int], decisions: Iterable[Row[Any]], touched: Iterable[Row[Any]]
) -> KeptPlan:
    from matcher.changes import restore

    content = row.content
    return KeptPlan(
        number=row.id,
        scenario=row.scenario,
        parent=row.parent_id,
        is_current=row.id == row.standing,
        is_branch=row.id not in lines,
        state=PlanState(row.state),
        status=content["status"],
        objective=content["objective"],
        input_digest=row.digest,
        seed=content["provenance"]["seed"],
        versions=row.versions,
        changes=tuple(str(change) for change in restore(row.changes)),
        decisions=tuple(
            Decision(state=PlanState(one.state), at=one.at, who=one.who, why=one.why)
            for one in decisions
        ),
        touched=tuple(
            TouchedPair(
                kind=one.kind,
                patient=one.patient,
                professional=one.professional,
                at=one.at,
                who=one.who,
                why=one.why,
            )
            for one in touched
        ),
        purged=row.purged,
    )
