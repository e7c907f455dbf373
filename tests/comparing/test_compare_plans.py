"""What differs between two plans: pairs, people, days, worth, rules, and who is told."""

from __future__ import annotations

import csv
import io
import logging
from datetime import date, timedelta
from typing import Any

import pytest

import matcher
from matcher.cohort import Cohort, Facilitator, Project, Venue
from matcher.comparing.differences import Comparison, Fate
from matcher.comparing.tables import TABLES, told_csv
from matcher.plans import CheckIn, Outcome, Plan
from worlds import WEEK, person, with_person, with_rules
from worlds import cohort as cohort_of


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    names = {"P1": "Asha", "P2": "Ben", "P3": "Cleo", "H1": "Dr Day", "H2": "Eve", "H3": "Finn"}
    return cohort_of(
        *(person(one, name=name, email=f"{one}@x.example") for one, name in names.items()),
        venues=(Venue(venue_id="V1", name="Hall", extra={"email": "hall@x.example"}),),
        facilitators=(Facilitator(facilitator_id="F1", name="Flo", weekdays=WEEK),),
        projects=(Project(project_id="PR1", title="Sleep"),),
        rules={"workshops.facilitators": 1},
    )


@pytest.fixture(scope="module")
def plan(cohort: Cohort) -> Plan:
    return matcher.plan(cohort)


def changed(plan: Plan, **values: Any) -> Plan:
    return plan.model_copy(update=values).of_cohort(plan.cohort)


def repaired(plan: Plan) -> Plan:
    """Return the plan with the second pair's professional taken from the waiting list."""
    first, second = plan.pairs
    came = next(one for one in plan.waiting if one.person.startswith("H"))
    rest = [one for one in plan.waiting if one != came]
    gone = came.model_copy(update={"person": second.professional})
    pair = second.model_copy(update={"professional": came.person})
    return changed(plan, pairs=(first, pair), waiting=(*rest, gone))


def moved(plan: Plan, days: int = 1) -> Plan:
    *others, last = plan.workshops
    later = last.model_copy(update={"date": last.date + timedelta(days=days)})
    return changed(plan, workshops=(*others, later))


def test_equal_plans_differ_in_nothing(plan: Plan) -> None:
    found = matcher.compare(plan, plan)
    assert not found.differs
    assert found.told == ()
    assert found.lines()[-1] == "Nothing differs."
    assert found.lines("fr")[-1] == "Rien ne diffère."


def test_a_new_partner_is_told_with_whom_before_and_after(plan: Plan) -> None:
    now = repaired(plan)
    found = matcher.compare(plan, now)
    old, new = plan.pairs[1].members, now.pairs[1].members
    assert [one.members for one in found.of_pairs(Fate.KEPT)] == [plan.pairs[0].members]
    assert [one.members for one in found.of_pairs(Fate.GONE)] == [old]
    assert [one.members for one in found.of_pairs(Fate.MADE)] == [new]
    people = {one.person: one for one in found.people}
    assert people.keys() == {*old, *new}
    assert people[old[0]].partners_before == (old[1],)
    assert people[old[0]].partners_after == (new[1],)
    assert (people[new[1]].role_before, people[new[1]].role_after) == ("waiting", "placed")
    assert (people[old[1]].role_before, people[old[1]].role_after) == ("placed", "waiting")
    text = "\n".join(found.lines())
    assert "1 of 2 pairs stay as they are." in text
    assert "comes in from the waiting list." in text
    assert "loses the place and waits." in text


def test_who_comes_in_is_told_partner_and_dates_and_the_others_only_what_is_new(
    plan: Plan,
) -> None:
    now = repaired(plan)
    told = {one.id: one for one in matcher.compare(plan, now).told}
    patient, came = now.pairs[1].members
    assert plan.pairs[0].patient not in told
    assert told[came].text.startswith("You now have a place. Your partner is now ")
    assert told[came].text.count("New for you: workshop") == 3
    assert "workshop" not in told[patient].text
    assert told[came].email == f"{came}@x.example"


def test_a_moved_date_is_told_to_everybody_placed_facilitator_and_venue_too(plan: Plan) -> None:
    now = moved(plan)
    found = matcher.compare(plan, now)
    difference = found.workshops[2]
    assert difference.changes == ("date",)
    assert difference.date_after == now.workshops[2].date
    told = {one.id: one.text for one in found.told}
    placed = {who for pair in plan.pairs for who in pair.members}
    assert told.keys() == {*placed, "F1", "V1"}
    assert "No longer needed with you" in told["V1"]
    assert all("Workshop 3 moves from" in told[who] for who in placed | {"F1"})


def test_who_can_no_longer_come_to_a_moved_date_is_named(plan: Plan) -> None:
    away = plan.pairs[0].patient
    now = moved(plan)
    last = now.workshops[2].model_copy(update={"absent": (away,)})
    now = changed(now, workshops=(*now.workshops[:2], last))
    difference = matcher.compare(plan, now).workshops[2]
    assert difference.cannot_come == (away,)
    assert (difference.together_before, difference.together_after) == (2, 1)


def test_check_ins_move_come_and_go(plan: Plan) -> None:
    pair = plan.pairs[0]
    day = date(2027, 2, 1)

    def check_in(after: int, when: date) -> CheckIn:
        return CheckIn(
            patient=pair.patient,
            professional=pair.professional,
            after_workshop=after,
            date=when,
            facilitator="F1",
        )

    before = changed(plan, check_ins=(check_in(1, day), check_in(2, day)))
    after = changed(plan, check_ins=(check_in(1, day + timedelta(days=1)), check_in(3, day)))
    found = matcher.compare(before, after)
    assert [(one.workshop, one.fate) for one in found.meetings] == [
        (1, Fate.CHANGED),
        (2, Fate.GONE),
        (3, Fate.MADE),
    ]
    told = {one.id: one.text for one in found.told}
    assert told.keys() == {*pair.members, "F1"}
    assert "moves from Monday 1 February 2027 to Tuesday 2 February 2027" in told[pair.patient]
    assert "The check-in on Monday 1 February 2027 with Flo is off." in told[pair.patient]


def test_both_are_revalued_under_the_other_rules_and_broken_rules_are_named(
    cohort: Cohort, plan: Plan
) -> None:
    strict = with_rules(cohort, pairing={"min_fit": 1000}, costs={"missed_workshop": 7})
    other = plan.of_cohort(strict)
    found = matcher.compare(plan, other)
    assert [one.key for one in found.settings] == ["pairing.min_fit", "costs.missed_workshop"]
    worth = {(one.plan, one.rules): one for one in found.worths}
    assert {one.rule for one in worth["first", "second"].breaks} >= {"pairing.min_fit"}
    assert worth["second", "first"].breaks == ()
    assert worth["second", "first"].total == worth["first", "first"].total
    assert any("It breaks pairing.min_fit there" in line for line in found.lines())
    under = matcher.compare(plan, other, under="first")
    assert {(one.plan, one.rules) for one in under.worths} == {
        ("first", "first"),
        ("second", "second"),
        ("second", "first"),
    }


def test_a_plan_has_no_worth_where_its_people_are_missing(cohort: Cohort, plan: Plan) -> None:
    gone = plan.pairs[0].patient
    others = tuple(one for one in cohort.people if one.person_id != gone)
    second = matcher.plan(cohort.model_copy(update={"people": others}))
    found = matcher.compare(plan, second)
    worth = next(one for one in found.worths if (one.plan, one.rules) == ("first", "second"))
    assert worth.total is None
    assert "pairs.sides" in {one.rule for one in worth.breaks}
    assert [(one.person, one.fate) for one in found.applicants] == [(gone, Fate.GONE)]


def test_answers_that_differ_are_named_but_not_repeated(cohort: Cohort, plan: Plan) -> None:
    secret = with_person(cohort, "P1", goals=("a secret",))
    found = matcher.compare(plan, plan.of_cohort(secret))
    assert [(one.person, one.fields) for one in found.applicants] == [("P1", ("goals",))]
    assert "secret" not in found.model_dump_json()


def test_the_other_way_round_is_the_mirror_image(plan: Plan) -> None:
    now = moved(repaired(plan))
    there, back = matcher.compare(plan, now), matcher.compare(now, plan)
    swapped = {Fate.MADE: Fate.GONE, Fate.GONE: Fate.MADE}
    mirrored = {
        (one.members, swapped.get(one.fate, one.fate), one.after, one.before) for one in there.pairs
    }
    assert {(one.members, one.fate, one.before, one.after) for one in back.pairs} == mirrored
    assert {(one.person, one.partners_before) for one in there.people} == {
        (one.person, one.partners_after) for one in back.people
    }
    assert [one.date_before for one in there.workshops] == [
        one.date_after for one in back.workshops
    ]
    assert {one.id for one in there.told} == {one.id for one in back.told}


def test_it_comes_back_from_json_and_has_frames(plan: Plan) -> None:
    found = matcher.compare(plan, moved(repaired(plan)))
    assert Comparison.model_validate_json(found.model_dump_json()) == found
    for name in TABLES:
        assert len(found.frame(name)) == len(getattr(found, name))
    with pytest.raises(ValueError, match="no table 'nothing'"):
        found.frame("nothing")


def test_the_list_to_send_runs_no_formula_and_no_name_is_logged(
    cohort: Cohort, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    named = with_person(cohort, plan.pairs[0].patient, name="=1+1")
    known = plan.of_cohort(named)
    found = matcher.compare(known, moved(plan).of_cohort(named), language="fr")
    rows = list(csv.DictReader(io.StringIO(told_csv(found).decode("utf-8-sig"))))
    assert "'=1+1" in {row["name"] for row in rows}
    assert all("L'atelier 3" in row["text"] for row in rows if row["kind"] == "participant")
    assert caplog.records == []


def test_a_plan_without_pairs_is_refused_by_which_it_is(plan: Plan) -> None:
    empty = changed(plan, objective=None, pairs=(), workshops=(), status=Outcome.INFEASIBLE)
    with pytest.raises(matcher.InputError, match="the second plan holds no pairs"):
        matcher.compare(plan, empty)
    with pytest.raises(matcher.InputError, match="the first plan holds no pairs"):
        matcher.compare(empty, plan)
