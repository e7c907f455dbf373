"""Whatever is typed into the tables: a cohort, or an `InputError` with what to do, in bounds."""

from __future__ import annotations

import csv
import io
import random
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from messy_case import HEAD, OTHER
from sound import SETTINGS, Look, errors, write_files

from matcher.errors import InputError, Severity
from matcher.files import csv_files, inspect, load, write_folder
from matcher.samples import sample_path

COLUMNS = [
    *("person_id", "side", "consent", "weekdays", "themes", "prefers", "languages", "status"),
    *("supporters", "motivation_time", "max_travel_minutes", "date", "state", "date_from", "kind"),
    *("2027-05-04", "Tues 4th May", "04/05/2027", "email", "", "name"),
]
CELLS = [
    *("P1", "H1", "patient", "professional", "yes", "Y?", "oui", "x", "?", "✓", "(yes)", "no"),
    *("03/04/2027", "13/04/27", "4/14/2027", "46000", "mar 5 mai", "5 Mar", "1-2", "01-Feb"),
    *("Mon-Thu", "sauf mardi", "not Fridays", "any", "a, b", "a\nb", "a;b;", "P1, H1", "3,5"),
    *("1 200", "1,200", "=1+1", "#REF!", "Ã©", "\u200b", "\u00a0", "\uff12", "\u2019", "'", '"'),
    *("99999999", "0/0/0", "31/02/2027", "29 Feb", "12:30", "-", "  ", "\x07", "person_id"),
]
cells = st.one_of(st.sampled_from(CELLS), st.text(max_size=6))
tables = st.tuples(
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6),
    st.lists(st.lists(cells, max_size=6), max_size=5),
)
NAMES = ["participants.csv", "availability.csv", "calendar.csv"]


def written(rows: list[list[str]], separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def assert_sound(folder: str | Path) -> None:
    """Assert that a cohort is read or refused, and that what is read survives being written."""
    found = inspect(folder)
    has_errors = any(problem.severity is Severity.ERROR for problem in found.problems)
    assert has_errors == (found.cohort is None)
    assert all(
        problem.remedy for problem in found.problems if problem.severity is not Severity.REPAIRED
    )
    if found.cohort is not None:
        with tempfile.TemporaryDirectory() as out:
            write_folder(found.cohort, out)
            again = inspect(out)
            assert again.cohort == found.cohort
            assert Severity.REPAIRED not in [problem.severity for problem in again.problems]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), tables, st.sampled_from(",;\t|"))
def test_any_table_is_read_or_refused(
    name: str, table: tuple[list[str], list[list[str]]], separator: str
) -> None:
    header, rows = table
    sound = [["P1", "patient", "yes"], ["H1", "professional", "yes"]]
    if name == "participants.csv":
        header = ["person_id", "side", "consent", *header]
        rows = [[*first, *rest] for first, rest in zip(sound, [*rows, [], []], strict=False)]
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {name: written([header, *rows], separator)})
        assert_sound(folder)


@pytest.mark.parametrize("sample", ["london", "lyon"])
@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_sample_is_read_or_refused(tmp_path: Path, sample: str, seed: int) -> None:
    chance = random.Random(f"{sample} {seed}")
    for file in sorted(sample_path(sample).iterdir()):
        content = bytearray(file.read_bytes())
        for _ in range(chance.choice([0, 1, 3])):
            place = chance.randrange(len(content))
            what = chance.choice(
                [b"\xe9", b"\x00", b";", b'"', b"\n", "\u00a0".encode(), b"?", b""]
            )
            content[place : place + chance.choice([0, 1, 5])] = what
        (tmp_path / file.name).write_bytes(content)
    assert_sound(tmp_path)


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    write_files(tmp_path, {})
    with (tmp_path / "availability.csv").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(InputError, match=r"1,000 MB; at most 100 MB"):
        load(tmp_path)


def test_a_million_columns_are_refused(look: Look) -> None:
    header = ",".join(f"c{number}" for number in range(1_000_000))
    assert "more than 5,000" in errors(look(participants=f"{HEAD},{header}\n"))[0].message


def test_a_million_cells_below_the_headings_are_one_error(look: Look) -> None:
    found = errors(look(participants=f"{HEAD}\nP1,patient,yes,{'x,' * 1_000_000}\n{OTHER}\n"))
    assert [(problem.row, problem.message[:29]) for problem in found] == [
        (2, "there are 1,000,003 columns, ")
    ]


@pytest.mark.parametrize(("filler", "what"), [("\n", "lines"), (",", "cells")])
def test_blanks_without_end_are_refused(
    look: Look, monkeypatch: pytest.MonkeyPatch, filler: str, what: str
) -> None:
    monkeypatch.setattr(csv_files, f"MOST_{what.upper()}", 1_000)
    found = errors(look(participants=f"{HEAD}\nP1,patient,yes\n{OTHER}\n{filler * 1_001}"))
    assert [f"{what}; at most 1,000 are read" in problem.message for problem in found] == [True]


@pytest.mark.parametrize("cell", ["x" * 10_000, "\x1b[31mP1", "P\x001"])
def test_ids_that_cannot_be_are_refused(look: Look, cell: str) -> None:
    found = errors(look(participants=f"{HEAD}\n{cell},patient,yes\n{OTHER}\n"))
    assert len(found) == 1
    assert len(str(found[0])) < 500
    assert str(found[0]).isprintable()


def test_partners_in_a_circle_are_refused(look: Look) -> None:
    rows = "P1,patient,yes,H1\nH1,professional,yes,P2\nP2,patient,yes,H2\nH2,professional,yes,P1\n"
    found = errors(look(participants=f"{HEAD},partner_id\n{rows}"))
    assert {problem.column for problem in found} == {"partner_id"}


def workbook(path: Path, replaced: dict[str, bytes]) -> Path:
    """Write a small workbook in which some members are other ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "participants"
    for row in (HEAD, "P1,patient,yes", OTHER):
        sheet.append(row.split(","))
    sheet["D1"], sheet["D2"] = "supporters", "=1+1"
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for member in sound.namelist():
            out.writestr(member, replaced.get(member, sound.read(member)))
    (path.parent / "programme.toml").write_text(SETTINGS)
    return path


def sheet_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_formula_without_its_result_is_named(tmp_path: Path) -> None:
    found = inspect(workbook(tmp_path / "cohort.xlsx", {}))
    assert [problem.value for problem in found.problems] == ["D2"]
    assert found.problems[0].severity is Severity.WARNING


def test_a_large_area_of_formatting_is_no_content(tmp_path: Path) -> None:
    plain = sheet_of(workbook(tmp_path / "cohort.xlsx", {}))
    cells = ("<c r='{}{}' s='0'/>".format(letter, "{row}") for letter in ("A", "ZZ", "XFD"))
    line = "<row r='{row}'>" + "".join(cells) + "</row>"
    stray = "".join(line.format(row=row) for row in range(10, 30_000))
    content = plain.replace("</sheetData>", f"{stray}</sheetData>").encode()
    assert len(content) > 2_000_000
    path = workbook(tmp_path / "cohort.xlsx", {"xl/worksheets/sheet1.xml": content})
    cohort = inspect(path).cohort
    assert cohort is not None
    assert len(cohort.people) == 2


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    plain = sheet_of(workbook(tmp_path / "cohort.xlsx", {}))
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
    )
    start = plain.index("<worksheet")
    content = f"{plain[:start]}<!DOCTYPE x [{entities}]>{plain[start:]}"
    content = content.replace("<sheetData>", "<sheetData><row><c t='str'><v>&a11;</v></c></row>")
    path = workbook(tmp_path / "cohort.xlsx", {"xl/worksheets/sheet1.xml": content.encode()})
    found = inspect(path)
    assert all(len(str(problem)) < 1_000 for problem in found.problems)


@pytest.mark.parametrize("name", ["cohort.xls", "cohort.ods"])
def test_other_workbooks_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0" * 100)
    with pytest.raises(InputError, match=r"save the workbook as \.xlsx"):
        load(tmp_path / name)
