"""How much room the rules leave is what plain counting finds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from by_hand import parts_of
from cohorts import random_cohort
from matcher.allowed import partners
from matcher.cohort import CalendarRow, Cohort, Facilitator, Person, Status, Venue
from matcher.dates import candidate_dates
from matcher.language import Language, words_in
from matcher.language.room_in_words import DAY_RULES, PAIR_RULES, room_in_words
from matcher.public_holidays import public_holidays
from matcher.room import DateRoom, SideRoom, Taken, date_room, pair_room, room
from matcher.scores import REASON_KEYS, Scorer
from worlds import cohort as cohort_of
from worlds import people, person, with_decisions, with_person, with_rules

BY_PERSON = ("consent", "withdrawn", "conflicts", "avoids", "partner", "min_fit")


def days_of(cohort: Cohort) -> list[date]:
    settings = cohort.programme.programme
    span = (settings.end - settings.start).days + 1
    return [settings.start + timedelta(days=number) for number in range(span)]


def taken_by(found: tuple[Taken, ...]) -> dict[str, tuple[int, int]]:
    return {one.rule: (one.by_itself, one.alone) for one in found}


def counted(barred: list[set[str]]) -> dict[str, tuple[int, int]]:
    """Return rule -> how many it speaks against, and how many nothing else speaks against."""
    rules = set().union(*barred)
    return {
        rule: (sum(rule in one for one in barred), sum({rule} == one for one in barred))
        for rule in rules
    }


def against(cohort: Cohort, one: Person, other: Person) -> set[str]:
    """Return which rules on people and on the fit speak against a pair."""
    ids, together = {one.person_id, other.person_id}, partners(cohort)
    fit = sum(parts_of(cohort, one, other).values())
    found = {
        "consent": not (one.consent and other.consent),
        "withdrawn": "withdrawn" in (one.status, other.status),
        "conflicts": other.person_id in one.conflicts or one.person_id in other.conflicts,
        "avoids": other.person_id in one.avoids or one.person_id in other.avoids,
        "partner": any(together.get(who, ours) not in ids for who in ids for ours in ids),
        "min_fit": fit < cohort.programme.pairing.min_fit,
    }
    return {rule for rule, speaks in found.items() if speaks}


@pytest.mark.parametrize("seed", range(12))
def test_pairs_are_counted_as_one_counts_them_one_by_one(seed: int) -> None:
    cohort = random_cohort(seed)
    if not cohort.programme.pairing.form_pairs:
        cohort = with_rules(cohort, pairing={"form_pairs": True})
    cohort = with_rules(cohort, pairing={"min_fit": 450})
    found, allowed = pair_room(cohort), Scorer(cohort).all().allowed
    assert found.allowed == allowed.sum()
    assert found.pairs == len(cohort.patients) * len(cohort.professionals)
    assert found.patients.with_partner == allowed.any(axis=1).sum()
    assert found.professionals.with_partner == allowed.any(axis=0).sum()
    assert found.patients.people == sum(one.is_applicant for one in cohort.patients)
    plain = counted(
        [against(cohort, one, other) for one in cohort.patients for other in cohort.professionals]
    )
    by_rule = taken_by(found.taken)
    for rule in BY_PERSON:
        assert by_rule.get(rule, (0, 0))[0] == plain.get(rule, (0, 0))[0], rule
    assert sum(alone for _, alone in by_rule.values()) <= found.pairs - found.allowed


@pytest.mark.parametrize("seed", range(8))
def test_candidate_dates_are_those_that_a_plan_may_use(seed: int) -> None:
    cohort = random_cohort(seed)
    found = date_room(cohort)
    assert found.candidates == len(candidate_dates(cohort).days)
    assert found.days == len(days_of(cohort))
    settings = cohort.programme.programme
    allowed = {day.number for day in cohort.programme.workshops.weekdays}
    free = public_holidays(settings.country, settings.subdivision, settings.start, settings.end)
    by_rule = taken_by(found.taken)
    weekdays = sum(day.weekday() not in allowed for day in days_of(cohort))
    assert by_rule.get("weekday", (0, 0))[0] == weekdays
    assert by_rule.get("holiday", (0, 0))[0] == len(free)


def test_what_each_rule_takes_of_the_days_is_counted_by_itself_and_alone() -> None:
    tuesdays = Facilitator(facilitator_id="F1", weekdays=("Tue", "Wed"))
    easter = CalendarRow(date_from=date(2027, 3, 1), date_to=date(2027, 3, 7), kind="blocked")
    hall = Venue(venue_id="V1", capacity=20, dates=tuple(days_in(2027, 2)))
    cohort = cohort_of(
        *people(2, 2),
        rules={"workshops.facilitators": 1},
        facilitators=(tuesdays,),
        calendar=(easter,),
        venues=(hall,),
    )
    plain = counted(
        [
            {
                rule
                for rule, speaks in {
                    "weekday": day.weekday() > 4,
                    "blocked": date(2027, 3, 1) <= day <= date(2027, 3, 7),
                    "venue": day.month != 2,
                    "facilitators": day.weekday() not in (1, 2),
                }.items()
                if speaks
            }
            for day in days_of(cohort)
        ]
    )
    found = date_room(cohort)
    assert taken_by(found.taken) == plain
    assert found.candidates == 8, "the Tuesdays and Wednesdays of February"
    assert [one.by_itself for one in found.taken] == sorted(
        (one.by_itself for one in found.taken), reverse=True
    )


def days_in(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for n in range(31) if (day := first + timedelta(days=n)).month == month]


def test_ways_to_hold_the_workshops_are_counted_one_by_one() -> None:
    cohort = cohort_of(
        *people(2, 2),
        rules={"workshops.weekdays": ["Tue", "Thu"], "workshops.windows": ["2:2027-02-01.."]},
    )
    days = candidate_dates(cohort).days
    ways = sum(
        all(14 <= (later - sooner).days <= 28 for sooner, later in pairwise(three))
        and three[1] >= date(2027, 2, 1)
        for three in combinations(days, 3)
    )
    assert date_room(cohort).sequences == ways > 0


def test_gaps_that_do_not_fit_leave_no_way_and_no_workshops_ask_for_none() -> None:
    cohort = cohort_of(*people(2, 2))
    wide = with_rules(cohort, workshops={"min_gap_days": 60, "max_gap_days": 90})
    assert date_room(wide).sequences == 0
    assert date_room(with_rules(cohort, workshops={"count": 0})).sequences == 1


def test_a_looser_rule_gives_back_what_it_took_alone() -> None:
    cohort = cohort_of(*people(3, 2), rules={"pairing.min_fit": 1000})
    found = pair_room(cohort)
    assert (found.allowed, taken_by(found.taken)) == (0, {"min_fit": (6, 6)})
    assert found.patients == SideRoom(3, 0)
    assert pair_room(with_rules(cohort, pairing={"min_fit": 0})).allowed == 6


def test_somebody_who_withdrew_is_not_asked_to_have_a_partner() -> None:
    gone = with_person(cohort_of(*people(2, 2)), "P1", status=Status.WITHDRAWN)
    found = room(gone)
    assert found.pairs is not None
    assert found.pairs.patients == SideRoom(1, 1)
    assert taken_by(found.pairs.taken) == {"withdrawn": (2, 2)}
    assert found.people == 3


def test_where_nobody_is_paired_people_are_counted() -> None:
    cohort = cohort_of(*people(2, 2), rules={"pairing.form_pairs": False})
    found = room(with_decisions(cohort, paused=("P1",)))
    assert (found.pairs, found.people) == (None, 3)


def test_every_rule_has_its_words() -> None:
    assert set(PAIR_RULES) == set(REASON_KEYS) - {""}
    assert set(DAY_RULES) == {"weekday", "holiday", "blocked", "venue", "facilitators"}


def test_the_room_is_told_in_english_and_french() -> None:
    cohort = with_person(cohort_of(*people(2, 2)), "P1", consent=False)
    lines = room_in_words(room(cohort), cohort, words_in(Language.ENGLISH))
    assert lines[0] == "50 candidate dates for workshops, of 68 days."
    assert "2 allowed pairs, of 4." in lines
    assert "With at least one possible partner: 1 of 1 patients, 2 of 2 professionals." in lines
    assert "  one of them has not consented: 2, 2 of them by this alone" in lines
    french = room_in_words(room(cohort), cohort, words_in(Language.FRENCH))
    assert "2 binômes permis, sur 4." in french


def test_a_number_of_ways_too_large_to_be_exact_is_told_as_more_than() -> None:
    cohort = cohort_of(person("P1"), person("H1"))
    many = room(cohort)
    huge = DateRoom(68, 50, 10**20, ())
    told = room_in_words(type(many)(huge, many.pairs, 2), cohort, words_in(Language.ENGLISH))
    assert "There are more than 1,000,000,000,000,000 ways to use them." in told


def test_pairs_are_not_counted_again_where_nothing_about_them_changed() -> None:
    small = cohort_of(*people(4, 4))
    first = room(small)
    other = with_rules(small, workshops={"count": 2})
    assert room(other, (small, first)).pairs is first.pairs
    strict = with_rules(small, pairing={"min_fit": 500})
    found = room(strict, (small, first))
    assert found == room(strict)
    assert found.pairs is not first.pairs
    heavier = with_rules(strict, weights={"locality": 99.0})
    assert room(heavier, (strict, found)) == room(heavier)
