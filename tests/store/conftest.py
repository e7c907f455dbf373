"""Memories for tests, on both databases; it stands here so that tests find what lies beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from postgresql_server import Server, binaries, running
from remembered import COHORT, Clock

from matcher.pipeline import plan
from matcher.plans import Plan
from matcher.store.store import Store, open_store


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    where = binaries()
    if where is None:
        if os.environ.get("MATCHER_REQUIRE_POSTGRESQL") == "1":
            pytest.fail("PostgreSQL is not installed, and MATCHER_REQUIRE_POSTGRESQL=1 is set")
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    with running(where) as started:
        yield started


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """Return the URL of an empty PostgreSQL database."""
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """Return where an SQLite database may be made."""
    return str(tmp_path / "memory.sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """Return an empty place for a memory, once on each database."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def clock() -> Clock:
    """Return a clock that goes on by a minute each time it is looked at."""
    start = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    ticks = iter(range(10_000))
    return lambda: start + timedelta(minutes=next(ticks))


@pytest.fixture
def store(place: str, clock: Clock) -> Iterator[Store]:
    with open_store(place, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def first() -> Plan:
    """Return a plan of the small cohort."""
    return plan(COHORT)


@pytest.fixture(scope="session")
def second() -> Plan:
    """Return another plan of it, with a pair locked and one forbidden by hand."""
    return plan(COHORT.with_changes("lock=P1+H2", "forbid=H1+P3"))


@pytest.fixture(scope="session")
def third() -> Plan:
    """Return one more, from which a lock was taken back."""
    return plan(COHORT.with_changes("lock=P1+H2", "forbid=H1+P3", "unlock=P1+H2", "pairs=1"))
