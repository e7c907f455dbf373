"""Where a memory is, what is said where there is none, and how older ones are led on."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from postgresql_server import PASSWORD, Server
from remembered import BY_JO, behind_its_back
from sqlalchemy import create_engine

from matcher.plans import Plan
from matcher.store.database import Database
from matcher.store.errors import NewerMemoryError, NoMemoryError, StoreError, UnreachableError
from matcher.store.migrating import VERSION_TABLE, lead_to, revisions
from matcher.store.place import FILE_NAME, locate
from matcher.store.store import open_store
from matcher.store.tables import METADATA


def test_a_memory_lies_beside_the_cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MATCHER_DATABASE", raising=False)
    beside = str(tmp_path / FILE_NAME)
    (tmp_path / "cohort").mkdir()
    for where in (None, "cohort", tmp_path / "cohort", tmp_path / "cohort.xlsx", FILE_NAME):
        assert locate(where).database == beside
    assert locate("other.db").database == str(tmp_path / "other.db")


def test_the_environment_names_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_DATABASE", "postgresql://jo@db.example/plans")
    url = locate(None)
    assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "db.example", "plans")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("mysql://jo:hidden@host/x", "sqlite or in postgresql, not in mysql"),
        ("postgresql://jo:hidden@host:port/x", "cannot be read"),
        ("sqlite://", "Name a file"),
    ],
)
def test_an_address_of_something_else_is_refused(where: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_store(where)
    assert "hidden" not in str(caught.value)


def test_only_the_owner_reads_a_new_file(sqlite: str) -> None:
    open_store(sqlite).close()
    assert stat.S_IMODE(Path(sqlite).stat().st_mode) == 0o600
    assert behind_its_back(sqlite, "PRAGMA journal_mode") == [("wal",)]


def test_a_memory_is_not_made_by_looking_for_it(place: str, tmp_path: Path) -> None:
    with pytest.raises(NoMemoryError, match=r"There is no memory at .* yet"):
        open_store(place, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "photo.db"
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(UnreachableError, match="is no database"):
        open_store(file)
    assert file.read_bytes() == b"not a database at all" * 100


def test_a_database_of_something_else_is_left_alone(place: str) -> None:
    behind_its_back(place, "CREATE TABLE plan (colour TEXT)")
    with pytest.raises(StoreError, match=r"holds tables of something else \(plan\)"):
        open_store(place)


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Exception, match="cannot be written"):
        open_store(tmp_path / "file" / "deep" / "memory.sqlite")


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    with pytest.raises(
        UnreachableError, match=r"The memory postgresql://127\.0\.0\.1:1/x"
    ) as caught:
        open_store("postgresql://jo:hidden-word@127.0.0.1:1/x?connect_timeout=2")
    assert "hidden-word" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_wrong_password_is_said_without_it(server: Server) -> None:
    url = server.address("postgres", password="wrong-word")
    done = subprocess.run(
        [sys.executable, "-m", "matcher", "history", "--database", url],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "password authentication failed" in done.stderr
    assert "wrong-word" not in done.stdout + done.stderr
    assert PASSWORD not in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_driver_the_install_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r'pip install "matcher\[postgresql\]"'):
        open_store("postgresql://jo@127.0.0.1/x")


def test_the_steps_lead_to_the_tables_of_this_version(place: str) -> None:
    open_store(place).close()
    engine = create_engine(locate(place))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        differences = compare_metadata(context, METADATA)
    engine.dispose()
    assert differences == []


def make_older(place: str, plan: Plan) -> None:
    """Make a memory as the first version of the tables had it, with a plan in it."""
    with open_store(place) as store:
        store.keep(plan, "Spring", **BY_JO)
    statements = ["DROP TRIGGER log_is_not_changed", "DROP TRIGGER log_is_not_deleted"]
    statements += ["DROP TRIGGER log_is_not_replaced"]
    if place.startswith("postgresql"):
        statements = ["DROP FUNCTION log_refuses CASCADE"]
    statements += [f"DROP TABLE {newer}" for newer in ("shelved", "variant", "access")]
    for statement in (*statements, f"UPDATE {VERSION_TABLE} SET version_num = 'r0001'"):
        behind_its_back(place, statement)


def test_an_older_memory_is_led_on_and_keeps_everything(place: str, first: Plan) -> None:
    make_older(place, first)
    with open_store(place) as store:
        assert store.plan(1) == first
        assert len(store.log()) == 1
    assert behind_its_back(place, f"SELECT version_num FROM {VERSION_TABLE}") == [(revisions()[0],)]


def test_a_file_is_copied_before_it_is_led_on(sqlite: str, first: Plan) -> None:
    make_older(sqlite, first)
    with open_store(sqlite) as store:
        copy = store.copy
    assert copy == Path(f"{sqlite}.before-{revisions()[0]}")
    number = f"SELECT version_num FROM {VERSION_TABLE}"
    assert behind_its_back(f"sqlite:///{copy}", number) == [("r0001",)]
    assert behind_its_back(f"sqlite:///{copy}", "SELECT COUNT(*) FROM plan") == [(1,)]


def test_a_memory_of_a_newer_version_is_left_alone(place: str) -> None:
    open_store(place).close()
    behind_its_back(place, f"UPDATE {VERSION_TABLE} SET version_num = 'r9999'")
    with pytest.raises(NewerMemoryError, match=r"newer version of Matcher .*r9999"):
        open_store(place)


def test_every_step_leads_back_too(place: str) -> None:
    database = Database(locate(place))
    with database.writing() as connection:
        lead_to(connection, "head")
    from matcher.store.migrating import clear

    with database.writing() as connection:
        clear(connection)
        lead_to(connection, "head")
    database.close()
    open_store(place, create=False).close()
