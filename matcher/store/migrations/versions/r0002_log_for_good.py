"""What stands in the log stays: triggers refuse every change to it."""

from __future__ import annotations

from alembic import op

revision = "r0002"
down_revision = "r0001"

SAYS = "the log is only ever added to"

SQLITE = {
    "log_is_not_changed": "BEFORE UPDATE ON log",
    "log_is_not_deleted": "BEFORE DELETE ON log",
    "log_is_not_replaced": (
        "BEFORE INSERT ON log WHEN EXISTS (SELECT 1 FROM log WHERE id = NEW.id)"
    ),
}
POSTGRESQL = {
    "log_is_not_changed": "BEFORE UPDATE OR DELETE ON log FOR EACH ROW",
    "log_is_not_emptied": "BEFORE TRUNCATE ON log FOR EACH STATEMENT",
}


def upgrade() -> None:
    """Make the triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for name, when in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END")
        return
    op.execute(
        "CREATE FUNCTION log_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"
    )
    for name, when in POSTGRESQL.items():
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION log_refuses()")


def downgrade() -> None:
    """Remove the triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL:
        op.execute(f"DROP TRIGGER {name} ON log")
    op.execute("DROP FUNCTION log_refuses()")
