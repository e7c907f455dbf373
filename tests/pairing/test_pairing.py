"""The best pairs of a cohort, beside an enumeration from the records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.cohorts import benchmark_cohort
from brute import Book
from cohorts import random_cohort
from matcher.cohort import Cohort, Status
from matcher.decisions import Decisions
from matcher.errors import InputError
from matcher.pairing import Pairing, pair
from matcher.plans import Outcome
from matcher.programme import Programme
from matcher.solve.progress import Snapshot

NO_LIMITS = {"limits": 0.0, "worst_first": 0.0}


def wanting(cohort: Cohort, pairs: int) -> Cohort:
    """Return the cohort with another number of pairs in its settings."""
    data = cohort.programme.model_dump()
    data["programme"]["pairs"] = pairs
    return cohort.model_copy(update={"programme": Programme.model_validate(data)})


def best_by_hand(cohort: Cohort, pairs: int) -> tuple[int, int, int] | None:
    """Return pairs, reserves and total of the best pairing, by trying all of them."""
    book = Book(wanting(cohort, pairs))
    reserves = {one.person_id for one in cohort.people if one.status is Status.RESERVE}
    allowed = [pairing for pairing in book.pairings() if 0 < len(pairing) <= pairs]
    locked = [one for one in allowed if _keeps_locks(cohort, one)]
    most = max(map(len, locked), default=0)
    worth = [
        (
            len(pairing),
            -sum(identity in reserves for couple in pairing for identity in couple),
            sum(book.fit[couple] for couple in pairing),
        )
        for pairing in locked
        if len(pairing) == most and book.may_stand(pairing)
    ]
    return max(worth, default=None)


def _keeps_locks(cohort: Cohort, pairing: tuple[tuple[str, str], ...]) -> bool:
    """Whether nobody who is locked is paired with somebody else."""
    return all(
        set(couple) == set(lock) or not set(couple) & set(lock)
        for couple in pairing
        for lock in cohort.decisions.locked
    )


def check(cohort: Cohort, pairing: Pairing) -> None:
    """Assert that a pairing keeps every rule and is worth what it says."""
    book = Book(cohort)
    placed = [identity for couple in pairing.pairs for identity in couple]
    assert len(placed) == len(set(placed))
    assert all(not book.barred(*couple) for couple in pairing.pairs)
    assert book.must_be_placed <= set(placed)
    assert set(cohort.decisions.locked) <= set(pairing.pairs)
    assert pairing.scores == tuple(book.fit[couple] for couple in pairing.pairs)
    assert pairing.total == sum(pairing.scores)
    assert list(pairing.pairs) == sorted(pairing.pairs)
    assert pairing.bound is not None
    assert pairing.total <= pairing.bound


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 5000), st.integers(1, 4), st.sampled_from([1, 10, 10**6]))
def test_the_best_pairs_are_the_best_of_all_choices(seed: int, pairs: int, cells: int) -> None:
    cohort = random_cohort(seed, **NO_LIMITS, projects=0.0)
    best = best_by_hand(cohort, pairs)
    pairing = pair(cohort, pairs, block_cells=cells)
    if best is None:
        assert pairing.status is Outcome.INFEASIBLE
        assert pairing.reasons
        return
    assert pairing.status is Outcome.OPTIMAL
    check(cohort, pairing)
    assert (len(pairing.pairs), -pairing.reserves, pairing.total) == best
    assert pairing.bound == pairing.total
    assert pairing.gap == 0


@pytest.mark.parametrize("kind", ["locks", "confirmed", "reserves", "partners", "bars"])
@pytest.mark.parametrize("seed", range(8))
def test_each_rule_is_kept(kind: str, seed: int) -> None:
    cohort = random_cohort(seed, **NO_LIMITS, projects=0.0, **{kind: 1.0})
    best = best_by_hand(cohort, 3)
    pairing = pair(cohort, 3)
    found = (len(pairing.pairs), -pairing.reserves, pairing.total)
    assert (found if pairing.pairs else None) == best


def test_without_a_number_the_most_are_formed() -> None:
    cohort = benchmark_cohort(3, 30, 20, seed=1)
    few = cohort.model_copy(update={"people": cohort.people[5:]})
    pairing = pair(few)
    assert (pairing.wanted, len(pairing.pairs), pairing.status) == (25, 25, Outcome.OPTIMAL)


def test_more_than_can_be_formed_are_as_many_as_can_be() -> None:
    cohort = benchmark_cohort(3, 6, 20, seed=1)
    pairing = pair(cohort, 50)
    assert (len(pairing.pairs), pairing.status) == (6, Outcome.OPTIMAL)
    assert "6 of 50 pairs" in pairing.reasons[0].text


def test_a_locked_and_a_forbidden_pair_are_heeded() -> None:
    cohort = benchmark_cohort(3, 20, 20, seed=2)
    free = pair(cohort, 10)
    assert free.total is not None
    unwanted, lone = (
        free.pairs[0],
        sorted({f"P{n:03d}" for n in range(1, 21)} - dict(free.pairs).keys()),
    )
    decided = Decisions(locked=((lone[0], "H001"),), forbidden=(unwanted,))
    pairing = pair(cohort.model_copy(update={"decisions": decided}), 10)
    assert (lone[0], "H001") in pairing.pairs
    assert unwanted not in pairing.pairs
    assert pairing.total is not None
    assert pairing.total <= free.total


def test_more_people_who_must_be_in_than_places_are_impossible() -> None:
    cohort = benchmark_cohort(3, 8, 20, seed=3)
    people = [
        one.model_copy(update={"status": Status.CONFIRMED}) if one.person_id < "P005" else one
        for one in cohort.people
        if one.person_id.startswith("P")
    ]
    confirmed = cohort.model_copy(update={"people": (*people, *cohort.professionals)})
    assert pair(confirmed, 4).status is Outcome.OPTIMAL
    pairing = pair(confirmed, 3)
    assert (pairing.status, pairing.pairs, pairing.total) == (Outcome.INFEASIBLE, (), None)
    assert "confirmed or locked" in pairing.reasons[0].text


def test_a_side_without_applicants_is_impossible() -> None:
    cohort = benchmark_cohort(3, 4, 20, seed=3)
    for people in ((), cohort.patients, cohort.professionals):
        pairing = pair(cohort.model_copy(update={"people": people}))
        assert pairing.status is Outcome.INFEASIBLE
        assert "has consented" in pairing.reasons[0].text


def test_somebody_confirmed_who_did_not_consent_is_named() -> None:
    cohort = benchmark_cohort(3, 4, 20, seed=3)
    odd = cohort.people[0].model_copy(update={"status": Status.CONFIRMED, "consent": False})
    pairing = pair(cohort.model_copy(update={"people": (odd, *cohort.people[1:])}))
    assert pairing.status is Outcome.INFEASIBLE
    assert odd.person_id in pairing.reasons[0].text


def test_a_gap_is_kept_and_the_bound_holds() -> None:
    cohort = benchmark_cohort(3, 200, 20, seed=4)
    best = pair(cohort)
    near = pair(cohort, gap=0.05)
    assert best.total is not None
    assert near.total is not None
    assert near.bound is not None
    assert near.gap is not None
    assert near.total <= best.total <= near.bound
    assert near.gap == (near.bound - near.total) / near.total <= 0.05
    assert near.sweeps <= best.sweeps
    assert (near.status is Outcome.OPTIMAL) == (near.total == near.bound)


def test_without_any_time_nothing_is_known() -> None:
    pairing = pair(benchmark_cohort(3, 20, 20, seed=4), time_limit=0)
    assert (pairing.status, pairing.pairs, pairing.bound) == (Outcome.UNKNOWN, (), None)
    assert "time" in pairing.reasons[0].remedies[0]


class Watching:
    """Notes what is reported, and stops after some reports."""

    def __init__(self, most: int) -> None:
        self.seen: list[Snapshot] = []
        self._most = most

    def report(self, snapshot: Snapshot) -> None:
        self.seen.append(snapshot)

    def stop_requested(self) -> bool:
        return len(self.seen) >= self._most


@pytest.mark.parametrize("reports", [1, 2, 3, 99])
def test_it_can_be_watched_and_stopped(reports: int) -> None:
    cohort = benchmark_cohort(3, 150, 20, seed=5)
    best, watching = pair(cohort), Watching(reports)
    pairing = pair(cohort, progress=watching)
    assert pairing.pairs
    assert pairing.total is not None
    assert best.total is not None
    assert pairing.bound is not None
    assert pairing.total <= best.total <= pairing.bound
    assert all(snapshot.pairs == 150 for snapshot in watching.seen)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"pairs": 0}, r"pairs: it cannot be used \('0'\)"),
        ({"pairs": 2.5}, r"pairs: it cannot be used \('2.5'\)"),
        ({"pairs": True}, "pairs"),
        ({"gap": -0.1}, r"gap: it cannot be used \('-0.1'\)"),
        ({"gap": float("nan")}, "gap"),
        ({"time_limit": -1}, "time_limit"),
        ({"block_cells": 0}, "block_cells"),
    ],
)
def test_arguments_out_of_range_are_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        pair(benchmark_cohort(3, 4, 20, seed=3), **given)


def test_rules_that_pairing_alone_cannot_keep_are_refused() -> None:
    lifted = next(
        cohort
        for cohort in (random_cohort(seed, worst_first=1.0) for seed in range(9))
        if cohort.programme.pairing.fairness == "worst_first"
    )
    with pytest.raises(InputError, match="lifts the total only"):
        pair(lifted)


def test_limits_of_projects_that_bind_are_refused() -> None:
    limited = next(
        cohort
        for cohort in (random_cohort(seed, projects=1.0, limits=1.0) for seed in range(30))
        if any(project.min_pairs > 1 or project.max_pairs == 0 for project in cohort.projects)
    )
    with pytest.raises(InputError, match="cannot keep the limits of"):
        pair(limited)


def test_importing_the_package_does_not_load_the_solver() -> None:
    import subprocess
    import sys

    code = "import sys, matcher.pairing; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"ortools", "pandas"} & set(out.stdout.split())
