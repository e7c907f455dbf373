"""Chains of dates, beside every chain there is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from matcher.solve.calendar import Calendar

DATES, WORKSHOPS = 7, 3


def random_calendar(seed: int, *, runs: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return slots and followers; with `runs`, the followers of each date are neighbours."""
    random = np.random.default_rng(seed)
    slots = random.random((WORKSHOPS, DATES)) < 0.8
    after = np.arange(DATES)[:, None] < np.arange(DATES)
    follows = np.stack([after & (random.random((DATES, DATES)) < 0.7) for _ in range(2)])
    if runs:
        gap, longest = random.integers(1, 3), random.integers(2, 5)
        apart = np.arange(DATES) - np.arange(DATES)[:, None]
        follows = np.stack([(apart >= gap) & (apart <= longest)] * 2)
    return slots, follows


def chains(slots: np.ndarray, follows: np.ndarray, first: int = 0) -> list[tuple[int, ...]]:
    """Return every sequence of dates that the workshops from one on may take."""
    return [
        chain
        for chain in itertools.product(range(DATES), repeat=WORKSHOPS - first)
        if all(slots[first + step, date] for step, date in enumerate(chain))
        and all(
            follows[first + step, a, b] for step, (a, b) in enumerate(itertools.pairwise(chain))
        )
    ]


@pytest.mark.parametrize("runs", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_the_best_chain_ahead_is_the_best_of_all_chains(seed: int, runs: bool) -> None:
    slots, follows = random_calendar(seed, runs=runs)
    random, dates = np.random.default_rng(seed), np.array([0, 1, 3, 4, 6])
    single, of_two = random.integers(0, 50, 5) * 1.0, random.integers(0, 50, (5, 5)) * 1.0
    ahead = Calendar(slots, follows).best_ahead(dates, single, of_two, 0)
    place = {int(date): index for index, date in enumerate(dates)}
    for workshop in range(WORKSHOPS):
        expected = np.full(5, -np.inf)
        for chain in chains(slots, follows, workshop):
            if set(chain) <= set(place):
                at = [place[date] for date in chain]
                links = [of_two[a, b] for a, b in itertools.pairwise(at)]
                worth = min([*(single[index] for index in at), *links])
                expected[at[0]] = max(expected[at[0]], worth)
        assert (ahead[workshop] == expected).all()


@pytest.mark.parametrize("runs", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_the_least_loss_is_the_least_of_all_chains(seed: int, runs: bool) -> None:
    slots, follows = random_calendar(seed, runs=runs)
    loss = np.random.default_rng(seed).integers(0, 50, DATES) * 1.0
    least = Calendar(slots, follows).least_loss(loss, 0)
    for date in range(DATES):
        sums = [loss[list(chain)].sum() for chain in chains(slots, follows) if chain[0] == date]
        assert least[date] == min(sums, default=np.inf)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_reached_holds_every_chain_and_nothing_that_is_not_asked_for(seed: int) -> None:
    slots, follows = random_calendar(seed, runs=False)
    calendar, among = Calendar(slots, follows), np.array([0, 1, 2, 4, 5, 6])
    reached = calendar.reachable((), among)
    inside = [chain for chain in chains(slots, follows) if set(chain) <= set(among.tolist())]
    if reached is None:
        assert not inside
    else:
        there = set(np.flatnonzero(reached).tolist())
        assert {date for chain in inside for date in chain} <= there
        assert there <= set(among.tolist())


@pytest.mark.parametrize("seed", range(10))
def test_dates_in_one_chain_are_apart(seed: int) -> None:
    slots, follows = random_calendar(seed, runs=True)
    apart = Calendar(slots, follows).apart(np.arange(DATES))
    for chain in chains(slots, follows):
        assert all(apart[a, b] for a, b in itertools.combinations(chain, 2))
