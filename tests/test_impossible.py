"""Every reason why no plan exists is reached, and what it says is so."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from cohorts import random_cohort
from matcher.cohort import CalendarRow, Cohort, Facilitator, Project, Status, Venue
from matcher.decisions import DateRange, Decisions
from matcher.pipeline import plan
from matcher.plans import Outcome, Plan, Reason
from matcher.programme import Weekday
from worlds import cohort, never_on, people, person, with_decisions, with_person, with_rules

SMALL = cohort(*people(3, 3))
JANUARY, NEXT_DAY = date(2027, 1, 12), date(2027, 1, 13)


def reason_of(impossible: Cohort) -> Reason:
    made = plan(impossible)
    assert made.status is Outcome.INFEASIBLE
    assert (made.objective, made.bound, made.gap, made.pairs) == (None, None, None, ())
    reason = made.reasons[0]
    assert reason.remedies
    assert all(remedy.strip() for remedy in reason.remedies)
    return reason


def possible(cohort: Cohort) -> int:
    """Return how many pairs a cohort's plan has; there must be one."""
    made = plan(cohort)
    assert made.objective is not None
    return made.objective.pairs


def claimed(reason: Reason) -> int:
    """Return how many pairs a reason says would be possible."""
    found = re.search(r"(\d+) pairs? would be possible", reason.text)
    assert found, reason.text
    return int(found[1])


def without_musts(given: Cohort) -> Cohort:
    free = tuple(
        one.model_copy(update={"status": Status.APPLIED}) if one.status == "confirmed" else one
        for one in given.people
    )
    return with_decisions(given.model_copy(update={"people": free}), locked=())


def without_limits(given: Cohort) -> Cohort:
    unlimited = {"max_pairs": None, "min_pairs": 0}
    projects = tuple(one.model_copy(update=unlimited) for one in given.projects)
    return given.model_copy(update={"projects": projects})


def is_true(given: Cohort, reason: Reason) -> None:
    """Do what the reason speaks of, and look whether it comes true."""
    if reason.rule == "workshops.max_missed":
        settings: dict[str, Any] = {"max_missed": int(reason.remedies[0].split()[2])}
        if "workshops.everyone = []" in reason.remedies[0]:
            settings["everyone"] = ()
        assert possible(with_rules(given, workshops=settings)) == claimed(reason)
    elif reason.rule == "workshops.everyone":
        assert possible(with_rules(given, workshops={"everyone": ()})) == claimed(reason)
    elif reason.rule == "projects.max_pairs":
        assert possible(without_limits(given)) == claimed(reason)
    elif reason.rule == "participants.status" and "would be possible" in reason.text:
        assert possible(without_musts(given)) == claimed(reason)
    elif reason.rule == "programme.pairs" and "cannot all be in" in reason.text:
        pairs = int(reason.remedies[0].split()[1])
        assert possible(with_rules(given, programme={"pairs": pairs})) == pairs
        fewer = plan(with_rules(given, programme={"pairs": pairs - 1}))
        assert fewer.status is Outcome.INFEASIBLE


# The people


def test_nobody_on_a_side() -> None:
    reason = reason_of(cohort(*people(3, 0)))
    assert reason.rule == "participants.side"
    assert "professional side: 0 in the file" in reason.text
    withdrawn = cohort(*people(0, 2), person("P1", status="withdrawn"), person("P2", consent=False))
    assert "patient side: 2 in the file" in reason_of(withdrawn).text


def test_nobody_at_all() -> None:
    assert reason_of(cohort()).rule == "participants.side"


def test_somebody_confirmed_who_has_not_consented() -> None:
    reason = reason_of(with_person(SMALL, "P2", status=Status.CONFIRMED, consent=False))
    assert reason.rule == "participants.consent"
    assert reason.text.startswith("P2 must be in the plan")


def test_a_lock_on_somebody_who_has_withdrawn() -> None:
    locked = with_decisions(SMALL, locked=(("P1", "H1"),))
    reason = reason_of(with_person(locked, "H1", status=Status.WITHDRAWN))
    assert reason.rule == "participants.consent"
    assert reason.text.startswith("H1 must be in the plan")


def test_more_confirmed_on_a_side_than_pairs_are_wanted() -> None:
    reason = reason_of(cohort(*people(3, 3, status="confirmed")))
    assert reason.rule == "programme.pairs"
    assert "3 people on the patient side" in reason.text
    assert reason.remedies[0] == "want 3 pairs"
    assert possible(cohort(*people(3, 3, status="confirmed"), rules={"programme.pairs": 3})) == 3


def test_a_locked_pair_that_a_rule_forbids_is_named_with_the_rule() -> None:
    locked = with_decisions(SMALL, locked=(("P1", "H1"),))
    reason = reason_of(with_person(locked, "H1", avoids=("P1",)))
    assert reason.rule == "lock"
    assert "P1 and H1 are locked" in reason.text
    assert "asked not to be paired" in reason.text


def test_no_pair_is_allowed() -> None:
    strangers = cohort(person("P1", languages=("Welsh",)), person("H1", languages=("Polish",)))
    reason = reason_of(strangers)
    assert reason.rule == "pairing.language"
    assert "for 1 of 1 pairs: no language in common" in reason.text
    assert reason_of(with_rules(SMALL, pairing={"min_fit": 1000})).rule == "pairing.min_fit"


def test_somebody_confirmed_whom_nobody_may_be_paired_with() -> None:
    barred = with_person(SMALL, "P2", status=Status.CONFIRMED, avoids=("H1", "H2", "H3"))
    reason = reason_of(barred)
    assert reason.rule == "participants.status"
    assert reason.text.startswith("P2 must be in the plan, but no pair")


def test_confirmed_people_who_share_too_few_partners() -> None:
    both = with_person(SMALL, "P1", status=Status.CONFIRMED, avoids=("H1", "H2"))
    both = with_person(both, "P3", status=Status.CONFIRMED, avoids=("H1", "H2"))
    reason = reason_of(both)
    assert reason.rule == "participants.status"
    assert "P1, P3 must all be in the plan, but may only be paired with H3" in reason.text


def test_two_locks_of_one_person() -> None:
    reason = reason_of(with_decisions(SMALL, locked=(("P1", "H1"), ("P1", "H2"))))
    assert reason.rule in ("lock", "participants.status")


# The days


def test_a_fixed_date_on_which_no_workshop_can_be_held() -> None:
    holiday = with_decisions(SMALL, fixed_dates={1: date(2027, 1, 16)})
    assert "Workshop 1 is fixed on 2027-01-16" in reason_of(holiday).text
    closed = with_decisions(
        SMALL, fixed_dates={1: JANUARY}, blocked=(DateRange(first=JANUARY, last=JANUARY),)
    )
    reason = reason_of(closed)
    assert reason.rule == "date"
    assert "be held (blocked)" in reason.text


def test_fixed_dates_too_near_to_each_other() -> None:
    reason = reason_of(with_decisions(SMALL, fixed_dates={1: JANUARY, 2: NEXT_DAY}))
    assert reason.rule == "date"
    assert "1 on 2027-01-12, 2 on 2027-01-13" in reason.text


def test_a_window_too_short_for_the_gaps() -> None:
    reason = reason_of(with_rules(SMALL, programme={"end": date(2027, 1, 29)}))
    assert reason.rule == "workshops.min_gap_days"
    assert "No 3 dates between 2027-01-11 and 2027-01-29 lie 14 to 28 days apart" in reason.text
    assert "15 candidate dates" in reason.text


def test_a_window_without_any_candidate_date() -> None:
    weekend = with_rules(
        SMALL, programme={"end": date(2027, 1, 15)}, workshops={"weekdays": (Weekday.SUN,)}
    )
    reason = reason_of(weekend)
    assert reason.rule == "programme.start"
    assert reason.text == "There is no candidate date between 2027-01-11 and 2027-01-15."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"venues": (Venue(venue_id="V1", capacity=1),)}, "50 without a suitable venue"),
        ({"facilitators": (Facilitator(facilitator_id="F1"),)}, "50 with too few facilitators"),
        (
            {
                "calendar": (
                    CalendarRow(
                        date_from=date(2027, 1, 1), date_to=date(2027, 12, 31), kind="blocked"
                    ),
                )
            },
            "50 blocked",
        ),
    ],
    ids=["venue", "facilitators", "blocked"],
)
def test_days_that_are_taken_away_are_counted_by_what_takes_them(
    values: dict[str, Any], words: str
) -> None:
    closed = cohort(*people(3, 3), rules={"workshops.facilitators": 1}, **values)
    assert words in reason_of(closed).text


def test_blocks_are_spoken_of() -> None:
    blocks = {"blocks": (2, 1), "min_gap_days": 100, "max_gap_days": 100}
    assert "in blocks of 2, 1 adjacent days" in reason_of(with_rules(SMALL, workshops=blocks)).text


# What only a search can tell


def test_limits_on_projects_are_named_where_they_stand_in_the_way() -> None:
    closed = (Project(project_id="A", title="A", max_pairs=0),)
    full = cohort(*people(3, 3, themes=("A",)), projects=closed)
    reason = reason_of(full)
    assert reason.rule == "projects.max_pairs"
    assert claimed(reason) == 2
    is_true(full, reason)


def test_confirmed_people_who_need_more_pairs_than_are_wanted() -> None:
    given = with_person(SMALL, "P1", status=Status.CONFIRMED, avoids=("H1",))
    given = with_person(given, "P2", status=Status.CONFIRMED, avoids=("H1",))
    given = with_person(given, "H1", status=Status.CONFIRMED)
    reason = reason_of(given)
    assert reason.rule == "programme.pairs"
    assert reason.remedies[0] == "want 3 pairs"
    is_true(given, reason)


def test_confirmed_people_who_cannot_attend_enough() -> None:
    given = with_person(SMALL, "P1", status=Status.CONFIRMED, weekdays=())
    reason = reason_of(given)
    assert reason.rule == "participants.status"
    assert "at least 2 of 3 workshops together" in reason.text
    assert claimed(reason) == 2
    is_true(given, reason)


def test_confirmed_people_are_not_blamed_for_what_nobody_could_attend() -> None:
    given = cohort(*people(2, 2, weekdays=(Weekday.SUN,), status=Status.CONFIRMED))
    reason = reason_of(given)
    assert reason.rule == "workshops.max_missed"
    is_true(given, reason)


def test_a_workshop_for_everyone_that_nobody_can_attend() -> None:
    assert possible(never_on(2)) == 2
    given = with_rules(never_on(2), workshops={"everyone": (1, 2)})
    reason = reason_of(given)
    assert reason.rule == "workshops.everyone"
    assert "workshops together, number 1 and 2 among them" in reason.text
    is_true(given, reason)


def test_too_few_workshops_that_a_pair_can_attend() -> None:
    given = with_rules(never_on(2), workshops={"max_missed": 0})
    reason = reason_of(given)
    assert reason.rule == "workshops.max_missed"
    assert reason.remedies[0] == "workshops.max_missed = 1"
    is_true(given, reason)


def test_two_rules_in_the_way_together_are_named_together() -> None:
    given = with_rules(never_on(2), workshops={"max_missed": 0, "everyone": (2,)})
    reason = reason_of(given)
    assert reason.remedies[0] == "workshops.max_missed = 1 and workshops.everyone = []"
    is_true(given, reason)


def test_several_rules_that_no_single_change_helps_against() -> None:
    closed = (Project(project_id="A", title="A", max_pairs=0),)
    given = cohort(*people(2, 2, themes=("A",), weekdays=()), projects=closed)
    reason = reason_of(given)
    assert reason.rule == "programme"
    assert possible(with_rules(without_limits(given), workshops={"max_missed": 3})) == 2


def infeasible_ones(seeds: range, **kinds: float) -> list[tuple[Cohort, Plan]]:
    made = [(one, plan(one)) for one in (random_cohort(seed, **kinds) for seed in seeds)]
    return [(one, it) for one, it in made if it.status is Outcome.INFEASIBLE]


def check_claims(seeds: range, **kinds: float) -> set[str]:
    rules = set()
    for given, made in infeasible_ones(seeds, **kinds):
        reason = made.reasons[0]
        is_true(given, reason)
        rules.add(reason.rule)
    return rules


def test_whatever_a_reason_says_is_possible_is_possible() -> None:
    assert len(check_claims(range(30))) >= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "kinds",
    [
        {"limits": 1.0, "projects": 1.0},
        {"everyone": 1.0, "weekdays": 1.0},
        {"confirmed": 1.0, "locks": 0.5, "absentees": 0.0, "bars": 0.0, "few_wanted": 0.2},
    ],
    ids=["limits", "everyone", "must"],
)
def test_whatever_a_reason_says_is_possible_is_possible_in_many_more(
    kinds: dict[str, float],
) -> None:
    check_claims(range(1_000, 1_010), **kinds, impossible=0.0)


def test_no_decision_is_a_reason_where_none_was_taken() -> None:
    assert SMALL.decisions == Decisions()
    assert possible(SMALL) == 2
