"""Invitations, replies and who came: what they do to the plan that is running."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

import matcher
from matcher.cohort import Answer, Cohort
from matcher.dates import Code, answers
from matcher.errors import InputError
from matcher.files import read_notes, write_folder
from matcher.follow_up import FollowUp, unanswered
from matcher.following_up import note_follow_up, read_follow_up
from matcher.plans import Plan
from shells import Ask
from worlds import cohort, people

GIVEN = cohort(*people(2, 2))


def note(who: str, number: int, **values: object) -> FollowUp:
    return FollowUp.model_validate({"person_id": who, "workshop": number, **values})


@pytest.fixture
def plan() -> Plan:
    return matcher.plan(GIVEN)


def said(given: Cohort, who: str, day: date) -> Code:
    (person,) = (one for one in given.people if one.person_id == who)
    return Code(int(answers(given, [person], [day])[0, 0]))


def test_what_was_held_and_announced_is_known_and_nothing_moves(plan: Plan) -> None:
    after = note_follow_up(plan, held=1, announced=2)
    assert [one.state.value for one in after.workshops] == ["held", "announced", "planned"]
    assert [one.date for one in after.workshops] == [one.date for one in plan.workshops]
    assert {pair.couple for pair in after.pairs} == {pair.couple for pair in plan.pairs}
    assert after.cohort.current_plan is not None
    assert plan.workshops[0].state.value == "planned"


def test_who_declines_cannot_come_on_that_day_and_who_accepts_can(plan: Plan) -> None:
    day = plan.workshops[1].date
    refused = GIVEN.model_copy(update={"availability": {"P2": {day: Answer.NO}}})
    rows = [note("P1", 2, reply="declined"), note("P2", 2, reply="accepted")]
    after = note_follow_up(plan.of_cohort(refused), rows, announced=2)
    assert after.workshops[1].date == day
    assert after.workshops[1].absent == ("P1",)
    assert said(after.cohort, "P2", day) is Code.YES


def test_a_reply_is_about_its_day_and_not_about_the_day_that_the_workshop_moves_to(
    plan: Plan,
) -> None:
    after = note_follow_up(plan, [note("P1", 3, reply="declined")])
    (row,) = after.cohort.follow_up
    assert row.date == plan.workshops[2].date
    moved = matcher.plan(after.cohort.with_changes(f"block={row.date}"))
    assert moved.workshops[2].date != row.date
    assert moved.workshops[2].absent == ()


def test_who_did_not_come_missed_the_workshop_and_who_came_did_not(plan: Plan) -> None:
    before = plan.workshops[0].model_copy(update={"absent": ("H1",)})
    running = plan.model_copy(update={"workshops": (before, *plan.workshops[1:])})
    rows = [note("P1", 1, came=False), note("H1", 1, came=True)]
    after = note_follow_up(running.of_cohort(GIVEN), rows, held=1)
    assert after.workshops[0].absent == ("P1",)
    missed = {pair.patient: pair.missed for pair in after.pairs}
    assert missed == {"P1": 1, "P2": 0}


def test_that_somebody_did_not_come_counts_only_once_the_workshop_was_held(plan: Plan) -> None:
    after = note_follow_up(plan, [note("P1", 2, came=False)], held=1)
    assert after.workshops[1].absent == ()
    assert note_follow_up(after, held=2).workshops[1].absent == ("P1",)


def test_news_leave_what_they_do_not_speak_of(plan: Plan) -> None:
    after = note_follow_up(plan, [note("P1", 1, invited=True, reply="accepted")])
    (row,) = note_follow_up(after, [note("P1", 1, came=True)], held=1).cohort.follow_up
    assert (row.invited, row.reply, row.came) == (True, "accepted", True)


def test_invitations_without_an_answer_are_known_until_the_workshop_was_held(plan: Plan) -> None:
    rows = [note("P1", 1, invited=True), note("P2", 2, invited=True), note("H1", 2, invited=False)]
    after = note_follow_up(plan, rows)
    assert unanswered(after.cohort) == {(1, 0): ("P1",), (2, 0): ("P2",)}
    assert unanswered(note_follow_up(after, held=1).cohort) == {(2, 0): ("P2",)}
    told = str(matcher.explain(after, "P2"))
    assert "No answer yet to the invitation to workshop 2." in told


def test_a_note_after_which_nothing_works_says_so_and_loses_no_plan(plan: Plan) -> None:
    rows = [note("P1", number, came=False) for number in (1, 2)]
    after = note_follow_up(plan, rows, held=2)
    assert after.status.value == "infeasible"
    eased = matcher.plan(after.cohort.with_changes("rule=workshops.max_missed=2"))
    assert {pair.couple for pair in eased.pairs} == {pair.couple for pair in plan.pairs}
    better = note_follow_up(after, [note("P1", 2, came=True)])
    assert better.status.value == "optimal"


def test_notes_on_nobody_or_on_no_workshop_are_refused_together(plan: Plan) -> None:
    with pytest.raises(InputError, match="nobody has this id") as caught:
        note_follow_up(plan, [note("P9", 1, came=True), note("P1", 4, came=True)], held=5)
    assert [problem.value for problem in caught.value.problems] == ["P9", "4", "5"]


def test_a_row_is_about_a_workshop_or_a_check_in() -> None:
    with pytest.raises(ValidationError, match="either workshop or after_workshop"):
        FollowUp(person_id="P1", workshop=1, after_workshop=1)


def test_a_person_has_one_row_for_an_occasion() -> None:
    rows = [note("P1", 1, came=True), note("P1", 1, came=False)]
    with pytest.raises(ValidationError, match="one row a person"):
        Cohort.model_validate({**dict(GIVEN), "follow_up": rows})


def test_the_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    rows = (
        note("H1", 2, invited=True, reply="declined", date=date(2027, 2, 2)),
        FollowUp(person_id="P1", after_workshop=1, came=True),
    )
    given = GIVEN.model_copy(update={"follow_up": rows})
    write_folder(given, tmp_path / "folder")
    assert matcher.load(tmp_path / "folder").follow_up == rows
    matcher.write_workbook(given, tmp_path / "book.xlsx")
    assert matcher.load(tmp_path / "book.xlsx").follow_up == rows


BAD = """person_id,workshop,after_workshop,invited,reply,came
P9,1,,yes,,
P1,7,,yes,,
P2,1,1,yes,,
H1,1,,maybe,,
H2,2,,yes,,
H2,2,,,accepted,
"""


def test_what_is_wrong_with_the_table_is_said_row_by_row(tmp_path: Path) -> None:
    write_folder(GIVEN, tmp_path)
    (tmp_path / "follow_up.csv").write_text(BAD)
    found = matcher.inspect(tmp_path).problems
    errors = {one.row: one.message for one in found if one.file == "follow_up.csv" and one.row}
    assert "nobody has this id" in errors[2]
    assert "no workshop with this number" in errors[3]
    assert "both are filled in" in errors[4]
    assert errors.keys() == {2, 3, 4, 5, 7}


def test_check_lists_answers_worth_asking_for(tmp_path: Path) -> None:
    rows = tuple(note(who, 2, invited=True) for who in ("P1", "P2"))
    write_folder(GIVEN.model_copy(update={"follow_up": rows}), tmp_path)
    (told,) = (one for one in matcher.inspect(tmp_path).problems if one.column == "reply")
    assert (told.value, told.message) == (
        "P1, P2",
        "2 not answered yet: the invitation to workshop 2",
    )


def test_the_attendance_table_shows_what_is_known(plan: Plan) -> None:
    rows = [note("P1", 1, came=True), note("H1", 1, came=False), note("P2", 1, reply="declined")]
    table = note_follow_up(plan, rows, held=1).frame("attendance").set_index("patient")
    assert table.loc["P1", "follow_up_1"] in ("P1 came", "P1 came; H1 did not come")
    assert "follow_up_2" not in table.columns


def test_a_lone_file_is_read_with_all_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("person_id,workshop,came\nP1,1,yes\nP2,one,perhaps\n")
    with pytest.raises(InputError, match=r"register\.csv") as caught:
        read_follow_up(file)
    assert {problem.row for problem in caught.value.problems} == {3}
    file.write_text("person_id,workshop,came\nP1,1,yes\n")
    assert read_notes(file)[0] == (note("P1", 1, came=True),)


def test_the_command_writes_a_new_folder_and_leaves_the_old_one(
    ask: Ask, plan: Plan, tmp_path: Path
) -> None:
    before, after = matcher.save(plan, tmp_path / "one"), tmp_path / "two"
    text = (before / "plan.json").read_text()
    people = ("--person", "P1", "--person", "H1", "--workshop", "1", "--came", "yes")
    states = ("--held", "1", "--announced", "2")
    assert ask("follow-up", before, *people, *states, "--out", after)[0] == 0
    made = matcher.open_plan(after)
    assert {row.person_id for row in made.cohort.follow_up} == {"P1", "H1"}
    assert [one.state.value for one in made.workshops] == ["held", "announced", "planned"]
    assert (before / "plan.json").read_text() == text
    code, _, err = ask("follow-up", before, "--held", "1", "--out", before)
    assert code == 2
    assert "--force" in err


@pytest.mark.parametrize(
    "arguments",
    [(), ("--person", "P1"), ("--person", "P1", "--workshop", "1"), ("--came", "yes")],
)
def test_the_command_asks_for_what_a_note_needs(
    ask: Ask, plan: Plan, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder = matcher.save(plan, tmp_path / "one")
    code, _, err = ask("follow-up", folder, *arguments, "--out", tmp_path / "two")
    assert code == 2
    assert "--person" in err
