"""Everybody without a place is told why, and what they are told is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import brute
from cohorts import random_cohort
from matcher.cohort import CalendarRow, Cohort, Project
from matcher.pipeline import plan
from matcher.plans import Outcome, Plan
from matcher.programme import Weekday
from matcher.scores import Scorer
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.waiting import waiting_list
from worlds import WEEK, cohort, people, person, with_person, with_rules

UNCLEAR = "the search ended before it was clear whether there is a place for one more pair"
WIDE = {"programme.pairs": 5}


def reasons(given: Cohort) -> dict[str, str]:
    made = plan(given)
    assert made.status is Outcome.OPTIMAL
    return {one.person: one.reason for one in made.waiting}


def test_nobody_waits_where_everybody_has_a_place() -> None:
    assert reasons(cohort(*people(2, 2))) == {}


def test_there_are_no_more_places_than_wanted() -> None:
    told = reasons(cohort(*people(3, 2)))
    assert list(told.values()) == ["no place left: 2 pairs wanted, 2 formed"]


def test_those_who_wait_stand_in_the_order_of_their_ids() -> None:
    told = reasons(cohort(*people(5, 4)))
    assert list(told) == sorted(told)
    assert len(told) == 5


def test_only_applicants_wait() -> None:
    absent = (person("P8", consent=False), person("P9", status="withdrawn"))
    assert set(reasons(cohort(*people(2, 2), *absent))) == set()


def test_somebody_whom_nobody_may_be_paired_with_hears_the_commonest_reason() -> None:
    given = with_person(cohort(*people(3, 3)), "P3", avoids=("H1",), languages=("Welsh",))
    given = with_person(with_person(given, "H2", languages=("English",)), "H3", languages=("Urdu",))
    assert reasons(given)["P3"] == "no allowed partner: no language in common (2 of 3)"


def test_somebody_whose_partners_are_all_kept_for_a_lock() -> None:
    given = cohort(*people(2, 1), rules=WIDE)
    locked = given.model_copy(
        update={"decisions": given.decisions.model_copy(update={"locked": (("P1", "H1"),)})}
    )
    kept = "no allowed partner: everybody else is kept for a locked pair"
    assert reasons(locked) == {"P2": kept}


def test_somebody_whose_partners_are_all_in_other_pairs() -> None:
    taken = "everybody whom they may be paired with is in another pair"
    assert list(reasons(cohort(*people(3, 2), rules=WIDE)).values()) == [taken]


def test_two_who_applied_together_and_cannot_come_wait_together() -> None:
    given = with_rules(cohort(*people(2, 2), rules=WIDE), workshops={"weekdays": WEEK[:2]})
    given = with_person(given, "P1", partner_id="H1", weekdays=(Weekday.FRI,))
    told = reasons(given)
    said = "applied together with {}, and on these dates the two cannot be placed"
    assert told == {"P1": said.format("H1"), "H1": said.format("P1")}


def test_somebody_who_cannot_come_often_enough() -> None:
    given = with_rules(cohort(*people(2, 2), rules=WIDE), workshops={"weekdays": WEEK[:2]})
    told = reasons(with_person(given, "P1", weekdays=(Weekday.FRI,)))
    assert "P1" in told
    assert told["P1"].endswith("on these dates, attend at least 2 of 3 workshops together")


def test_somebody_who_cannot_come_to_a_workshop_for_everyone() -> None:
    settings = {"weekdays": (Weekday.TUE,), "min_gap_days": 7, "max_gap_days": 7, "everyone": (2,)}
    window = {"start": date(2027, 1, 11), "end": date(2027, 1, 29)}
    closed = date(2027, 1, 19)
    away = CalendarRow(date_from=closed, date_to=closed, kind="blocked", area="North")
    given = cohort(*people(2, 2), rules=WIDE, calendar=(away,))
    given = with_rules(given, workshops=settings, programme=window)
    told = reasons(with_person(given, "P1", area="North"))
    assert told["P1"].endswith("attend at least 2 of 3 workshops together, number 2 among them")


def test_those_who_wait_because_of_the_limits_on_projects() -> None:
    projects = (Project(project_id="A", title="A", max_pairs=1),)
    told = reasons(cohort(*people(2, 2, themes=("A",)), projects=projects))
    assert set(told.values()) == {"another pair would break the limits on projects"}
    assert len(told) == 2


def test_when_the_search_was_stopped_nobody_is_told_that_there_is_no_place() -> None:
    given = cohort(*people(2, 2, themes=("A",)), projects=(Project(project_id="A", title="A"),))
    problem, scores = build_problem(given), Scorer(given).all()
    best = solve(problem, Budget(60))
    stopped = replace(best, outcome=Outcome.FEASIBLE, pairs=best.pairs[:1], most_proven=False)
    told = {one.reason for one in waiting_list(given, scores, problem, stopped)}
    assert told == {UNCLEAR}
    proven = replace(stopped, most_proven=True)
    assert UNCLEAR not in {one.reason for one in waiting_list(given, scores, problem, proven)}


def judge(given: Cohort, made: Plan) -> set[str]:
    """Look for every reason whether it is so, straight from the records; return the kinds."""
    book = brute.Book(given)
    dates = tuple(workshop.date for workshop in made.workshops)
    placed = {one for pair in made.pairs for one in (pair.patient, pair.professional)}
    kinds = set()
    for one in made.waiting:
        ours = one.person in book.patients
        others = book.professionals if ours else book.patients
        pairs = [(one.person, other) if ours else (other, one.person) for other in others]
        allowed = [pair for pair in pairs if not book.barred(*pair)]
        free = [pair for pair in allowed if not set(pair) & placed]
        can_come = [pair for pair in free if not book.cannot_meet(*pair, dates)]
        kind = one.reason.split(":")[0].split(",")[0]
        kinds.add(kind)
        if kind == "no place left":
            assert len(made.pairs) == book.wanted
        elif kind == "no allowed partner":
            locked = {who for couple in book.locked for who in couple}
            assert all(locked & set(pair) for pair in allowed)
        elif kind == "everybody whom they may be paired with is in another pair":
            assert not [pair for pair in free if not set(pair) & book.must_be_placed]
        elif kind == "nobody who is free and whom they may be paired with can":
            assert free
            assert not can_come
        elif kind == "another pair would break the limits on projects":
            assert can_come
            formed = [(pair.patient, pair.professional) for pair in made.pairs]
            assert not any(book.projects_work([*formed, pair]) for pair in can_come)
        else:
            assert kind.startswith("applied together with")
            assert len(allowed) <= 1
    return kinds


def test_whatever_those_who_wait_are_told_is_so() -> None:
    seen: set[str] = set()
    for seed in range(30):
        given = random_cohort(seed, impossible=0.0, few_wanted=0.1)
        made = plan(given)
        if made.status is Outcome.OPTIMAL:
            seen |= judge(given, made)
    assert len(seen) >= 5


@pytest.mark.slow
def test_whatever_those_who_wait_are_told_is_so_in_many_more() -> None:
    for seed in range(2_000, 2_030):
        given = random_cohort(seed, impossible=0.0, few_wanted=0.1, limits=1.0, everyone=0.5)
        made = plan(given)
        if made.status is Outcome.OPTIMAL:
            judge(given, made)
