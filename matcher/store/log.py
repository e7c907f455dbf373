"""The log: what was done, by whom and why. It is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from matcher.store.records import Act, LogEntry
from matcher.store.tables import LOG, SCENARIO, WORDING
from matcher.store.wordings import checked, write_down

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class Signature:
    """Who does something, why and when."""

    who: str
    why: str
    at: datetime

    def checked(self) -> Signature:
        """Return the same, unless somebody or a reason is missing."""
        return Signature(checked(self.who, "who"), checked(self.why, "why"), self.at)

    def columns(self, connection: Connection) -> dict[str, Any]:
        """Return what stands in a row that somebody signs."""
        who, why = write_down(connection, self.who), write_down(connection, self.why)
        return {"at": self.at, "who_id": who, "why_id": why}


def note(
    connection: Connection,
    act: Act,
    signed: Signature,
    *,
    scenario: int | None = None,
    version: int | None = None,
    plan: int | None = None,
    standing: int | None = None,
) -> None:
    """Add an entry to the log."""
    row = {
        "act": act.value,
        "scenario_id": scenario,
        "version": version,
        "plan_id": plan,
        "standing_id": standing,
    }
    connection.execute(insert(LOG).values(**row, **signed.columns(connection)))


def entries(
    connection: Connection, *, scenario: int | None = None, since: int | None = None
) -> tuple[LogEntry, ...]:
    """Return what was done, oldest first: in all, to a scenario, or after a version of it."""
    who, why = WORDING.alias("who"), WORDING.alias("why")
    wanted = (
        select(LOG, SCENARIO.c.name, who.c.text.label("who"), why.c.text.label("why"))
        .outerjoin_from(LOG, SCENARIO, LOG.c.scenario_id == SCENARIO.c.id)
        .join(who, LOG.c.who_id == who.c.id)
        .join(why, LOG.c.why_id == why.c.id)
        .order_by(LOG.c.id)
    )
    if scenario is not None:
        wanted = wanted.where(LOG.c.scenario_id == scenario)
    if since is not None:
        wanted = wanted.where(LOG.c.version > since)
    return tuple(
        LogEntry(
            number=row.id,
            at=row.at,
            act=Act(row.act),
            scenario=row.name,
            version=row.version,
            plan=row.plan_id,
            who=row.who,
            why=row.why,
        )
        for row in connection.execute(wanted)
    )


def stood_at(connection: Connection, scenario: int, version: int) -> int | None:
    """Return the plan at which a scenario stood at a version of it."""
    wanted = (
        select(LOG.c.standing_id)
        .where(LOG.c.scenario_id == scenario, LOG.c.version <= version)
        .order_by(LOG.c.id.desc())
        .limit(1)
    )
    found: int | None = connection.execute(wanted).scalar()
    return found
