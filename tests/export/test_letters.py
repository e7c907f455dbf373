"""Who is told what: a row each, nothing of anybody else's, and what is new."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matcher.cohort import Cohort
from matcher.export.earlier import Earlier
from matcher.export.kinds import Wanted, export_plan
from matcher.export.letters import FILE, files
from matcher.language import Language, language_of, words_in
from matcher.plans import CatchUp, Plan
from planned import planned

Rows = dict[str, dict[str, str]]


def letters(plan: Plan, before: Plan | None = None, language: Language = Language.ENGLISH) -> Rows:
    since = None if before is None else Earlier(before, Path())
    text = files(Wanted(plan, words_in(language), since))[FILE].decode("utf-8-sig")
    return {row["person_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def changed(plan: Plan, **values: Any) -> Plan:
    return plan.model_copy(update=values).of_cohort(plan.cohort)


@pytest.fixture(scope="module")
def london() -> Plan:
    return planned("london")


def test_everybody_who_is_told_something_has_one_row(london: Plan) -> None:
    rows = letters(london)
    placed = {who for pair in london.pairs for who in pair.members}
    waiting = {one.person for one in london.waiting}
    leaders = {who for one in london.workshops for who in one.facilitators}
    leaders |= {pair.facilitator for pair in london.pairs if pair.facilitator}
    assert rows.keys() == placed | waiting | leaders
    assert {who for who, row in rows.items() if row["role"] == "has a place"} == placed
    assert {who for who, row in rows.items() if row["role"] == "waiting"} == waiting
    assert {row["tell"] for row in rows.values()} == {"yes"}
    assert {row["changes"] for row in rows.values()} == {"new"}


def test_a_row_says_with_whom_on_what_when_and_where(london: Plan) -> None:
    pair = london.pairs[0]
    people = {one.person_id: one for one in london.cohort.people}
    row = letters(london)[pair.patient]
    assert row["greeting"] == f"Dear {people[pair.patient].name}"
    assert row["email"] == people[pair.patient].email
    assert row["partner"] == people[pair.professional or ""].name
    assert row["workshop_1_date"] == london.workshops[0].date.isoformat()
    assert row["workshop_1_day"] == words_in(Language.ENGLISH).long_day(london.workshops[0].date)
    assert row["workshop_1_venue"] == "Lantern Rooms"
    days = [one.date.isoformat() for one in london.check_ins if one.patient == pair.patient]
    assert row["check_in_dates"].split("; ") == days


def test_no_row_holds_what_is_others_own(london: Plan) -> None:
    by_id = {one.person_id: one for one in london.cohort.people}
    rows = letters(london)
    for identity, row in rows.items():
        text = " ".join(row.values())
        others = [one for one in by_id.values() if one.person_id != identity]
        assert not [one.email for one in others if one.email in text]
        assert not [one.organisation for one in others if one.organisation in text.split("; ")]
    alone = [
        (one, other)
        for pair in london.pairs
        for one, other in (pair.members, pair.members[::-1])
        if by_id[one].access_needs and not by_id[other].access_needs
    ]
    assert alone
    for one, other in alone:
        assert rows[one]["access"].startswith(("step-free access", "a hearing loop", "a quiet"))
        assert rows[other]["access"] in ("", "1 supporter", "1 interpreter")


def test_only_ones_own_absence_is_noted(plan: Plan) -> None:
    rows = letters(plan)
    assert rows["P2"]["workshop_3_note"] == "as far as we know, you cannot come"
    assert rows["H2"]["workshop_3_note"] == ""
    assert rows["P1"]["workshop_2_note"] == "you come, though you said: only if needed"
    assert rows["H1"]["workshop_2_note"] == ""


def test_what_is_new_is_told_and_to_those_only_whom_it_concerns(plan: Plan) -> None:
    first, second = plan.pairs
    moved = plan.workshops[1].model_copy(update={"date": date(2027, 4, 6)})
    now = changed(
        plan,
        pairs=(
            first.model_copy(update={"professional": "H3"}),
            second.model_copy(update={"project": "PR1"}),
        ),
        workshops=(plan.workshops[0], moved, plan.workshops[2]),
        check_ins=(),
        waiting=(plan.waiting[0], plan.waiting[1].model_copy(update={"person": "H1"})),
    )
    rows = letters(now, plan)
    assert rows["P1"]["changes"] == "new_partner;changed_date;changed_check_ins"
    assert "Your partner is now 李小龙." in rows["P1"]["what_changed"]
    assert (
        "Workshop 2 moves from Tuesday 30 March 2027 to Tuesday 6 April 2027."
        in rows["P1"]["what_changed"]
    )
    assert rows["P2"]["changes"] == "new_project;changed_date"
    assert rows["H3"]["changes"] == "place_offered"
    assert rows["H1"]["changes"] == "place_withdrawn"
    assert rows["-P3"]["changes"] == "nothing_new"
    assert rows["-P3"]["tell"] == "no"


def test_venues_catch_ups_and_facilitators_that_change_are_told(plan: Plan) -> None:
    day = CatchUp(
        patient="P2", professional="H2", workshop=3, date=date(2027, 5, 4), facilitator="F2"
    )
    last = plan.workshops[2].model_copy(update={"venue": "V1", "facilitators": ("F2",)})
    now = changed(
        plan,
        pairs=(plan.pairs[0].model_copy(update={"facilitator": "F2"}), plan.pairs[1]),
        workshops=(*plan.workshops[:2], last),
        catch_ups=(day,),
    )
    rows = letters(now, plan)
    assert rows["P2"]["changes"] == "changed_venue;changed_catch_ups"
    assert rows["P2"]["catch_ups"] == "Tuesday 4 May 2027 with Jo"
    assert rows["H1"]["changes"] == "changed_venue;changed_facilitator"
    assert rows["-F1"]["changes"] == "changed_date"
    assert "You need not come to workshop 3" in rows["-F1"]["what_changed"]
    assert rows["F2"]["changes"] == "changed_venue;changed_pairs;changed_catch_ups"


def test_somebody_who_left_is_told_unless_they_take_their_consent_back(
    plan: Plan, cohort: Cohort
) -> None:
    now = changed(plan, pairs=plan.pairs[:1], waiting=())
    rows = letters(now, plan)
    assert rows["P2"]["changes"] == "place_withdrawn"
    assert rows["H3"]["changes"] == "no_longer_waiting"
    people = tuple(
        one.model_copy(update={"consent": one.person_id != "P2"}) for one in cohort.people
    )
    without = now.of_cohort(cohort.model_copy(update={"people": people}))
    assert "P2" not in letters(without, plan)


def test_the_file_opens_with_its_accents_and_runs_nothing(plan: Plan) -> None:
    content = files(Wanted(plan, words_in(Language.ENGLISH)))[FILE]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = letters(plan)
    assert rows["P2"]["name"] == "Zoë, née Brontë"
    assert rows["P1"]["name"] == '\'=HYPERLINK("x")'
    for identity, row in rows.items():
        cells = [cell for name, cell in row.items() if name != "person_id"]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))], identity


def test_people_in_lyon_are_written_to_in_french() -> None:
    plan = planned("lyon")
    rows = letters(plan, language=language_of(plan.cohort))
    row = rows[plan.pairs[0].patient]
    assert row["greeting"].startswith("Bonjour ")
    assert row["what_changed"] == "Vous avez une place."
    assert row["workshop_1_day"] == "jeudi 21 janvier 2027"


@pytest.mark.parametrize("name", ["course", "buddies"])
def test_programmes_without_pairs_or_workshops_have_letters_too(name: str) -> None:
    plan = planned(name)
    row = letters(plan)[plan.pairs[0].patient]
    assert (row["partner"] == "") is (name == "course")
    assert ("workshop_1_day" in row) is (name == "course")


def test_the_next_export_into_the_same_folder_tells_what_is_new(plan: Plan, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_plan(plan, out, kinds=["letters"])
    export_plan(plan, out, kinds=["letters"], force=True)
    text = (out / FILE).read_text(encoding="utf-8-sig")
    assert {row["changes"] for row in csv.DictReader(io.StringIO(text))} == {"nothing_new"}
