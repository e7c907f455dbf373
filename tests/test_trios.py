"""Third members of pairs and people who pause: what becomes of them in a plan."""

from __future__ import annotations

from datetime import date

import pytest

import matcher
from matcher.cohort import Answer, Cohort, Status, Venue
from matcher.errors import InputError
from matcher.plans import Pair, Plan, WorkshopState
from matcher.trios import thirds
from worlds import cohort, people, person, with_person, with_rules

THREE = cohort(*people(3, 2))
TRIO = "join=P3:P1+H1"


def trio(plan: Plan) -> Pair:
    (found,) = (pair for pair in plan.pairs if pair.third)
    return found


def underway(given: Cohort) -> Cohort:
    """Return a cohort whose plan is running, with its first workshop held; no decision is left."""
    plan = matcher.plan(given)
    workshops = (
        plan.workshops[0].model_copy(update={"state": WorkshopState.HELD}),
        *plan.workshops[1:],
    )
    running = plan.model_copy(update={"workshops": workshops})
    return given.base.model_copy(update={"current_plan": running})


def test_a_third_has_a_place_and_changes_nothing_of_what_the_pair_is_worth() -> None:
    given = with_person(THREE, "P3", weekdays=())
    before = matcher.plan(given.with_changes("lock=P1+H1"))
    plan = matcher.plan(given.with_changes(TRIO))
    assert trio(plan).members == ("P1", "H1", "P3")
    assert trio(plan).couple == ("P1", "H1")
    assert plan.objective == before.objective
    assert plan.waiting == ()
    assert [workshop.absent for workshop in plan.workshops] == [("P3",)] * 3


def test_a_confirmed_third_counts_as_placed() -> None:
    given = with_person(THREE, "P3", status=Status.CONFIRMED)
    assert matcher.plan(given.with_changes(TRIO)).status.value == "optimal"


def test_a_third_and_those_who_come_along_need_room() -> None:
    venues = (Venue(venue_id="V1", capacity=4), Venue(venue_id="V2", capacity=5))
    given = THREE.model_copy(update={"venues": venues})
    assert "V1" in {one.venue for one in matcher.plan(given).workshops}
    assert {one.venue for one in matcher.plan(given.with_changes(TRIO)).workshops} == {"V2"}


def test_the_pair_that_somebody_joins_is_kept_together() -> None:
    given = with_rules(THREE, programme={"pairs": 1})
    assert trio(matcher.plan(given.with_changes("join=P3:P2+H2"))).couple == ("P2", "H2")


def test_where_the_pair_cannot_be_the_reason_names_it() -> None:
    given = with_rules(THREE, pairing={"min_fit": 1000})
    plan = matcher.plan(given.with_changes(TRIO))
    assert plan.status.value == "infeasible"
    assert "P1 and H1 are kept together with a third member" in plan.reasons[0].text


def test_a_pair_at_work_keeps_its_third_until_that_one_leaves() -> None:
    running = underway(THREE.with_changes(TRIO))
    assert not running.decisions.thirds
    assert trio(matcher.plan(running)).third == "P3"
    left = running.with_changes("leave=P3")
    assert thirds(left) == {}
    assert [one.person for one in matcher.plan(left).waiting] == ["P3"]
    assert trio(matcher.plan(left.with_changes("join=P3:P2+H2"))).couple == ("P2", "H2")


@pytest.mark.parametrize("gone", ["withdraw=H1@1", "pause=H1"])
def test_when_one_of_the_two_goes_the_third_is_paired_like_anybody(gone: str) -> None:
    plan = matcher.plan(underway(THREE.with_changes(TRIO)).with_changes(gone))
    assert not any(pair.third for pair in plan.pairs)
    assert {"P1", "P3"} & {one.person for one in plan.waiting}


def test_a_third_who_may_not_be_one_any_more_is_let_go() -> None:
    running = with_person(underway(THREE.with_changes(TRIO)), "P3", conflicts=("H1",))
    plan = matcher.plan(running)
    assert not any(pair.third for pair in plan.pairs)


def test_who_lost_their_partner_joins_another_pair_at_work() -> None:
    running = underway(cohort(*people(2, 2)))
    assert running.current_plan is not None
    one, other = running.current_plan.pairs
    gone, left = one.professional, one.patient
    changes = (f"withdraw={gone}@1", f"join={left}:{other.patient}+{other.professional}")
    plan = matcher.plan(running.with_changes(*changes))
    assert trio(plan).members == (*other.two, left)
    assert plan.waiting == ()


def test_the_absence_of_a_third_from_a_held_workshop_stays_known() -> None:
    given = with_person(THREE, "P3", weekdays=())
    running = underway(given.with_changes(TRIO))
    assert matcher.plan(running).workshops[0].absent == ("P3",)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"conflicts": ("H1",)}, "they must never be paired"),
        ({"avoids": ("P1",)}, "one of them asked not to be paired"),
        ({"languages": ("Urdu",)}, "no language in common"),
        ({"consent": False}, "P3 has not consented"),
        ({"status": Status.WITHDRAWN}, "P3 has left"),
    ],
)
def test_a_third_must_be_allowed_with_each_of_the_two(values: dict[str, object], says: str) -> None:
    given = with_person(with_person(THREE, "H1", languages=("English",)), "P3", **values)
    with pytest.raises(InputError, match=says):
        given.with_changes(TRIO)


def test_people_of_one_side_need_no_language_in_common() -> None:
    given = with_person(with_person(THREE, "P1", languages=("Welsh",)), "P3", languages=("Urdu",))
    assert thirds(given.with_changes(TRIO)) == {("P1", "H1"): "P3"}


def test_who_pauses_waits_first_in_line_and_asks_for_no_place_though_confirmed() -> None:
    given = with_person(cohort(*people(2, 2)), "P1", status=Status.CONFIRMED)
    plan = matcher.plan(given.with_changes("pause=P1"))
    assert plan.status.value == "optimal"
    told = {one.person: one.reason for one in plan.waiting}
    assert told["P1"] == "pausing; first in line when they come back"
    assert (
        matcher.plan(given.with_changes("pause=P1", "return=P1")).pairs == matcher.plan(given).pairs
    )


def test_who_comes_alone_may_pause_too() -> None:
    given = with_rules(cohort(*people(2, 1)), pairing={"form_pairs": False})
    plan = matcher.plan(given.with_changes("pause=P2"))
    assert [pair.patient for pair in plan.pairs] == ["H1", "P1"]
    assert [one.reason for one in plan.waiting] == ["pausing; first in line when they come back"]


def test_nobody_joins_a_pair_where_nobody_is_paired() -> None:
    given = with_rules(THREE, pairing={"form_pairs": False})
    with pytest.raises(InputError, match="nobody is paired in this programme"):
        given.with_changes(TRIO)


def test_who_pauses_releases_the_one_they_applied_with() -> None:
    given = cohort(person("P1", partner_id="H1"), *people(3, 2)[1:])
    assert ("P1", "H1") in {pair.couple for pair in matcher.plan(given).pairs}
    paired = {pair.professional for pair in matcher.plan(given.with_changes("pause=P1")).pairs}
    assert paired == {"H1", "H2"}


def test_matching_without_dates_sets_them_aside_too() -> None:
    found = matcher.pair(THREE.with_changes("join=P1:P2+H2"))
    assert dict(found.pairs) == {"P2": "H2", "P3": "H1"}


def test_the_answers_of_a_third_move_no_date() -> None:
    day = matcher.plan(THREE).workshops[0].date
    given = THREE.model_copy(update={"availability": {"P3": {day: Answer.NO}}})
    assert isinstance(day, date)
    dates = [one.date for one in matcher.plan(given.with_changes(TRIO)).workshops]
    locked = [
        one.date for one in matcher.plan(given.with_changes("lock=P1+H1", "pause=P3")).workshops
    ]
    assert dates == locked
