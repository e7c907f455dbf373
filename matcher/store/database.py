"""A database that is safe to write to: foreign keys on, whole transactions, clear errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from matcher.store.errors import StoreError, UnreachableError
from matcher.store.place import file_of, shown

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy.engine import URL, Connection, Engine

WAIT_SECONDS = 20
"""How long a writer waits for another one."""

_WRITES = "matcher_writes"
_LOCK = 7_061_953
"""The number of the lock that writers to PostgreSQL share."""


class Database:
    """Opens transactions on SQLite or PostgreSQL.

    Parameters
    ----------
    url
        As `place.locate` gives it.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.file = file_of(url)
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(**{_WRITES: True})
        moment = {} if self.file else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**moment)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment, whatever others write."""
        with self.said_clearly(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """Give a connection whose work is kept whole at the end, or not at all.

        Parameters
        ----------
        alone
            Whether nobody else may write meanwhile; in SQLite nobody ever does.
        """
        with self.said_clearly(), self._writer.begin() as connection:
            self._take_turn(connection, alone)
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """Give a connection whose work is taken back at the end, whatever it was."""
        with self.said_clearly(), self._writer.connect() as connection, connection.begin() as work:
            self._take_turn(connection, alone=True)
            yield connection
            work.rollback()

    @contextmanager
    def said_clearly(self) -> Iterator[None]:
        """Turn what the database objects into an error that tells no password and no data."""
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise UnreachableError(self._objection(error)) from None

    def _take_turn(self, connection: Connection, alone: bool) -> None:
        """Wait, in PostgreSQL, until whoever writes alone is done, or everybody is."""
        if self.file is None:
            lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
            connection.execute(select(lock(_LOCK)))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _objection(self, error: DBAPIError) -> str:
        reason = next(iter(str(error.orig).splitlines()), "no reason is given").strip()
        secrets = {str(self.url.password or ""), *map(str, self.url.query.values())} - {""}
        for secret in sorted(secrets, key=len, reverse=True):
            reason = reason.replace(secret, "***")
        if "is locked" in reason:
            return f"{shown(self.url)} is busy: somebody else is writing to it. Try again."
        if "not a database" in reason:
            return f"{shown(self.url)} is no database. Name another file."
        what = "Check that you may write there." if self.file else "Check the address and the name."
        return f"The memory {shown(self.url)} cannot be used: {reason}. {what}"


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}
    if file_of(url) is None:
        options["connect_args"] = {"connect_timeout": WAIT_SECONDS}
    else:
        options["connect_args"] = {"timeout": WAIT_SECONDS}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError:
        raise StoreError(
            'PostgreSQL needs one more package: pip install "matcher[postgresql]"'
        ) from None
    if file_of(url) is not None:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Set what SQLite forgets with each connection; transactions begin where we say so."""
    connection.isolation_level = None
    for setting in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin so that a writer waits at once, and never loses what it has read."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
