"""The sample cohorts show what they say they show."""

from __future__ import annotations

import pytest

from matcher.files import inspect
from matcher.plans import Outcome
from matcher.samples import sample_names, sample_path
from planned import planned

SIZES = {"buddies": (10, 0), "course": (14, 12), "london": (12, 5), "lyon": (8, 5)}
SIZES |= {"mentoring": (8, 4), "clinic": (5, 3)}
"""Sample -> how many pairs, or people, and how many workshops its plan has."""


def test_every_sample_is_listed_here() -> None:
    assert set(sample_names()) == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_a_sample_has_no_problems_and_a_proven_plan(name: str) -> None:
    assert inspect(sample_path(name)).problems == ()
    plan = planned(name)
    assert plan.status is Outcome.OPTIMAL
    assert plan.provenance.settled
    assert (len(plan.pairs), len(plan.workshops)) == SIZES[name]


def test_mentees_are_not_paired_with_mentors_of_their_own_organisation() -> None:
    plan = planned("mentoring")
    organisation = {person.person_id: person.organisation for person in plan.cohort.people}
    assert all(len({organisation[one] for one in pair.members}) == 2 for pair in plan.pairs)


def test_the_venues_of_the_mentoring_programme_vary_and_keep_to_the_budget() -> None:
    plan = planned("mentoring")
    price = {venue.venue_id: venue.cost_per_day for venue in plan.cohort.venues}
    places = [workshop.venue or "" for workshop in plan.workshops]
    assert len(set(places)) == 2
    assert sum(price[place] for place in places) <= 900


def test_a_check_in_of_every_pair_lies_in_every_gap_of_the_mentoring_programme() -> None:
    plan = planned("mentoring")
    assert plan.unplaced == ()
    assert len(plan.check_ins) == 8 * 3
    assert {pair.facilitator for pair in plan.pairs} == {"F1", "F2"}


def test_on_the_course_everybody_comes_alone() -> None:
    plan = planned("course")
    assert {pair.professional for pair in plan.pairs} == {None}
    assert max(pair.missed for pair in plan.pairs) <= 3


def test_a_newcomer_with_one_language_has_a_buddy_who_speaks_it_or_none() -> None:
    plan = planned("buddies")
    languages = {person.person_id: set(person.languages) for person in plan.cohort.people}
    for pair in plan.pairs:
        one, other = pair.members
        assert languages[one] & languages[other]


def test_at_the_clinic_what_has_happened_stays_and_one_pair_is_new() -> None:
    plan = planned("clinic")
    running = plan.cohort.current_plan
    assert running is not None
    assert [one.state.value for one in plan.workshops] == ["held", "announced", "planned"]
    assert plan.workshops[0] == running.workshops[0]
    assert plan.workshops[1].date == running.workshops[1].date
    before = {pair.couple for pair in running.pairs}
    after = {pair.couple for pair in plan.pairs}
    assert {couple[0] for couple in before - after} == {"P03"}
    assert {couple[1] for couple in after - before} == {"H01"}
    done = [one for one in running.check_ins if one.state.value == "done"]
    assert done
    assert set(done) <= set(plan.check_ins)
