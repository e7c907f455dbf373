"""From each version of the tables to the next, through Alembic."""
