"""Every export knows the third member of a pair."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import matcher
from matcher.export.earlier import Earlier
from matcher.export.kinds import KINDS, Wanted
from matcher.export.tables import TABLES
from matcher.files import load
from matcher.language import Language, words_in
from matcher.plans import Plan
from matcher.talk import say_plan
from worlds import cohort, people, with_person

if TYPE_CHECKING:
    from matcher.export.kinds import Files

ENGLISH = words_in(Language.ENGLISH)
GIVEN = with_person(cohort(*people(3, 2)), "P3", weekdays=None, name="Thea Third", interpreters=1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return matcher.plan(GIVEN.with_changes("join=P3:P1+H1"))


def files(kind: str, plan: Plan, before: Plan | None = None) -> Files:
    since = None if before is None else Earlier(before, Path())
    return KINDS[kind].files(Wanted(plan, ENGLISH, since))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_tables_name_the_third_and_when_they_are_away(plan: Plan) -> None:
    pairs, attendance = (plan.frame(name).set_index("patient") for name in ("pairs", "attendance"))
    assert pairs.loc["P1", "third_name"] == "Thea Third"
    assert list(attendance.loc["P1", ["third", "third_absent"]]) == ["P3", "1;2;3"]
    assert attendance.loc["P1", "workshop_1"] == "both"
    assert attendance.loc["P2", "third_absent"] == ""


def test_tables_of_plans_without_a_third_have_no_column_for_one() -> None:
    assert "third" not in TABLES["pairs"](matcher.plan(GIVEN)).columns


def test_a_folder_of_a_plan_brings_the_third_back(plan: Plan, tmp_path: Path) -> None:
    matcher.save(plan, tmp_path / "plan")
    again = matcher.open_plan(tmp_path / "plan")
    assert again.pairs == plan.pairs
    assert again.cohort.decisions == plan.cohort.decisions
    assert "third" in (tmp_path / "plan" / "pairs.csv").read_text(encoding="utf-8-sig")
    assert load(tmp_path / "plan" / "cohort").people == GIVEN.people


def test_the_letters_tell_all_three_with_whom_they_work(plan: Plan) -> None:
    (content,) = files("letters", plan, matcher.plan(GIVEN.with_changes("lock=P1+H1"))).values()
    told = {row["person_id"]: row for row in rows(content)}
    assert told["P1"]["partner"] == "H1 and Thea Third"
    assert told["P3"]["partner"] == "P1 and H1"
    assert "You now work with H1 and Thea Third." in told["P1"]["what_changed"]
    assert told["P3"]["role"] == "has a place"


def test_the_calendar_of_a_third_and_of_their_pair() -> None:
    given = with_person(cohort(*people(3, 2)), "P3", name="Thea Third")
    made = files("calendars", matcher.plan(given.with_changes("join=P3:P1+H1")))
    assert any(name.endswith("person-P3.ics") for name in made)
    (pair,) = (text for name, text in made.items() if name.endswith("pair-P1+H1.ics"))
    assert "P1, H1 and Thea Third" in pair.decode().replace("\r\n ", "")


def test_the_sheets_that_print_name_the_third_and_their_interpreter(plan: Plan) -> None:
    page = "".join(text.decode() for text in files("page", plan).values())
    assert "<td>P1 + Thea Third</td><td>H1</td>" in page
    hand_out = next(t.decode() for name, t in files("hand-outs", plan).items() if "P1+H1" in name)
    assert "P1, H1 and Thea Third" in hand_out
    assert "1 interpreter comes along." in hand_out
    assert "Thea Third cannot come." in hand_out


def test_the_workbook_names_the_third_next_to_their_side(plan: Plan) -> None:
    (content,) = files("workbook", plan).values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"P1 + Thea Third", "P1 + H1 + P3"} <= said
    assert "Thea Third, the third of a pair, cannot come to 1, 2 and 3." in said


def test_tables_without_names_have_a_pseudonym_for_the_third(plan: Plan) -> None:
    made = files("pseudonymised", plan)
    assert "Thea Third" not in "".join(
        text.decode() for name, text in made.items() if name.startswith("pseudonymised/")
    )
    pairs = rows(next(text for name, text in made.items() if name.endswith("/pairs.csv")))
    assert sorted(bool(row["third"]) for row in pairs) == [False, True]


def test_the_transparency_record_tells_of_thirds_without_their_few_number(plan: Plan) -> None:
    (record,) = files("transparency", plan).values()
    assert "Some people have joined a pair as its third member." in record.decode()


def test_the_terminal_shows_the_third(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    say_plan(plan, Path("plan"))
    assert "P3 Thea Third" in "".join(capsys.readouterr())


def test_the_question_about_a_third_is_answered_with_their_pair(plan: Plan) -> None:
    said = str(matcher.explain(plan, "P3"))
    assert "has joined P1 and H1 as the third of their pair" in said
