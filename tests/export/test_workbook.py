"""The team's workbook, read back as a spreadsheet reads it."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import matcher
from matcher.cohort import Cohort
from matcher.export.kinds import Wanted
from matcher.export.workbook import FILE, files
from matcher.export.workbook.layout import Column, Sheet
from matcher.language import Language, language_of, words_in
from matcher.plans import Outcome, Plan, Reason
from planned import planned

HEADINGS, PAGE_WIDTH = 4, 170
HOSTILE = ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1"]


def written(plan: Plan, language: Language = Language.ENGLISH) -> bytes:
    return files(Wanted(plan, words_in(language)))[FILE]


def opened(plan: Plan, language: Language = Language.ENGLISH) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(plan, language)))


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Return what stands below the headings, without blank rows."""
    every = sheet.iter_rows(min_row=HEADINGS + 1, values_only=True)
    return [row for row in every if any(cell is not None for cell in row)]


def headings(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet[HEADINGS]]


def test_the_overview_says_the_answer_first_and_leads_to_every_sheet() -> None:
    book = opened(planned("london"))
    overview = book["Overview"]
    assert book.sheetnames[0] == "Overview"
    assert overview["A1"].value == "London 2027 · Overview"
    assert overview["A2"].value == "12 of 12 pairs. Best possible under your rules: proven."
    links = {
        cell.hyperlink.location.split("!")[0].strip("'")
        for row in overview
        for cell in row
        if cell.hyperlink
    }
    assert links == set(book.sheetnames[1:])


def test_pairs_stand_with_their_fit_and_its_parts() -> None:
    plan = planned("london")
    sheet = opened(plan)["Pairs"]
    assert headings(sheet)[:5] == ["Patient", "Professional", "Ids", "Project", "Fit"]
    assert "Both keen\n(of 200)" in headings(sheet)
    for row, pair in zip(rows(sheet), plan.pairs, strict=True):
        assert row[2] == f"{pair.patient} + {pair.professional}"
        assert row[4] == pair.fit == sum(row[5:12])  # type: ignore[arg-type]


def test_workshops_have_real_dates_and_say_who_is_away() -> None:
    plan = planned("london")
    sheet = opened(plan)["Workshops"]
    date = headings(sheet).index("Date")
    found = [row[date] for row in rows(sheet)]
    assert found == [datetime.combine(one.date, datetime.min.time()) for one in plan.workshops]
    assert sheet.cell(HEADINGS + 1, date + 1).number_format.startswith("[$-809]ddd d mmm")
    away = headings(sheet).index("Cannot come")
    assert sum(row[away] is not None for row in rows(sheet)) == sum(
        bool(one.absent) for one in plan.workshops
    )


def test_the_grid_of_attendance_has_a_sign_a_word_and_a_colour(plan: Plan) -> None:
    sheet = opened(plan)["Attendance"]
    grid = {cell.value: cell.fill.start_color.rgb for row in sheet["C5:E6"] for cell in row}
    assert set(grid) == {"✓ both come", "○ if needed", "✗ missed"}
    assert len(set(grid.values())) == 3
    assert [cell.value for cell in sheet[7]] == ["In all", None, "2 of 2", "2 of 2", "1 of 2"]
    assert sheet.auto_filter.ref == "A4:E6"


def test_who_waits_and_what_is_left_over_have_reasons(plan: Plan) -> None:
    book = opened(plan)
    assert [row[-1] for row in rows(book["Waiting list"])] == [
        "No place left: 2 pairs wanted, 2 formed.",
        "'=1+1.",
    ]
    assert book["Not placed"]["A6"].value == "Everything could be arranged."


def test_every_setting_stands_with_its_value_and_meaning() -> None:
    programme = planned("course").cohort.programme
    found = {row[0]: row for row in rows(opened(planned("course"))["Settings"])}
    keys = {
        f"{section}.{key}"
        for section in type(programme).model_fields
        for key in type(getattr(programme, section)).model_fields
    }
    assert found.keys() == keys
    assert found["workshops.count"][1:3] == (12, 5)
    assert found["pairing.form_pairs"][1:3] == ("no", "yes")
    assert all(row[3] for row in found.values())


def test_provenance_names_what_the_plan_was_made_from() -> None:
    cohort = planned("clinic").cohort.with_changes("rule=costs.if_needed=30")
    plan = matcher.plan(cohort)
    found = {str(row[0]): row[1] for row in rows(opened(plan)["Provenance"])}
    assert found["Digest of the cohort"] == plan.provenance.input_digest
    assert found["Matcher"] == matcher.__version__
    assert found["Seed"] == "1"
    assert found["Status"] == "optimal"
    assert found["Change 1"] == "rule=costs.if_needed=30"


@pytest.mark.parametrize("name", ["london", "course", "buddies", "mentoring", "clinic"])
def test_every_sheet_is_ready_to_be_read_and_printed(name: str) -> None:
    for sheet in opened(planned(name)):
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.print_area
        assert sheet.page_setup.orientation == "landscape"
        wide = sum(width.width for width in sheet.column_dimensions.values()) > PAGE_WIDTH
        assert wide or sheet.page_setup.fitToWidth in (None, 1)  # a blank means one page
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(width.width >= 7 for width in sheet.column_dimensions.values())


def test_a_wide_sheet_is_printed_on_two_pages_across_with_the_names_on_both() -> None:
    pairs = opened(planned("london"))["Pairs"]
    assert (pairs.page_setup.fitToWidth, pairs.page_setup.fitToHeight) == (2, 0)
    assert pairs.print_title_cols == "$A:$B"
    # What stands above the table is whole on the second page too, where A and B stand again.
    assert {one.max_col for one in pairs.merged_cells.ranges} == {2}


def test_programmes_without_pairs_or_workshops_have_the_sheets_that_they_need() -> None:
    course, buddies = opened(planned("course")), opened(planned("buddies"))
    assert course.sheetnames[1:4] == ["People", "Workshops", "Attendance"]
    assert headings(course["People"]) == ["Person", "Id", "Attends"]
    assert "Check-ins" not in course.sheetnames
    assert not {"Workshops", "Attendance", "Check-ins"} & set(buddies.sheetnames)
    assert headings(buddies["Pairs"])[:2] == ["Newcomer", "Buddy"]
    assert "catch-up day for workshop 1" in {
        row[1] for row in rows(opened(planned("clinic"))["Check-ins"])
    }


def test_the_workbook_of_lyon_is_french() -> None:
    plan = planned("lyon")
    book = opened(plan, language_of(plan.cohort))
    assert book.sheetnames[:4] == ["Vue d'ensemble", "Binômes", "Ateliers", "Présences"]
    assert book["Vue d'ensemble"]["A2"].value == (
        "8 sur 8 binômes. Le meilleur possible selon vos règles : c'est prouvé."
    )
    assert book["Ateliers"]["B5"].number_format.startswith("[$-40C]")
    assert rows(book["Liste d'attente"])[0][-1] == "Plus de place : 8 binômes souhaités, 8 formés."


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_wherever_people_wrote_it(
    text: str, plan: Plan, cohort: Cohort
) -> None:
    programme = cohort.programme.model_copy(
        update={
            "programme": cohort.programme.programme.model_copy(update={"name": text}),
            "labels": cohort.programme.labels.model_copy(update={"patient": text}),
        }
    )
    changes = {
        "programme": programme,
        "people": tuple(
            one.model_copy(update={"name": text, "organisation": text}) for one in cohort.people
        ),
        "projects": tuple(one.model_copy(update={"title": text}) for one in cohort.projects),
        "venues": tuple(one.model_copy(update={"name": text}) for one in cohort.venues),
        "facilitators": tuple(one.model_copy(update={"name": text}) for one in cohort.facilitators),
    }
    book = opened(plan.of_cohort(cohort.model_copy(update=changes)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [one for one in texts if one.startswith(tuple("=+-@\t\r"))]
    assert any(text.strip() in one for one in texts)


def test_a_plan_that_cannot_be_is_told_with_its_reasons(plan: Plan, cohort: Cohort) -> None:
    nothing: dict[str, object] = dict.fromkeys(("pairs", "workshops", "check_ins", "waiting"), ())
    nothing |= {"status": Outcome.INFEASIBLE, "objective": None, "bound": None, "gap": None}
    reason = Reason(rule="workshops.min_gap_days", text="Too far apart.", remedies=("less",))
    none = plan.model_copy(update={**nothing, "reasons": (reason,)}).of_cohort(cohort)
    book = opened(none)
    assert book["Overview"]["A2"].value == "No plan exists under these rules: this is proven."
    said = rows(book["Overview"])
    assert ("workshops.min_gap_days", "Too far apart.") in said
    assert ("What would help", "less") in said
    assert book["Pairs"]["A6"].value == "There are none."


def test_a_gap_is_told_and_never_called_proven(plan: Plan, cohort: Cohort) -> None:
    changed = {"status": Outcome.FEASIBLE, "bound": 1300, "gap": 20 / 1280}
    said = opened(plan.model_copy(update=changed).of_cohort(cohort))["Overview"]["A2"].value
    assert said == (
        "2 of 2 pairs. Not proven to be the best: at most 20 points more (1.6\xa0%) are possible "
        "with as many places."
    )


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    assert written(plan) == written(plan)


def test_optional_columns_without_content_are_left_out() -> None:
    columns = (Column("a"), Column("b", is_optional=True), Column("c", is_optional=True))
    sheet = Sheet("s", "", columns, (("x", "", 0),), (("t", "", 1),)).without_blank_columns()
    assert [column.heading for column in sheet.columns] == ["a", "c"]
    assert (sheet.rows, sheet.totals) == ((("x", 0),), (("t", 1),))
