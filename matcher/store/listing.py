"""The cohorts that are kept, as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from matcher.store.access import guests_of, owner_of
from matcher.store.records import PlanState, SavedCohort
from matcher.store.tables import ACCESS, LOG, PLAN, SCENARIO, SHELVED, STANDING, VARIANT, WORDING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row

    from matcher.store.access import Visitor


def listed(
    connection: Connection, visitor: Visitor, *, number: int | None = None
) -> tuple[SavedCohort, ...]:
    """Return what a visitor may see, or one of it, what changed last first."""
    last = (
        select(LOG.c.scenario_id, func.max(LOG.c.id).label("entry"))
        .group_by(LOG.c.scenario_id)
        .subquery()
    )
    wanted = (
        select(SCENARIO, SHELVED.c.deleted, SHELVED.c.draft.is_not(None).label("has_draft"))
        .add_columns(PLAN.c.id.label("current"), PLAN.c.state, PLAN.c.content)
        .add_columns(LOG.c.at, WORDING.c.text.label("who"))
        .outerjoin_from(SCENARIO, SHELVED, SHELVED.c.scenario_id == SCENARIO.c.id)
        .outerjoin(STANDING, STANDING.c.scenario_id == SCENARIO.c.id)
        .outerjoin(PLAN, PLAN.c.id == STANDING.c.plan_id)
        .join(last, last.c.scenario_id == SCENARIO.c.id)
        .join(LOG, LOG.c.id == last.c.entry)
        .join(WORDING, WORDING.c.id == LOG.c.who_id)
        .where(SCENARIO.c.id.not_in(select(VARIANT.c.scenario_id)))
        .order_by(LOG.c.id.desc())
    )
    if visitor.known_as is not None:
        theirs = select(ACCESS.c.scenario_id).where(ACCESS.c.who == visitor.known_as)
        wanted = wanted.where(SCENARIO.c.id.in_(theirs))
    if number is not None:
        wanted = wanted.where(SCENARIO.c.id == number)
    approved = _approved(connection)
    return tuple(
        _saved(connection, visitor, row, approved.get(row.id)) for row in connection.execute(wanted)
    )


def _approved(connection: Connection) -> dict[int, int]:
    """Return the plans that have taken effect, by their scenarios."""
    wanted = select(PLAN.c.scenario_id, PLAN.c.id).where(PLAN.c.state == PlanState.APPROVED.value)
    return {row.scenario_id: row.id for row in connection.execute(wanted)}


def _saved(
    connection: Connection, visitor: Visitor, row: Row[Any], approved: int | None
) -> SavedCohort:
    owner = owner_of(connection, row.id)
    worth = (row.content or {}).get("objective")
    return SavedCohort(
        number=row.id,
        name=row.name,
        version=row.version,
        state=None if row.state is None else PlanState(row.state),
        current=row.current,
        approved=approved,
        pairs=None if worth is None else worth["pairs"],
        changed_at=row.at,
        changed_by=row.who,
        owner=owner,
        shared_with=guests_of(connection, row.id),
        is_mine=visitor.known_as in (None, owner),
        has_draft=bool(row.has_draft),
        deleted=bool(row.deleted),
    )
