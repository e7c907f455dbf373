"""What has happened around pairs stays, and what was missed is made good."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from caring import (
    GAP,
    SECOND,
    care_of,
    cohort_of,
    leader,
    meeting,
    no_days,
    pairs,
    running_plan,
    said,
)

from matcher.plans import (
    MeetingState,
)


def test_what_was_done_stays_even_of_a_pair_that_is_no_more() -> None:
    done = meeting(date(2027, 3, 2), MeetingState.DONE, professional="H9")
    running = running_plan(done, partner="H9", held=1)
    care = care_of(cohort_of(*pairs(1), current_plan=running))
    assert done in care.check_ins
    assert Counter(one.after_workshop for one in care.check_ins if one != done) == {1: 1, 2: 1}


def test_what_was_done_or_announced_counts_for_its_gap() -> None:
    for state in (MeetingState.DONE, MeetingState.ANNOUNCED):
        stays = meeting(GAP[0], state)
        running = running_plan(stays, held=1)
        care = care_of(cohort_of(*pairs(1), current_plan=running))
        assert [one for one in care.check_ins if one.after_workshop == 1] == [stays]


def test_what_was_announced_is_planned_anew_where_somebody_cannot_come_any_more() -> None:
    running = running_plan(meeting(GAP[0], MeetingState.ANNOUNCED), held=1)
    given = cohort_of(*pairs(1), current_plan=running, availability=no_days("H1", GAP[0]))
    (first, _) = care_of(given).check_ins
    assert first.date in GAP[1:]
    assert first.state is MeetingState.PLANNED


def test_whom_the_plan_names_stays_rather_than_who_only_met_another_pair() -> None:
    leaders = leader("F1", max_pairs=1), leader("F2")
    met = [meeting(day, MeetingState.DONE, patient="P2", professional="H2") for day in GAP[:2]]
    plan = running_plan(meeting(GAP[0], MeetingState.DONE), *met)
    other = plan.pairs[0].model_copy(
        update={"patient": "P2", "professional": "H2", "facilitator": None}
    )
    plan = plan.model_copy(update={"pairs": (*plan.pairs, other)})
    given = cohort_of(*pairs(2), leaders=leaders, current_plan=plan)
    assert care_of(given).facilitators == ("F1", "F2")


def test_in_a_gap_that_is_over_nothing_is_planned_and_nothing_is_missing() -> None:
    care = care_of(cohort_of(*pairs(1), current_plan=running_plan(held=2)))
    assert [one.after_workshop for one in care.check_ins] == [2]
    assert care.unplaced == ()


def test_no_catch_up_day_is_planned_unless_it_is_wanted() -> None:
    care = care_of(cohort_of(*pairs(1), availability=no_days("P1", SECOND)))
    assert (care.catch_ups, said(care, "catch_up")) == ((), [])


def test_a_missed_workshop_is_made_good_soon_after_with_their_own_facilitator() -> None:
    given = cohort_of(
        *pairs(1),
        leaders=(leader("F0", max_pairs=0), leader("F1")),
        availability=no_days("P1", SECOND, SECOND + timedelta(days=1)),
        catch_ups={"within_days": 14},
    )
    (day,) = care_of(given).catch_ups
    assert (day.workshop, day.facilitator) == (2, "F1")
    assert day.date == SECOND + timedelta(days=2)


def test_pairs_share_a_catch_up_day_and_its_facilitator_has_no_check_in_then() -> None:
    busy = {**no_days("P1", SECOND), **no_days("P2", SECOND)}
    wanted = {"within_days": 14}
    care = care_of(cohort_of(*pairs(3), availability=busy, catch_ups=wanted))
    assert len({(one.date, one.facilitator) for one in care.catch_ups}) == 1
    assert [one.patient for one in care.catch_ups] == ["P1", "P2"]
    taken = {(one.date, one.facilitator) for one in care.catch_ups}
    assert not taken & {(one.date, one.facilitator) for one in care.check_ins}


def test_a_workshop_that_cannot_be_made_good_is_said() -> None:
    weeks = [SECOND + timedelta(days=offset) for offset in range(15)]
    given = cohort_of(*pairs(1), availability=no_days("P1", *weeks), catch_ups={"within_days": 14})
    assert said(care_of(given), "catch_up") == [
        "on no working day within 14 days after workshop 2 can P1, H1 and a facilitator all come"
    ]
