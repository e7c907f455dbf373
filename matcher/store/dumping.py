"""Backup and restore: the whole memory as one file that either kind of database takes in."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, LargeBinary, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import CompileError, IntegrityError, StatementError

from matcher.store.errors import NewerMemoryError, StoreError
from matcher.store.migrating import clear, lead_to, revisions
from matcher.store.tables import METADATA

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

FORMAT = "matcher-memory/1"
MEMBER = "memory.json"
LARGEST = 2_000_000_000
"""How many bytes a memory may have when it is taken in."""

Rows = Mapping[str, list[dict[str, Any]]]


def dump(connection: Connection, now: datetime) -> bytes:
    """Return everything in the memory as a zip with one JSON file in it."""
    tables = {
        table.name: [
            {name: _plain(value) for name, value in row.items()}
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in METADATA.sorted_tables
    }
    content = {
        "format": FORMAT,
        "revision": revisions()[0],
        "made": now.astimezone(UTC).isoformat(),
        "tables": tables,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, json.dumps(content))
    return packed.getvalue()


class Dump:
    """A backup that was read and looks sound.

    Raises
    ------
    StoreError
        When the file is no backup, or one of a newer version.
    """

    def __init__(self, file: Path) -> None:
        content = _read(file)
        self.revision: str = content["revision"]
        self.rows: Rows = content["tables"]
        if self.revision not in revisions():
            raise NewerMemoryError(
                f"{file} was written by a newer version of Matcher (its tables are "
                f"{self.revision}, this version knows up to {revisions()[0]}). "
                "Install the newer version."
            )


def is_empty(connection: Connection) -> bool:
    """Return whether nothing was ever kept."""
    return not any(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in METADATA.sorted_tables
    )


def restore(connection: Connection, backup: Dump) -> None:
    """Replace all that is in the memory by what is in a backup, of whatever version it is.

    Raises
    ------
    StoreError
        When what is in the backup does not fit together. The transaction is to be taken back.
    """
    clear(connection)
    lead_to(connection, backup.revision)
    found = MetaData()
    found.reflect(connection, only=list(backup.rows))
    try:
        _insert(connection, found, backup.rows)
    except (CompileError, IntegrityError, StatementError, KeyError, TypeError, ValueError):
        raise StoreError(
            "What is in the backup does not fit together, so nothing was changed. "
            "Take another backup."
        ) from None
    if connection.dialect.name == "postgresql":
        _count_on(connection, found)
    lead_to(connection, "head")


def _insert(connection: Connection, found: MetaData, rows: Rows) -> None:
    """Write rows, then what points from a row to another one of its table."""
    later: list[tuple[Table, int, dict[str, Any]]] = []
    for table in found.sorted_tables:
        own = _references_to_itself(table)
        for row in rows[table.name]:
            values = {name: _typed(table, name, value, connection) for name, value in row.items()}
            links = {name: values.pop(name) for name in own if values.get(name) is not None}
            connection.execute(insert(table).values(**values))
            if links:
                later.append((table, row["id"], links))
    for table, key, links in later:
        connection.execute(table.update().where(table.c.id == key).values(**links))


def _read(file: Path) -> dict[str, Any]:
    wrong = StoreError(
        f"{file} is no backup of a memory. Name one that matcher history backup made."
    )
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MEMBER).file_size > LARGEST:
                raise StoreError(f"{file} holds more than {LARGEST:,} bytes, too many to be read.")
            content = json.loads(archive.read(MEMBER))
    except FileNotFoundError:
        raise StoreError(f"There is no file {file}. Check the spelling.") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror or error}.") from None
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise wrong from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise wrong
    tables = content.get("tables")
    known = METADATA.tables.keys()
    if not isinstance(tables, dict) or not isinstance(content.get("revision"), str):
        raise wrong
    if content["revision"] in revisions() and not tables.keys() <= known:
        raise wrong
    return content


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; a draft as text in base 64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(table: Table, name: str, value: Any, connection: Connection) -> Any:
    """Return a value as the database wants it."""
    kind = table.c[name].type
    if value is not None and isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    if value is None or not isinstance(kind, DateTime):
        return value
    moment = datetime.fromisoformat(value).astimezone(UTC)
    return moment.replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment


def _references_to_itself(table: Table) -> list[str]:
    """Return the columns that point to other rows of the table, which may come later."""
    return [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _count_on(connection: Connection, found: MetaData) -> None:
    """Let PostgreSQL number new rows after those that were taken in."""
    for table in found.sorted_tables:
        if "id" in table.c:
            highest = connection.execute(select(func.max(table.c.id))).scalar()
            if highest is not None:
                sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
                connection.execute(sequence, {"name": table.name, "highest": highest})
