"""Where a memory is: a file beside the cohort, or a database by its URL."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from matcher.store.errors import StoreError

FILE_NAME = "matcher.sqlite"
VARIABLE = "MATCHER_DATABASE"
ENDINGS = {".sqlite", ".sqlite3", ".db"}

Where = str | Path | None


def locate(where: Where) -> URL:
    """Return the database that is meant.

    Parameters
    ----------
    where
        A URL (`postgresql://…`), a file that ends in `.sqlite`, a cohort or a plan, beside which
        the file lies; by default what MATCHER_DATABASE says, or the file in this folder.

    Raises
    ------
    StoreError
        When the URL cannot be read, or is of a database that is not supported.
    """
    meant = where if where is not None else os.environ.get(VARIABLE) or FILE_NAME
    if isinstance(meant, str) and "://" in meant:
        return _database(meant)
    path = Path(meant)
    if path.suffix.casefold() not in ENDINGS:
        path = path.resolve().parent / FILE_NAME
    return URL.create("sqlite", database=str(path.resolve()))


def _database(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(
            "The address of the database cannot be read. "
            "Write postgresql://NAME:PASSWORD@HOST:PORT/DATABASE, or name a file."
        ) from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise StoreError("Name a file: sqlite:///FOLDER/matcher.sqlite.")
        return URL.create("sqlite", database=str(Path(url.database).resolve()))
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise StoreError(f"A memory is kept in sqlite or in postgresql, not in {kind}.")


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database; nothing for another one."""
    is_file = url.get_backend_name() == "sqlite"
    return Path(url.database) if is_file and url.database else None


def shown(url: URL) -> str:
    """Return a database as it may be shown to anybody: without its password and options."""
    file = file_of(url)
    if file is not None:
        return str(file)
    host = f"{url.host or 'localhost'}:{url.port or 5432}"
    return f"{url.get_backend_name()}://{host}/{url.database or ''}"


def own_place() -> str:
    """Return where the app keeps cohorts: what MATCHER_DATABASE says, or a file of its user."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("matcher", appauthor=False) / FILE_NAME)
