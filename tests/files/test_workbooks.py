"""Reading a workbook: real dates and numbers, its settings, and files that are none."""

from __future__ import annotations

import datetime
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from sound import SETTINGS, errors, places

from matcher.cohort import Answer
from matcher.errors import InputError
from matcher.files import inspect, load, workbook_bounds

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime.date(2027, 3, 4)
Sheets = dict[str, list[list[Any]]]
SOUND: Sheets = {
    "Participants ": [
        ["person_id", "Side", "consent", "supporters", "remote_ok", "motivation_time"],
        ["P1", "patient", True, 2.0, False, 5],
        [1234, "professional", "yes", None, None, None],
    ],
    "programme": [
        ["key", "value"],
        ["programme.start", datetime.date(2027, 1, 11)],
        ["Programme.End", "2027-07-09"],
        ["workshops.weekdays", "Tue; Monday"],
        ["workshops.blocks", None],
        ["workshops.count", 4],
        ["weights.motivation", 2.5],
        ["pairing.require_shared_project", True],
    ],
}


def book(path: Path, sheets: Sheets) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_a_workbook_is_read_with_its_dates_numbers_and_settings(tmp_path: Path) -> None:
    sheets: Sheets = {
        **SOUND,
        "availability": [
            ["person_id", DAY, datetime.datetime(2027, 3, 5)],
            ["P1", "yes", None],
            [1234, None, "no"],
        ],
        "calendar": [["date_from", "kind"], [DAY, "blocked"]],
        "Sheet1": [],
    }
    inspection = inspect(book(tmp_path / "cohort.XLSX", sheets))
    assert inspection.problems == ()
    cohort = inspection.cohort
    assert cohort is not None
    first, second = cohort.people
    assert (first.person_id, second.person_id) == ("1234", "P1")
    assert (second.supporters, second.remote_ok, second.consent) == (2, False, True)
    assert second.motivation == {"time": 5}
    assert cohort.availability["P1"] == {DAY: Answer.YES, datetime.date(2027, 3, 5): Answer.UNKNOWN}
    assert cohort.calendar[0].date_to == DAY
    assert cohort.programme.workshops.count == 4
    assert cohort.programme.workshops.weekdays == ("Mon", "Tue")
    assert cohort.programme.weights.motivation == 2.5
    assert cohort.programme.pairing.require_shared_project


def test_blocks_of_the_same_size_are_read_one_by_one(tmp_path: Path) -> None:
    rows = [*SOUND["programme"][:4], ["workshops.blocks", "2;2;1"]]
    cohort = load(book(tmp_path / "cohort.xlsx", {**SOUND, "programme": rows}))
    assert cohort.programme.workshops.blocks == (2, 2, 1)


def test_settings_beside_a_workbook_count_where_it_has_no_sheet_for_them(tmp_path: Path) -> None:
    (tmp_path / "programme.toml").write_text(SETTINGS + "pairs = 7\n")
    path = book(tmp_path / "cohort.xlsx", SOUND)
    assert load(path).programme.programme.pairs == 12
    del (sheets := dict(SOUND))["programme"]
    assert load(book(path, sheets)).programme.programme.pairs == 7


@pytest.mark.parametrize(
    ("name", "row", "place"),
    [
        ("programme", ["workshops.count", 0], ("programme", 9, "workshops.count")),
        ("programme", ["workshops.count", 4], ("programme", 9, "workshops.count")),
        ("programme", ["workshops.max_missed", "one"], ("programme", 9, "workshops.max_missed")),
        ("programme", ["workshops.cuont", 3], ("programme", 9, "workshops.cuont")),
        ("programme", [None, 3], ("programme", 9, "key")),
        ("Participants ", ["P2", "nurse", True], ("Participants ", 4, "side")),
        ("Participants ", ["P2", "patient", True, DAY], ("Participants ", 4, "supporters")),
        ("Participants ", ["P2", "patient", True, 2.5], ("Participants ", 4, "supporters")),
    ],
)
def test_a_bad_row_is_refused_by_sheet_row_and_column(
    tmp_path: Path, name: str, row: list[Any], place: tuple[str, int, str]
) -> None:
    path = book(tmp_path / "cohort.xlsx", {**SOUND, name: [*SOUND[name], row]})
    found = errors(inspect(path))
    assert places(found) == [(place[0].strip(), *place[1:])]


def test_unknown_sheets_and_sheets_of_one_name_are_reported(tmp_path: Path) -> None:
    sheets = {**SOUND, "notes": [["x"]], "participants": [["x"]]}
    inspection = inspect(book(tmp_path / "cohort.xlsx", sheets))
    assert [problem.file for problem in inspection.problems] == ["notes", "participants"]


def test_a_sheet_that_does_not_start_in_the_first_row_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows = SOUND["Participants "]
    shifted = [[None], [], rows[0], ["P1", "nurse", "yes"]]
    found = errors(inspect(book(tmp_path / "cohort.xlsx", {**SOUND, "Participants ": shifted})))
    assert places(found) == [("Participants", 4, "side")]


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" * 500])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cohort.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged, protected, or no") as caught:
        load(path)
    assert len(caught.value.problems) == 1


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(InputError, match="damaged"):
        load(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "LARGEST_CONTENT", 1_000)
    with pytest.raises(InputError, match="at most 0 MB are read"):
        load(book(tmp_path / "cohort.xlsx", SOUND))


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "participants"
    sheet["A1"], sheet["XFD1048576"] = "person_id", "stray"
    workbook.save(tmp_path / "cohort.xlsx")
    with pytest.raises(InputError, match="row 1,048,576 and column 16,384"):
        load(tmp_path / "cohort.xlsx")


def test_one_long_text_in_very_many_cells_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "LARGEST_TEXT", 2_000_000)
    path = tmp_path / "cohort.xlsx"
    with xlsxwriter.Workbook(path) as shared:
        notes = shared.add_worksheet("notes")
        for row in range(70):
            notes.write_row(row, 0, ["x" * 30_000, "short"])
    with pytest.raises(InputError, match="more than 2 MB of text"):
        load(path)
    monkeypatch.setattr(workbook_bounds, "LARGEST_TEXT", 2_200_000)
    with pytest.raises(InputError, match="there are no participants"):
        load(path)
