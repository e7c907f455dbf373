"""A cohort as one workbook: read back as it was, and of help to whoever fills it in."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from drawn import cohorts, words
from hypothesis import assume, given, settings

from cohorts import random_cohort
from matcher.cohort import Answer, Cohort, Venue
from matcher.decisions import Decisions
from matcher.errors import InputError, OutputExistsError
from matcher.export.writing import OutputError
from matcher.files import inspect, load
from matcher.files.book.guide import guide_title
from matcher.files.book.writing import write_workbook
from matcher.files.columns import TABLE_NAMES
from matcher.language import Language, words_in
from matcher.programme.labels import LabelSettings
from matcher.samples import sample_names, sample_path
from worlds import cohort, people, person, with_rules

SMALL = cohort(*people(2, 2))
NOT_IN_XML = re.compile(r"\\uff?f[ef]f?[ef]")


@settings(max_examples=12, deadline=None)
@given(cohorts(words.filter(bool)))
def test_what_is_written_is_read_back_as_it_was(drawn: Cohort) -> None:
    assume(not NOT_IN_XML.search(repr(drawn)))
    with tempfile.TemporaryDirectory() as folder:
        assert load(write_workbook(drawn, Path(folder) / "cohort.xlsx")) == drawn


@pytest.mark.parametrize("seed", range(8))
def test_a_random_cohort_is_read_back_as_it_was(tmp_path: Path, seed: int) -> None:
    kinds = ("windows", "sessions", "balance", "budget", "underway", "not_from")
    # Their languages have blanks at the ends, and their projects odd limits: files hold neither.
    rules = {"languages": 0, "limits": 0, **dict.fromkeys(kinds, 0.5)}
    given = random_cohort(seed, "small", **rules)
    plain = given.model_copy(update={"decisions": Decisions()})
    assert load(write_workbook(plain, tmp_path / "cohort.xlsx")) == plain


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_read_back_without_a_problem(
    tmp_path: Path, name: str, language: Language
) -> None:
    given = load(sample_path(name))
    inspection = inspect(write_workbook(given, tmp_path / "cohort.xlsx", language=language))
    assert inspection.cohort == given
    assert inspection.problems == inspect(sample_path(name)).problems


def test_the_same_cohort_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_workbook(SMALL, tmp_path / "a" / "cohort.xlsx").read_bytes()
    assert write_workbook(SMALL, tmp_path / "b" / "cohort.xlsx").read_bytes() == first


def test_dates_and_numbers_are_real_and_formulas_are_text(tmp_path: Path) -> None:
    given = cohort(
        person("P1", name='=HYPERLINK("x")', supporters=2),
        person("H1", email="https://example.org"),
        availability={"P1": {date(2027, 3, 4): Answer.YES}, "H1": {date(2027, 3, 4): Answer.NO}},
    )
    book = openpyxl.load_workbook(write_workbook(given, tmp_path / "cohort.xlsx"))
    people_rows = list(book["participants"].iter_rows(values_only=True))
    patient = dict(zip(people_rows[0], people_rows[2], strict=True))
    assert (patient["name"], patient["supporters"]) == ('\'=HYPERLINK("x")', 2)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    guide = book.worksheets[0]
    linked = [cell.value for cell in cells if cell.hyperlink and cell.parent is not guide]
    assert linked == []
    assert book["availability"]["B1"].value.date() == date(2027, 3, 4)
    assert book["programme"]["B3"].value.date() == given.programme.programme.start


def test_answers_stand_in_a_grid_where_everybody_answered_for_the_same_days(tmp_path: Path) -> None:
    day, other = date(2027, 3, 4), date(2027, 3, 5)
    same = {
        "P1": {day: Answer.YES, other: Answer.UNKNOWN},
        "H1": {day: Answer.NO, other: Answer.NO},
    }
    uneven = {"P1": {day: Answer.YES, other: Answer.UNKNOWN}, "H1": {day: Answer.NO}}
    for number, (answers, width) in enumerate([(same, 3), (uneven, 3), ({}, 3)]):
        given = SMALL.model_copy(update={"availability": answers})
        path = write_workbook(given, tmp_path / f"{number}.xlsx")
        sheet = openpyxl.load_workbook(path)["availability"]
        assert sheet.max_column == width
        assert (sheet["C1"].value == "state") == (answers is not same)
        assert load(path) == given


def test_sides_are_called_what_the_programme_calls_them(tmp_path: Path) -> None:
    labels = LabelSettings(patient="mentee", professional="mentor")
    given = with_rules(SMALL, labels=dict(labels))
    path = write_workbook(given, tmp_path / "cohort.xlsx")
    sheet = openpyxl.load_workbook(path)["participants"]
    assert {sheet.cell(row, 2).value for row in range(2, 6)} == {"mentee", "mentor"}
    assert load(path) == given


def test_labels_that_could_be_taken_for_the_other_side_are_not_used(tmp_path: Path) -> None:
    labels = LabelSettings(patient="peer", professional="peer")
    given = with_rules(SMALL, labels=dict(labels))
    path = write_workbook(given, tmp_path / "cohort.xlsx")
    sheet = openpyxl.load_workbook(path)["participants"]
    assert {sheet.cell(row, 2).value for row in range(2, 6)} == {"patient", "professional"}
    assert load(path) == given


def rules_of(path: Path, sheet: str) -> dict[str, Any]:
    """Return the rule for what is typed, by the heading of its column."""
    found = openpyxl.load_workbook(path)[sheet]
    heads = {cell.column_letter: str(cell.value) for cell in found[1]}
    return {
        heads[str(rule.sqref).split(":")[0].rstrip("0123456789")]: rule
        for rule in found.data_validations.dataValidation
    }


def test_cells_offer_what_may_stand_in_them(tmp_path: Path) -> None:
    path = write_workbook(SMALL, tmp_path / "cohort.xlsx")
    people_rules = rules_of(path, "participants")
    offered = {name: rule.formula1 for name, rule in people_rules.items() if rule.type == "list"}
    assert offered.pop("project_id").startswith("OFFSET(projects!$A$2")
    assert offered.pop("partner_id").startswith("OFFSET(participants!$A$2")
    assert offered == {
        "side": '"patient,professional"',
        "consent": '"yes,no"',
        "remote_ok": '"yes,no"',
        "status": '"applied,confirmed,reserve,withdrawn"',
    }
    supporters = people_rules["supporters"]
    bounds = (supporters.type, supporters.formula1, supporters.formula2)
    assert bounds == ("whole", "0", "100")
    assert "Mon, Tue" in people_rules["weekdays"].prompt
    assert rules_of(path, "travel")["venue_id"].formula1.startswith("OFFSET(venues!$A$2")
    days = rules_of(path, "availability")["date"]
    assert (days.type, days.errorStyle) == ("date", "warning")
    assert "programme!$B$3" in days.formula1


def test_motivation_goes_from_one_to_five(tmp_path: Path) -> None:
    given = cohort(*people(1, 1, motivation={"time": 4}))
    rule = rules_of(write_workbook(given, tmp_path / "c.xlsx"), "participants")["motivation_time"]
    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "1", "5")


def test_every_heading_says_what_its_column_means_and_stays_in_sight(tmp_path: Path) -> None:
    given = cohort(*people(1, 1, extra={"shoe size": "42"}))
    book = openpyxl.load_workbook(write_workbook(given, tmp_path / "cohort.xlsx"))
    for name in TABLE_NAMES:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        silent = [str(cell.value) for cell in sheet[1] if cell.comment is None]
        assert silent == (["shoe size"] if name == "participants" else [])


@pytest.mark.parametrize("language", Language)
def test_the_first_sheet_says_how_to_fill_it_in_and_is_not_warned_of(
    tmp_path: Path, language: Language
) -> None:
    path = write_workbook(SMALL, tmp_path / "my cohort.xlsx", language=language)
    book = openpyxl.load_workbook(path)
    told = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any('matcher check "my cohort.xlsx"' in text for text in told)
    assert book.sheetnames[0] == guide_title(words_in(language))
    assert book.worksheets[0].page_setup.orientation == "landscape"
    assert book.worksheets[0].page_setup.fitToHeight == 0
    assert set(book.sheetnames[1:]) == {*TABLE_NAMES, "programme"}
    assert inspect(path).problems == ()


def test_a_sheet_with_another_name_is_still_warned_of(tmp_path: Path) -> None:
    path = write_workbook(SMALL, tmp_path / "cohort.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "How to"
    book.save(path)
    assert [problem.file for problem in inspect(path).problems] == ["How to"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": "Asha "}, ("participants", 2, "name")),
        ({"themes": ("falls;pain",)}, ("participants", 2, "themes")),
        ({"name": "a\uffff"}, ("participants", 2, "name")),
        ({"name": "a" * 32_768}, ("participants", 2, "name")),
        ({"extra": {"name": "x"}}, ("participants", 1, "name")),
    ],
)
def test_what_a_workbook_cannot_hold_is_refused_before_anything_is_written(
    tmp_path: Path, fields: dict[str, Any], place: tuple[str, int, str]
) -> None:
    with pytest.raises(InputError, match=r"read back as it is|cannot have this name") as caught:
        write_workbook(cohort(person("P1", **fields)), tmp_path / "cohort.xlsx")
    assert [(one.file, one.row, one.column) for one in caught.value.problems][-1] == place
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_a_cell_cannot_hold_is_refused(tmp_path: Path) -> None:
    given = cohort(*people(1, 1), rules={"programme.name": " Spring"})
    with pytest.raises(InputError, match=r"programme, programme\.name"):
        write_workbook(given, tmp_path / "cohort.xlsx")


def test_a_venue_that_is_never_free_is_refused(tmp_path: Path) -> None:
    given = SMALL.model_copy(update={"venues": (Venue(venue_id="V1", dates=()),)})
    with pytest.raises(InputError, match="never free"):
        write_workbook(given, tmp_path / "cohort.xlsx")


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    path = write_workbook(SMALL, tmp_path / "cohort.xlsx")
    before = path.read_bytes()
    other = cohort(*people(1, 1))
    with pytest.raises(OutputExistsError, match=r"cohort\.xlsx exists"):
        write_workbook(other, path)
    assert path.read_bytes() == before
    assert load(write_workbook(other, path, force=True)) == other


def test_a_running_plan_goes_beside_the_workbook(tmp_path: Path) -> None:
    given = load(sample_path("clinic"))
    assert given.current_plan is not None
    path = write_workbook(given, tmp_path / "clinic.xlsx")
    assert (tmp_path / "current_plan.json").is_file()
    with pytest.raises(OutputExistsError, match="would be read as the plan of this cohort"):
        write_workbook(SMALL, path, force=True)
    assert load(path) == given


def test_a_workbook_has_the_ending_by_which_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ends in \.xlsx"):
        write_workbook(SMALL, tmp_path / "cohort")


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this language is not known"):
        write_workbook(SMALL, tmp_path / "cohort.xlsx", language="xx")
