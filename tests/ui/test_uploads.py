"""Uploaded files: where they may be written, which are read, and that nothing stays."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from visits import london_plan

import matcher
from matcher.drafts import Draft
from matcher.samples import sample_path
from matcher.ui.downloads import folder_as_zip
from matcher.ui.start import uploads
from matcher.ui.start.uploads import Reading, Upload, read_uploads


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(uploads, "TemporaryDirectory", _Watched)


class _Watched(tempfile.TemporaryDirectory):  # type: ignore[type-arg]
    """A folder that is looked at when it is left."""

    def __exit__(self, *error: object) -> None:
        place = Path(self.name)
        assert place.stat().st_mode & 0o077 == 0
        super().__exit__(None, None, None)
        assert list(place.parent.iterdir()) == []


def london_files() -> list[Upload]:
    folder = sample_path("london")
    return [Upload(one.name, one.read_bytes()) for one in folder.iterdir() if one.is_file()]


def said(reading: Reading) -> str:
    assert reading.found.cohort is None
    return "\n".join(map(str, reading.found.problems))


def test_files_are_read_like_a_folder() -> None:
    assert read_uploads(london_files()).found.cohort == matcher.load(sample_path("london"))


@pytest.mark.parametrize("folder", ["../../", "/etc/", "C:\\data\\", ".."])
def test_a_name_never_leads_out_of_the_folder(folder: str, tmp_path: Path) -> None:
    files = [Upload(folder + one.name, one.content) for one in london_files()]
    assert read_uploads(files).found.cohort is not None
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_dots_alone_is_still_a_file() -> None:
    assert Upload("...", b"").plain_name == "file"


def test_two_workbooks_or_a_workbook_beside_tables_are_not_guessed_at() -> None:
    both = [Upload("a.xlsx", b"PK"), Upload("b.xlsx", b"PK")]
    assert "Upload either one .xlsx, or CSV files" in said(read_uploads(both))
    beside = [Upload("a.xlsx", b"PK"), *london_files()]
    assert "Upload either one .xlsx, or CSV files" in said(read_uploads(beside))


def test_the_same_name_twice_is_told() -> None:
    files = [*london_files(), Upload("VENUES.csv", b"venue_id,name\nV9,Hall\n")]
    assert "VENUES.csv: this file is there twice" in said(read_uploads(files))


def test_an_unexpected_error_of_the_reader_becomes_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(path: Path) -> Draft:
        raise RecursionError("Asha")

    monkeypatch.setattr(Draft, "of_path", broken)
    text = said(read_uploads(london_files()))
    assert "these files cannot be read" in text
    assert "Asha" not in text


def test_files_with_errors_are_opened_to_be_put_right() -> None:
    files = [
        Upload(one.name, one.content.replace(b"P01,patient", b"P01,pateint"))
        for one in london_files()
    ]
    reading = read_uploads(files)
    assert "pateint" in said(reading)
    assert reading.draft is not None
    assert reading.draft.sheet("participants") is not None


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_what_cannot_be_read_at_all_is_not_opened(content: bytes) -> None:
    assert read_uploads([Upload("cohort.xlsx", content)]).draft is None


def test_the_packed_folder_opens_again(tmp_path: Path) -> None:
    place = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(folder_as_zip(london_plan()))) as archive:
        archive.extractall(place)
    assert matcher.open_plan(place / "london-2027") == london_plan()
