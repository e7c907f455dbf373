"""Cohorts that are being worked on: their drafts, their scenarios, and who may see them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shelved",
        _scenario("shelved", "scenario_id"),
        sa.Column("draft", sa.LargeBinary),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", name="pk_shelved"),
    )
    op.create_table(
        "variant",
        _scenario("variant", "scenario_id"),
        _scenario("variant", "of_id"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("dropped", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", name="pk_variant"),
    )
    op.create_index("ix_variant_of_id", "variant", ["of_id"])
    op.create_table(
        "access",
        _scenario("access", "scenario_id"),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("is_owner", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "who", name="pk_access"),
    )


def downgrade() -> None:
    """Remove the tables."""
    for name in ("access", "variant", "shelved"):
        op.drop_table(name)


def _scenario(table: str, name: str) -> sa.Column[int]:
    target = sa.ForeignKey("scenario.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Integer, target, nullable=False)
