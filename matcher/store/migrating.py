"""Leading a database to the tables of this version, and refusing one that is ahead."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from matcher.export.writing import said_clearly, stage_beside, sync
from matcher.store.database import WAIT_SECONDS
from matcher.store.errors import NewerMemoryError, NoMemoryError, StoreError, UnreachableError
from matcher.store.place import shown
from matcher.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.store.database import Database

VERSION_TABLE = "matcher_version"


@cache
def revisions() -> tuple[str, ...]:
    """Return the versions of the tables, newest first."""
    return tuple(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


def bring_up_to_date(database: Database, *, create: bool) -> Path | None:
    """Make the tables, or lead older ones to this version.

    Parameters
    ----------
    database
        An SQLite file is copied before it is led to another version.
    create
        Whether a memory is made where there is none.

    Returns
    -------
    Path or None
        The copy, where one was made.

    Raises
    ------
    NoMemoryError
        When there is none, and none is to be made.
    NewerMemoryError
        When the database is ahead of this program.
    """
    file = database.file
    if file is not None:
        if not file.exists():
            _refuse_missing(database, create)
            with said_clearly(file):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch(mode=0o600)  # people's data: for whoever made it alone
        _keep_beside_log(file, database)
    with database.reading() as connection:
        now = _revision(connection, database)
    if now == revisions()[0]:
        return None
    if now is None:
        _refuse_missing(database, create)
    copy = _copied(file) if file is not None and now is not None else None
    with database.writing(alone=True) as connection:
        if _revision(connection, database) != revisions()[0]:
            lead_to(connection, "head")
    return copy


def lead_to(connection: Connection, revision: str) -> None:
    """Lead a database to a version of the tables, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def clear(connection: Connection) -> None:
    """Remove every table of the memory, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def _refuse_missing(database: Database, create: bool) -> None:
    if not create:
        raise NoMemoryError(
            f"There is no memory at {shown(database.url)} yet. "
            "Keep a plan first: matcher history keep DIR --name NAME --by YOU --why WHY"
        )


def _config() -> Config:
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def _revision(connection: Connection, database: Database) -> str | None:
    """Return the version of the tables; nothing where there are none."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    revision = context.get_current_revision()
    if revision is None:
        clash = set(inspect(connection).get_table_names()) & METADATA.tables.keys()
        if clash:
            raise StoreError(
                f"{shown(database.url)} holds tables of something else "
                f"({', '.join(sorted(clash))}). Name another database."
            )
    elif revision not in revisions():
        raise NewerMemoryError(
            f"{shown(database.url)} was written by a newer version of Matcher (its tables are "
            f"{revision}, this version knows up to {revisions()[0]}). Install the newer version."
        )
    return revision


def _keep_beside_log(file: Path, database: Database) -> None:
    """Have SQLite write to a log first, so that neither a reader nor a killed writer harms."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as connection:
                if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise UnreachableError(
                    f"The memory {file} cannot be used: {error}. Check that you may write there."
                ) from None
            time.sleep(0.05)
        except sqlite3.DatabaseError:
            raise UnreachableError(
                f"{shown(database.url)} is no database. Name another file."
            ) from None


def _copied(file: Path) -> Path:
    """Copy an SQLite file, whole, under a name that is free."""
    target, number = file.with_name(f"{file.name}.before-{revisions()[0]}"), 1
    while target.exists():
        number += 1
        target = file.with_name(f"{file.name}.before-{revisions()[0]}-{number}")
    with said_clearly(target), stage_beside(target) as stage:
        fresh = stage / "new"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
        fresh.chmod(file.stat().st_mode & 0o777)
        sync(fresh)
        fresh.rename(target)
    return target
