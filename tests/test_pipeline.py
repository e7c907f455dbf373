"""From a cohort to a checked plan, at the edges."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import brute
from cohorts import benchmark_cohort, random_cohort
from matcher.check import check_plan
from matcher.cohort import Cohort, Project, Status, Venue
from matcher.digest import digest
from matcher.errors import PlanError
from matcher.export.folder import plan_text
from matcher.pipeline import plan
from matcher.plans import Outcome, Plan
from matcher.solve.progress import Snapshot
from worlds import cohort, people, person, with_decisions, with_person


def planned(given: Cohort) -> Plan:
    """Return the plan of a cohort that has one, judged without the search."""
    made = plan(given)
    assert made.status is Outcome.OPTIMAL
    assert made.objective is not None
    assert made.bound == made.objective.total
    assert made.gap == 0
    pairs = [(pair.patient, pair.professional) for pair in made.pairs]
    levels = brute.verify(given, pairs, [workshop.date for workshop in made.workshops])
    assert (levels.pairs, levels.worst_fit, levels.total) == (
        made.objective.pairs,
        made.objective.worst_fit,
        made.objective.total,
    )
    assert not check_plan(given, made)
    return made


def couples(made: Plan) -> set[tuple[str, str]]:
    return {(pair.patient, pair.professional) for pair in made.pairs}


def content(made: Plan) -> dict[str, Any]:
    """Return what `plan.json` says, but for the seconds."""
    said: dict[str, Any] = json.loads(plan_text(made))
    assert said["provenance"].pop("seconds") >= 0
    return said


# How many


def test_one_person_a_side_make_one_pair() -> None:
    made = planned(cohort(*people(1, 1)))
    assert couples(made) == {("P1", "H1")}
    assert "1 of 2 pairs" in made.reasons[0].text


def test_as_many_pairs_as_there_are_people_where_more_are_wanted() -> None:
    made = planned(cohort(*people(3, 5), rules={"programme.pairs": 100}))
    assert len(made.pairs) == 3
    assert "3 of 100 pairs: no plan has more under these rules" in made.reasons[0].text


def test_no_more_pairs_than_wanted() -> None:
    made = planned(cohort(*people(4, 4), rules={"programme.pairs": 1}))
    assert len(made.pairs) == 1
    assert made.reasons == ()
    assert len(made.waiting) == 6


def test_people_who_did_not_apply_stand_nowhere_in_a_plan() -> None:
    absent = (person("P8", consent=False), person("H9", status="withdrawn"))
    assert "P8" not in plan_text(made := planned(cohort(*people(2, 2), *absent)))
    assert "H9" not in plan_text(made)


def test_pairs_and_workshops_stand_in_order() -> None:
    made = planned(cohort(*people(4, 4), rules={"programme.pairs": 4}))
    assert [pair.patient for pair in made.pairs] == ["P1", "P2", "P3", "P4"]
    assert [workshop.number for workshop in made.workshops] == [1, 2, 3]
    dates = [workshop.date for workshop in made.workshops]
    assert dates == sorted(dates)


@pytest.mark.parametrize(
    "impossible",
    [
        cohort(*people(2, 0)),
        cohort(*people(2, 2, status="withdrawn")),
        cohort(*people(2, 2, consent=False)),
        cohort(*people(3, 3, status="confirmed")),
        cohort(*people(2, 2), rules={"programme.end": "2027-01-20"}),
        cohort(*people(2, 2, weekdays=())),
    ],
    ids=["one side", "withdrawn", "no consent", "confirmed", "short window", "never"],
)
def test_no_plan_is_a_status_with_a_reason(impossible: Cohort) -> None:
    made = plan(impossible)
    assert made.status is Outcome.INFEASIBLE
    assert made.objective is made.bound is made.gap is None
    assert (made.pairs, made.workshops, made.check_ins) == ((), (), ())
    assert made.reasons[0].remedies
    assert content(made)["objective"] is None


# Decisions


@pytest.mark.parametrize("ban", [{"avoids": ("H1",)}, {"conflicts": ("H1",)}, {"partner_id": "H2"}])
def test_a_lock_overrides_no_rule(ban: dict[str, Any]) -> None:
    given = with_decisions(cohort(*people(3, 3)), locked=(("P1", "H1"),))
    assert couples(planned(given)) >= {("P1", "H1")}
    assert plan(with_person(given, "P1", **ban)).status is Outcome.INFEASIBLE


@pytest.mark.parametrize("gone", [{"consent": False}, {"status": Status.WITHDRAWN}])
@pytest.mark.parametrize("who", ["P1", "H1"])
def test_a_lock_on_somebody_who_is_gone_leaves_no_plan(who: str, gone: dict[str, Any]) -> None:
    given = with_decisions(cohort(*people(3, 3)), locked=(("P1", "H1"),))
    assert plan(with_person(given, who, **gone)).status is Outcome.INFEASIBLE


def test_a_withdrawn_partner_releases_the_other() -> None:
    given = with_person(cohort(*people(2, 2)), "P1", partner_id="H1")
    assert couples(planned(given)) == {("P1", "H1"), ("P2", "H2")}
    assert len(planned(with_person(given, "H1", status=Status.WITHDRAWN)).pairs) == 1


def test_fixed_dates_are_kept() -> None:
    fixed = {2: date(2027, 2, 10)}
    made = planned(with_decisions(cohort(*people(2, 2)), fixed_dates=fixed))
    assert made.workshops[1].date == fixed[2]


# Workshops


def test_a_single_workshop_needs_no_gap() -> None:
    rules = {"workshops.count": 1, "programme.end": "2027-01-11"}
    made = planned(cohort(*people(2, 2), rules=rules))
    assert [workshop.date for workshop in made.workshops] == [date(2027, 1, 11)]


def test_twelve_workshops_fit_into_a_year() -> None:
    rules = {"workshops.count": 12, "programme.end": "2027-12-17", "workshops.max_missed": 3}
    made = planned(cohort(*people(3, 3), rules=rules))
    assert len(made.workshops) == 12


@pytest.mark.parametrize("missed", [3, 4, 52])
def test_where_a_pair_may_miss_everything_everybody_is_paired(missed: int) -> None:
    rules = {"workshops.max_missed": missed}
    made = planned(cohort(*people(2, 2, weekdays=()), rules=rules))
    assert [pair.missed for pair in made.pairs] == [3, 3]
    assert all(pair.value == pair.fit - 300 for pair in made.pairs)
    assert all(workshop.absent == ("H1", "H2", "P1", "P2") for workshop in made.workshops)


def test_a_pair_of_negative_value_is_still_better_than_none() -> None:
    rules = {"workshops.max_missed": 3, "costs.missed_workshop": 100_000}
    made = planned(cohort(*people(2, 2, weekdays=()), rules=rules))
    assert len(made.pairs) == 2
    assert made.objective is not None
    assert made.objective.total < -590_000


def test_nobody_need_lead_and_no_place_need_be_named() -> None:
    made = planned(cohort(*people(2, 2), rules={"workshops.facilitators": 0}))
    assert {(w.venue, w.facilitators) for w in made.workshops} == {(None, ())}
    assert {pair.project for pair in made.pairs} == {None}


def test_without_facilitators_in_the_files_any_number_may_be_needed() -> None:
    made = planned(cohort(*people(2, 2), rules={"workshops.facilitators": 9}))
    assert {w.facilitators for w in made.workshops} == {()}


def test_a_venue_that_is_open_on_single_days_decides_the_dates() -> None:
    days = (date(2027, 1, 12), date(2027, 2, 2), date(2027, 2, 23))
    made = planned(cohort(*people(2, 2), venues=(Venue(venue_id="V1", dates=days),)))
    assert tuple(workshop.date for workshop in made.workshops) == days


# Projects


def test_a_least_number_of_pairs_on_a_project_forces_fewer_pairs() -> None:
    projects = (
        Project(project_id="A", title="A", max_pairs=2, min_pairs=2),
        Project(project_id="B", title="B", max_pairs=2, min_pairs=2),
    )
    rules = {"programme.pairs": 3}
    made = planned(cohort(*people(3, 3, themes=("A", "B")), projects=projects, rules=rules))
    assert len(made.pairs) == 2
    assert len({pair.project for pair in made.pairs}) == 1


# Ties and repetition


def test_two_people_who_are_alike_are_told_apart_by_their_ids_alone() -> None:
    given = cohort(*people(2, 2), rules={"programme.pairs": 1})
    turned = Cohort(**{**dict(given), "people": given.people[::-1]})
    assert content(planned(given)) == content(planned(turned))


REPEATABLE = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


@REPEATABLE
@given(st.integers(0, 10**6))
def test_the_same_input_gives_the_same_plan(seed: int) -> None:
    assert content(plan(random_cohort(seed))) == content(plan(random_cohort(seed)))


@REPEATABLE
@given(st.integers(0, 10**6), st.data())
def test_the_order_of_rows_changes_nothing_in_a_plan(seed: int, data: st.DataObject) -> None:
    given = random_cohort(seed, venues=0.5, facilitators=0.5)
    lists = ("people", "projects", "venues", "facilitators", "calendar")
    turned = {name: data.draw(st.permutations(getattr(given, name))) for name in lists}
    answers = data.draw(st.permutations(list(given.availability.items())))
    mixed = Cohort(**{**dict(given), **turned, "availability": dict(answers)})
    assert digest(mixed) == digest(given)
    assert content(plan(mixed)) == content(plan(given))


@settings(REPEATABLE, max_examples=6)
@given(st.integers(0, 10**6), st.integers(2, 10**6))
def test_the_seed_changes_nothing_but_ties(number: int, seed: int) -> None:
    given = random_cohort(number, worst_first=1.0)
    one, other = plan(given), plan(given, seed=seed)
    assert other.provenance.seed == seed
    assert (one.status, one.objective, one.bound) == (other.status, other.objective, other.bound)


# Time


class StopsAtOnce:
    """Stops a search as soon as it asks."""

    def report(self, snapshot: Snapshot) -> None:
        """Take no note."""

    def stop_requested(self) -> bool:
        return True


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_that_was_stopped_is_whole_and_says_what_is_not_known(seed: int) -> None:
    given = benchmark_cohort(10, 14, 50, seed, if_needed=0.2, avoided_weeks=2)
    made = plan(given, progress=StopsAtOnce())
    assert made.status is Outcome.FEASIBLE
    assert made.objective is not None
    assert made.bound is not None
    assert made.bound > made.objective.total
    assert made.gap == (made.bound - made.objective.total) / max(1, abs(made.objective.total))
    assert not check_plan(given, made)
    best = plan(given)
    assert best.status is Outcome.OPTIMAL
    assert best.objective is not None
    assert made.bound >= best.objective.total
    if len(made.pairs) < 10:
        assert "the search ended before it was clear" in made.reasons[0].text


def test_no_time_at_all_is_never_called_impossible() -> None:
    for seed in range(30):
        given = random_cohort(seed, "small", impossible=0.0)
        made = plan(given, time_limit=0)
        assert made.status is not Outcome.INFEASIBLE or plan(given).status is Outcome.INFEASIBLE
        assert (made.objective is None) == (made.status in (Outcome.UNKNOWN, Outcome.INFEASIBLE))
        if made.status is Outcome.UNKNOWN:
            assert made.reasons[0].rule == "solve.time_limit_seconds"


def test_a_plan_that_fails_its_check_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.pipeline.waiting_list", lambda *given: ())
    with pytest.raises(PlanError, match="waiting"):
        plan(cohort(*people(3, 2)))


@pytest.mark.slow
def test_a_thousand_people_are_planned_within_a_minute() -> None:
    given = benchmark_cohort(12, 500, 125, seed=1)
    started = time.perf_counter()
    made = plan(given)
    assert time.perf_counter() - started < 60
    assert made.status is Outcome.OPTIMAL
    assert len(made.pairs) == 12
    assert len(made.waiting) == 1000 - 24
