"""Scenarios, cohorts, plans, decisions, and the log of what was done."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "scenario",
        _key(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("name", name="uq_scenario_name"),
    )
    op.create_table(
        "cohort",
        _key(),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("purged", sa.Boolean, nullable=False),
    )
    op.create_index("ix_cohort_digest", "cohort", ["digest"])
    op.create_table("wording", _key(), sa.Column("text", sa.Text, nullable=False))
    _make_plans()
    op.create_table(
        "decision",
        _key(),
        _to("decision", "plan_id", "plan"),
        sa.Column("state", sa.Text, nullable=False),
        *_said("decision"),
    )
    op.create_index("ix_decision_plan_id", "decision", ["plan_id"])
    op.create_table(
        "touched",
        _key(),
        _to("touched", "plan_id", "plan"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("patient", sa.Text, nullable=False),
        sa.Column("professional", sa.Text, nullable=False),
        *_said("touched"),
    )
    op.create_index("ix_touched_plan_id", "touched", ["plan_id"])
    op.create_table(
        "log",
        _key(),
        sa.Column("act", sa.Text, nullable=False),
        _to("log", "scenario_id", "scenario", needed=False),
        sa.Column("version", sa.Integer),
        _to("log", "plan_id", "plan", needed=False),
        _to("log", "standing_id", "plan", needed=False),
        *_said("log"),
    )
    op.create_index("ix_log_scenario_id", "log", ["scenario_id"])


def downgrade() -> None:
    """Remove the tables."""
    names = "log", "touched", "decision", "standing", "plan", "wording", "cohort", "scenario"
    for name in names:
        op.drop_table(name)


def _make_plans() -> None:
    op.create_table(
        "plan",
        _key(),
        _to("plan", "scenario_id", "scenario"),
        _to("plan", "parent_id", "plan", needed=False),
        _to("plan", "next_id", "plan", needed=False),
        _to("plan", "cohort_id", "cohort"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("purged", sa.Boolean, nullable=False),
    )
    op.create_index("ix_plan_scenario_id", "plan", ["scenario_id"])
    op.create_index("ix_plan_cohort_id", "plan", ["cohort_id"])
    op.create_table(
        "standing",
        _to("standing", "scenario_id", "scenario"),
        _to("standing", "plan_id", "plan"),
        sa.PrimaryKeyConstraint("scenario_id", name="pk_standing"),
    )


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _to(table: str, name: str, other: str, *, needed: bool = True) -> sa.Column[int]:
    target = sa.ForeignKey(f"{other}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Integer, target, nullable=not needed)


def _said(table: str) -> tuple[sa.Column[Any], ...]:
    at: sa.Column[Any] = sa.Column("at", sa.DateTime(timezone=True), nullable=False)
    return at, _to(table, "who_id", "wording"), _to(table, "why_id", "wording")
