"""A single file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import MatcherError, OutputExistsError
from matcher.export.writing import OutputError, write_bytes, write_text


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    file = write_text(tmp_path / "a.csv", "é\nb\r\n")
    assert file.read_bytes() == b"\xc3\xa9\nb\r\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_missing_folders_above_are_made(tmp_path: Path) -> None:
    assert write_bytes(tmp_path / "a" / "b" / "c.bin", b"x").read_bytes() == b"x"


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("x")
    file = write_text(tmp_path / "ours", "x")
    assert file.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_that_exists_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    with pytest.raises(OutputExistsError, match=r"a\.csv exists.*--force"):
        write_text(tmp_path / "a.csv", "new")
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_force_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")
    file.chmod(0o600)
    write_text(file, "new", force=True)
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputExistsError, match="is a folder"):
        write_text(tmp_path, "x", force=True)


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    write_text(link, "new", force=True)
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert write_text(os.devnull, "x") == Path(os.devnull)


def test_a_failure_halfway_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_text(file, "new", force=True)
    assert file.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("where", ["file/a.csv", "x" * 300, "nul\0"])
def test_an_impossible_place_is_said(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(MatcherError, match="cannot be written"):
        write_text(tmp_path / where, "x")
