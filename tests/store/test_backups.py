"""A backup holds everything, and either kind of database takes it in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from remembered import BY_JO, behind_its_back
from sqlalchemy.exc import DatabaseError

from matcher.errors import OutputExistsError
from matcher.plans import Plan
from matcher.store.errors import NewerMemoryError, RefusedError, StoreError
from matcher.store.migrating import revisions
from matcher.store.store import Store, open_store


def tell(store: Store) -> tuple[object, ...]:
    """Return everything that can be asked of a memory."""
    plans = store.plans()
    opened = tuple(store.plan(each.number) for each in plans)
    return store.scenarios(), plans, opened, store.log()


def fill(store: Store, first: Plan, second: Plan) -> None:
    """Keep two plans and a branch, with an undo that points ahead."""
    store.keep(first, "Spring", **BY_JO)
    store.keep(second, "Spring", **BY_JO, reasons={("P1", "H2"): "they know each other"})
    store.review(2, by="Ann Bo", why="fair")
    store.undo("Spring", by="Ann Bo", why="too bold")


@pytest.fixture
def backup(tmp_path: Path, store: Store, first: Plan, second: Plan) -> Path:
    fill(store, first, second)
    return store.backup(tmp_path / "memory.zip")


def test_either_database_takes_in_a_backup_of_either(
    store: Store, backup: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    elsewhere = str(tmp_path / "elsewhere.sqlite")
    for place in (elsewhere, request.getfixturevalue("postgresql")):
        if store.place.startswith("postgresql") and place != elsewhere:
            continue  # this is the database that the backup is of
        with open_store(place) as other:
            other.restore(backup)
            assert tell(other) == tell(store)
            assert other.redo("Spring", **BY_JO).number == 2
            assert other.keep(store.plan(1), "Spring", **BY_JO).number == 3
        with pytest.raises(DatabaseError, match="only ever added to"):
            behind_its_back(place, "DELETE FROM log")


def test_a_memory_with_plans_is_replaced_only_by_force(
    store: Store, backup: Path, third: Plan
) -> None:
    before = tell(store)
    store.keep(third, "Autumn", **BY_JO)
    with pytest.raises(RefusedError, match="holds plans already"):
        store.restore(backup)
    assert len(store.plans()) == 3
    store.restore(backup, force=True)
    assert tell(store) == before


def test_a_backup_that_breaks_off_in_the_middle_leaves_what_was_there(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    before = tell(store)
    with zipfile.ZipFile(backup) as archive:
        content = json.loads(archive.read("memory.json"))
    content["tables"]["log"][-1]["plan_id"] = 99
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("memory.json", json.dumps(content))
    with pytest.raises(StoreError, match="does not fit together"):
        store.restore(broken, force=True)
    assert tell(store) == before


def test_a_backup_of_an_older_version_is_led_on(store: Store, backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        content = json.loads(archive.read("memory.json"))
    for newer in ("shelved", "variant", "access"):
        del content["tables"][newer]
    old = tmp_path / "old.zip"
    with zipfile.ZipFile(old, "w") as archive:
        archive.writestr("memory.json", json.dumps(content | {"revision": revisions()[-1]}))
    before = tell(store)
    store.restore(old, force=True)
    assert tell(store) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is no backup"),
        ({"format": "something/1"}, "is no backup"),
        ({"format": "matcher-memory/1", "revision": "r0002", "tables": {"x": []}}, "is no backup"),
    ],
)
def test_a_file_of_something_else_is_refused(
    sqlite: str, tmp_path: Path, content: object, says: str
) -> None:
    file = tmp_path / "file.zip"
    if content is None:
        file.write_text("hello")
    else:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("memory.json", json.dumps(content))
    with open_store(sqlite) as store, pytest.raises(StoreError, match=says):
        store.restore(file)


def test_a_backup_of_a_newer_version_is_refused(sqlite: str, tmp_path: Path) -> None:
    file = tmp_path / "file.zip"
    newer = {"format": "matcher-memory/1", "revision": "r9999", "tables": {"moon": []}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("memory.json", json.dumps(newer))
    with open_store(sqlite) as store, pytest.raises(NewerMemoryError, match="newer version"):
        store.restore(file)


def test_a_backup_that_is_not_there_is_said(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite) as store, pytest.raises(StoreError, match=r"no file .*none\.zip"):
        store.restore(tmp_path / "none.zip")


def test_a_backup_that_exists_is_replaced_only_by_force(sqlite: str, tmp_path: Path) -> None:
    file = tmp_path / "memory.zip"
    file.write_text("mine")
    with open_store(sqlite) as store:
        with pytest.raises(OutputExistsError, match="--force"):
            store.backup(file)
        assert file.read_text() == "mine"
        store.backup(file, force=True)
    assert zipfile.is_zipfile(file)
