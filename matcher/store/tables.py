"""The tables of the memory, as they are now; `migrations` leads older ones here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no time zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as the database keeps it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(name: str, table: str, *, needed: bool = True, indexed: bool = False) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id"), nullable=not needed, index=indexed)


SCENARIO = Table(
    "scenario",
    METADATA,
    _key(),
    Column("name", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
)
COHORT = Table(
    "cohort",
    METADATA,
    _key(),
    Column("digest", Text, nullable=False, index=True),
    Column("content", JSON, nullable=False),
    Column("purged", Boolean, nullable=False),
)
"""Cohorts before any change; plans of one cohort share its row."""
PLAN = Table(
    "plan",
    METADATA,
    _key(),
    _to("scenario_id", "scenario", indexed=True),
    _to("parent_id", "plan", needed=False),
    _to("next_id", "plan", needed=False),
    _to("cohort_id", "cohort", indexed=True),
    Column("state", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("content", JSON, nullable=False),
    Column("purged", Boolean, nullable=False),
)
"""`next_id` is where redo leads to."""
STANDING = Table(
    "standing",
    METADATA,
    Column("scenario_id", ForeignKey("scenario.id"), primary_key=True),
    _to("plan_id", "plan"),
)
"""At which plan each scenario stands."""
WORDING = Table("wording", METADATA, _key(), Column("text", Text, nullable=False))
"""What people wrote. It stands apart from the log, so that a person can be removed from it."""
DECISION = Table(
    "decision",
    METADATA,
    _key(),
    _to("plan_id", "plan", indexed=True),
    Column("state", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    _to("who_id", "wording"),
    _to("why_id", "wording"),
)
TOUCHED = Table(
    "touched",
    METADATA,
    _key(),
    _to("plan_id", "plan", indexed=True),
    Column("kind", Text, nullable=False),
    Column("patient", Text, nullable=False),
    Column("professional", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    _to("who_id", "wording"),
    _to("why_id", "wording"),
)
LOG = Table(
    "log",
    METADATA,
    _key(),
    Column("at", UtcTime, nullable=False),
    Column("act", Text, nullable=False),
    _to("scenario_id", "scenario", needed=False, indexed=True),
    Column("version", Integer),
    _to("plan_id", "plan", needed=False),
    _to("standing_id", "plan", needed=False),
    _to("who_id", "wording"),
    _to("why_id", "wording"),
)
"""What was done, oldest first; triggers refuse to change it. `standing_id` is where the scenario
stood afterwards."""
SHELVED = Table(
    "shelved",
    METADATA,
    Column("scenario_id", ForeignKey("scenario.id"), primary_key=True),
    Column("draft", LargeBinary),
    Column("deleted", Boolean, nullable=False),
)
"""Scenarios that the app keeps as cohorts: with the files as they are being worked on."""
VARIANT = Table(
    "variant",
    METADATA,
    Column("scenario_id", ForeignKey("scenario.id"), primary_key=True),
    Column("of_id", ForeignKey("scenario.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("dropped", Boolean, nullable=False),
)
"""Scenarios that belong to a cohort, by the name that they have there."""
ACCESS = Table(
    "access",
    METADATA,
    Column("scenario_id", ForeignKey("scenario.id"), primary_key=True),
    Column("who", Text, primary_key=True),
    Column("is_owner", Boolean, nullable=False),
)
"""Who may see a cohort where people sign in: its owner, and those with whom it is shared."""
