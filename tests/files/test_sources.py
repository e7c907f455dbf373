"""What stands where a file should be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sound import Look, errors, places, write_files

from matcher.errors import InputError, Severity
from matcher.files import inspect, load


@pytest.mark.parametrize("name", ["travel.csv", "participants.csv", "programme.toml"])
@pytest.mark.parametrize("kind", ["a folder", "a link that leads nowhere", "a pipe or a device"])
def test_what_stands_in_the_place_of_a_file_is_an_error(
    look: Look, tmp_path: Path, name: str, kind: str
) -> None:
    if kind == "a folder":
        (tmp_path / name).mkdir()
    elif kind == "a link that leads nowhere":
        (tmp_path / name).symlink_to(tmp_path / "absent")
    elif hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / name)
    else:
        pytest.skip("no pipes here")
    found = errors(look({name: ""}))
    assert places(found) == [(name, None, None)]
    assert kind in found[0].message
    assert "Put the file itself here" in found[0].remedy


def test_folders_of_other_names_are_let_be(look: Look, tmp_path: Path) -> None:
    (tmp_path / "old.csv").mkdir()
    (tmp_path / "notes.csv").symlink_to(tmp_path / "absent")
    assert look().problems == ()


def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_files(tmp_path, {}))
    assert inspect(".").cohort is not None
    with pytest.raises(InputError, match="no cohort is named"):
        load("")


@pytest.mark.parametrize("name", ["participants.xls", "Participants.ods", "availability.XLSX"])
def test_a_table_in_another_form_is_named_with_what_to_do(
    look: Look, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"PK")
    told = [problem for problem in look().problems if problem.file == name]
    assert [problem.severity for problem in told] == [Severity.WARNING]
    assert "save the sheet as “CSV UTF-8”" in told[0].remedy
