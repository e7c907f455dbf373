"""One intake, many cohorts: who goes where, what is proven, and what is never done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import matcher
from matcher.cohort import Answer, Cohort, Facilitator, Status, Venue
from matcher.intakes.regions import regions_of
from matcher.intakes.sizes import sizes_of
from matcher.programme import Weekday
from matcher.programme.intake import IntakeSettings
from small_intakes import (
    DAYS,
    best_of_all_divisions,
    made_intake,
    with_people,
    with_settings,
)

MONDAYS = (Weekday.MON,)


def with_staff(cohort: Cohort, facilitators: int = 4, venues: int = 2) -> Cohort:
    """Return an intake with one facilitator a workshop, and venues."""
    changed = with_settings(
        cohort, workshops={"facilitators": 1}, check_ins={"per_gap": 0, "earliest_days_after": 1}
    )
    return changed.model_copy(
        update={
            "facilitators": tuple(
                Facilitator(facilitator_id=f"F{number}", weekdays=MONDAYS, max_pairs=2)
                for number in range(facilitators)
            ),
            "venues": tuple(Venue(venue_id=f"V{number}") for number in range(venues)),
        }
    )


@pytest.mark.parametrize("seed", [0, 10])
def test_no_division_of_a_tiny_intake_is_worth_more_than_the_bound(seed: int) -> None:
    cohort = made_intake(seed)
    pairs, total = best_of_all_divisions(cohort)
    found = matcher.intake(cohort, jobs=1)
    assert found.objective is not None
    assert found.objective.pairs == found.most_pairs == pairs == 4
    assert found.objective.total <= total <= found.bound
    assert total - found.objective.total <= 0.05 * total
    assert matcher.check_intake(cohort, found) == ()


def test_what_reaches_the_bound_is_the_best_of_all_divisions_and_only_that_is_called_so() -> None:
    proven, open_ = (matcher.intake(made_intake(seed), jobs=1) for seed in (2, 9))
    assert (proven.status, proven.gap) == ("optimal", 0.0)
    assert proven.objective is not None
    assert proven.objective.total == best_of_all_divisions(made_intake(2))[1]
    assert open_.status == "feasible"
    assert open_.gap is not None
    assert open_.gap > 0


@pytest.mark.parametrize(
    ("pairs", "sizes"),
    [
        (9, ()),
        (10, (10,)),
        (14, (14,)),
        (15, (14,)),
        (20, (10, 10)),
        (25, (13, 12)),
        (120, (12,) * 10),
        (121, (13,) + (12,) * 9),
    ],
)
def test_cohorts_place_as_many_as_they_may_and_are_near_their_aim(
    pairs: int, sizes: tuple[int, ...]
) -> None:
    assert sizes_of(pairs, IntakeSettings()) == sizes


def test_cohorts_are_the_same_whoever_works_on_them() -> None:
    cohort = with_staff(made_intake(3, each=8, areas=("Leeds", "York")))
    alone = matcher.intake(cohort, jobs=1)
    with ThreadPoolExecutor(2) as threads:
        shared = matcher.intake(cohort, executor=threads)
    turned = cohort.model_copy(update={"people": tuple(reversed(cohort.people))})
    assert alone == shared
    assert alone.cohorts == matcher.intake(Cohort(**dict(turned)), jobs=1).cohorts
    assert {one.area for one in alone.cohorts} == {"Leeds", "York"}


@pytest.mark.slow
def test_cohorts_are_the_same_on_one_core_and_on_two() -> None:
    cohort = made_intake(5, each=24, areas=("Leeds", "York", "Hull"), pairs=4, largest=5)
    assert matcher.intake(cohort, jobs=1) == matcher.intake(cohort, jobs=2)


def test_people_meet_within_their_area_unless_it_is_joined() -> None:
    cohort = made_intake(1, each=6, areas=("Leeds", "York", "York"))
    apart = matcher.intake(with_settings(cohort, intake={"smallest": 2, "largest": 4}), jobs=1)
    assert {one.area for one in apart.cohorts} == {"Leeds", "York"}
    joined = with_settings(cohort, intake={"join_areas": ("Leeds + york",)})
    found = matcher.intake(joined, jobs=1)
    assert [one.area for one in found.cohorts] == ["Leeds + York"] * 3
    assert matcher.check_intake(joined, found) == ()


def test_who_lives_where_too_few_do_waits_and_is_told_why() -> None:
    cohort = made_intake(1, each=5, areas=("Leeds", "Leeds", "Leeds", "Leeds", "York"))
    found = matcher.intake(cohort, jobs=1)
    assert [one.person for one in found.waiting] == ["H04", "P04"]
    assert "1 pair is possible in this area" in found.waiting[0].reason
    assert found.most_pairs == 4


def test_no_venue_and_no_facilitator_is_promised_twice_on_a_day() -> None:
    cohort = with_staff(made_intake(4, each=8), facilitators=4, venues=1)
    found = matcher.intake(cohort, jobs=1)
    taken = [(workshop.venue, workshop.date) for one in found.cohorts for workshop in one.workshops]
    assert len(set(taken)) == len(taken) >= 6
    assert matcher.check_intake(cohort, found) == ()


def test_a_cohort_for_which_nobody_is_left_comes_to_nothing_and_its_people_wait() -> None:
    cohort = with_staff(made_intake(4, each=8), facilitators=4, venues=1)
    hall = cohort.venues[0].model_copy(update={"dates": DAYS[:4]})
    cohort = cohort.model_copy(update={"venues": (hall,)})
    found = matcher.intake(cohort, jobs=1)
    assert matcher.check_intake(cohort, found) == ()
    assert 0 < len(found.cohorts) < 4
    assert "venues and facilitators were left" in " ".join(one.reason for one in found.waiting)
    assert found.most_pairs == 8


def test_people_who_applied_together_share_a_pair_wherever_they_live() -> None:
    cohort = with_people(
        made_intake(2, each=8, areas=("Leeds", "York")),
        P00={"partner_id": "H01"},
    )
    found = matcher.intake(with_settings(cohort, intake={"smallest": 1, "largest": 4}), jobs=1)
    pairs = {(pair.patient, pair.professional) for one in found.cohorts for pair in one.pairs}
    assert ("P00", "H01") in pairs


def test_people_who_applied_together_wait_together_in_whatever_district() -> None:
    given = made_intake(4, each=30, pairs=4, smallest=3, largest=5, neighbours=12)
    couples = {f"P{number:02d}": f"H{29 - number:02d}" for number in range(0, 12)}
    said = {
        **{who: dict.fromkeys(DAYS, Answer.YES) for who in couples},
        **{who: dict.fromkeys(DAYS, Answer.NO) for who in couples.values()},
    }
    cohort = with_people(given, **{who: {"partner_id": one} for who, one in couples.items()})
    cohort = cohort.model_copy(update={"availability": {**given.availability, **said}})
    found = matcher.intake(cohort, jobs=1)
    assert matcher.check_intake(cohort, found) == ()
    formed = {(pair.patient, pair.professional) for one in found.cohorts for pair in one.pairs}
    paired = {who for couple in formed for who in couple}
    assert len(found.cohorts) > 3
    for couple in couples.items():
        assert couple in formed or paired.isdisjoint(couple)
    assert len(paired) > 20


def test_a_pair_decided_across_areas_leaves_every_area_its_own_name() -> None:
    given = made_intake(0, areas=("Ayr", "Leeds"))
    locked = (("P01", "H00"),)
    cohort = given.model_copy(
        update={"decisions": given.decisions.model_copy(update={"locked": locked})}
    )
    assert [
        (one.name, sorted(who.person_id for who in one.people)) for one in regions_of(cohort)
    ] == [
        ("Ayr", ["H02", "P00", "P02"]),
        ("Leeds", ["H00", "H01", "H03", "P01", "P03"]),
    ]


def test_confirmed_people_have_a_place_and_reserves_only_where_they_are_needed() -> None:
    cohort = with_people(
        made_intake(6, each=5),
        P04={"status": Status.RESERVE},
        H00={"status": Status.RESERVE},
        H03={"status": Status.CONFIRMED},
    )
    found = matcher.intake(cohort, jobs=1)
    placed = {who for one in found.cohorts for who in one.people}
    assert "H03" in placed
    assert not {"P04", "H00"} & placed


def test_organisations_stay_apart_or_together_as_it_is_asked() -> None:
    cohort = made_intake(7, each=8)
    places = {f"H{number:02d}": {"organisation": f"Trust {number % 2}"} for number in range(8)}
    cohort = with_people(cohort, **places)
    apart = with_settings(cohort, intake={"organisations": "apart", "most_from_organisation": 1})
    found = matcher.intake(apart, jobs=1)
    assert matcher.check_intake(apart, found) == ()
    for one in found.cohorts:
        trusts = [int(pair.professional[1:]) % 2 for pair in one.pairs]
        assert sorted(trusts) == [0, 1]
    together = with_settings(cohort, intake={"organisations": "together"})
    found = matcher.intake(together, jobs=1)
    trusts_of = [{int(pair.professional[1:]) % 2 for pair in one.pairs} for one in found.cohorts]
    assert sum(map(len, trusts_of)) == len(found.cohorts) == 4


def test_a_blocked_day_and_an_avoided_one_count_for_every_cohort() -> None:
    cohort = made_intake(3, each=4).with_changes(f"block={DAYS[0]}..{DAYS[3]}")
    found = matcher.intake(cohort, jobs=1)
    days = [workshop.date for one in found.cohorts for workshop in one.workshops]
    assert min(days) > DAYS[3]
    assert matcher.check_intake(cohort, found) == ()


def test_what_is_no_intake_is_refused_with_everything_that_is_wrong() -> None:
    cohort = made_intake(1)
    running = cohort.model_copy(update={"current_plan": matcher.plan(cohort)})
    alone = with_settings(running, pairing={"form_pairs": False})
    with pytest.raises(matcher.InputError, match=r"(?s)forms pairs.*running already"):
        matcher.intake(alone)


def test_an_intake_without_any_pair_says_that_there_is_no_cohort() -> None:
    cohort = made_intake(1)
    nobody = with_people(cohort, **{one.person_id: {"consent": False} for one in cohort.patients})
    found = matcher.intake(nobody, jobs=1)
    assert (found.status, found.objective, found.bound) == ("infeasible", None, 0)
    assert [one.person for one in found.waiting] == ["H00", "H01", "H02", "H03"]
    assert found.lines()[0] == "There is no cohort at all."


def test_dates_keep_their_distance_in_every_cohort() -> None:
    found = matcher.intake(made_intake(11, each=6), jobs=1)
    for one in found.cohorts:
        first, second = (workshop.date for workshop in one.workshops)
        assert timedelta(days=7) <= second - first <= timedelta(days=21)
