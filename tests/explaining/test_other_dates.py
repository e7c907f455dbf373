"""What other dates would change, beside brute force."""

from __future__ import annotations

import pytest

import matcher
from brute import Book, Levels, in_order
from cohorts import benchmark_cohort, random_cohort
from matcher.cohort import Cohort
from matcher.explaining.dates import Dates, tell
from matcher.explaining.questions import QUESTIONS, Options
from matcher.language import Language, words_in
from matcher.plans import Outcome, Plan
from matcher.programme import Fairness
from worlds import cohort as cohort_of
from worlds import people, with_rules

ENGLISH = words_in(Language.ENGLISH)
SEEDS = [seed for seed in range(60) if seed % 4 == 0]


def told(plan: Plan, **options: int) -> Dates:
    found = tell(plan, ENGLISH, Options(**options)).data
    assert isinstance(found, Dates)
    return found


def best_by_dates(cohort: Cohort) -> dict[tuple[object, ...], Levels]:
    """Return every sequence of dates with what the best plan on it is worth."""
    book = Book(cohort)
    pairings = [pairing for pairing in book.pairings() if book.may_stand(pairing)]
    best: dict[tuple[object, ...], Levels] = {}
    for dates in book.sequences():
        found = [levels for pairing in pairings if (levels := book.levels(pairing, dates))]
        if found:
            best[dates] = max(found, key=lambda levels: in_order(cohort, levels))
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_every_move_and_every_runner_up_is_worth_what_trying_all_plans_says(seed: int) -> None:
    cohort = random_cohort(seed, weekday_limits=0.3, quorum=0.2)
    plan = matcher.plan(cohort)
    if plan.status is not Outcome.OPTIMAL:
        assert not told(plan).answered
        return
    found, best = told(plan, most=10_000), best_by_dates(cohort)
    own = tuple(workshop.date for workshop in plan.workshops)
    for move in found.moves:
        dates = (*own[: move.workshop - 1], move.date, *own[move.workshop :])
        assert move.proven
        assert (dates in best) == move.possible
        if move.possible:
            assert (move.pairs, move.total) == (best[dates].pairs, best[dates].total)
    single = {dates for dates in best if sum(a != b for a, b in zip(dates, own, strict=True)) == 1}
    assert len(single) == sum(bool(move.possible) for move in found.moves)
    assert found.runners_up is not None
    firm = 3 if cohort.programme.pairing.fairness is Fairness.WORST_FIRST else 1
    top = in_order(cohort, best[own])[:firm]
    wanted = sorted(
        (
            (one.reserves, -one.total, dates)
            for dates, one in best.items()
            if dates != own and in_order(cohort, one)[:firm] == top
        ),
    )
    told_of = [(one.reserves, -one.total, one.dates) for one in found.runners_up.sets]
    assert [one[:2] for one in told_of] == [one[:2] for one in wanted]
    assert sorted(told_of) == wanted
    assert found.runners_up.proven
    assert found.runners_up.all_told


def test_a_few_runners_up_are_the_first_of_many() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    few, more = (told(plan, most=most).runners_up for most in (2, 6))
    assert few is not None
    assert more is not None
    assert [one.total for one in few.sets] == [one.total for one in more.sets[:2]]
    assert len(more.sets) == 6
    assert not few.all_told


def test_who_gains_and_who_is_lost_and_how_many_can_come_are_told() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    found, placed = told(plan), {one for pair in plan.pairs for one in pair.members}
    for move in found.moves:
        assert not set(move.gain) & placed
        assert set(move.lost) <= placed
        assert len(move.gain) - len(move.lost) == -2 * (move.fewer_pairs or 0)
    come = {one.date: one.pairs for one in found.attendance}
    for workshop in plan.workshops:
        away = set(workshop.absent)
        together = sum(not away & set(pair.members) for pair in plan.pairs)
        assert come[workshop.date] == together


def test_without_time_nothing_is_called_proven() -> None:
    plan = matcher.plan(benchmark_cohort(6, 8, 30, seed=2))
    answer = QUESTIONS["dates"].ask(plan, ENGLISH, Options(seconds=0))
    assert isinstance(answer.data, Dates)
    assert {move.possible for move in answer.data.moves} == {None}
    assert answer.data.runners_up is not None
    assert not answer.data.runners_up.proven
    assert "The time was too short to prove which sets of dates come next." in answer.lines


def test_people_who_come_alone_are_told_of_too() -> None:
    cohort = with_rules(cohort_of(*people(2, 2)), pairing={"form_pairs": False})
    found = told(matcher.plan(cohort))
    assert found.answered
    assert all(move.pairs == 2 for move in found.moves)


def test_a_programme_without_workshops_has_none_to_move() -> None:
    cohort = with_rules(cohort_of(*people(2, 2)), workshops={"count": 0})
    assert QUESTIONS["dates"].ask(matcher.plan(cohort), ENGLISH).lines == (
        "The plan has no workshops to move to other dates.",
    )


def test_the_lowest_fit_is_told_where_it_counts_before_the_total() -> None:
    given = with_rules(cohort_of(*people(3, 3)), pairing={"fairness": Fairness.WORST_FIRST})
    answer = tell(matcher.plan(given), ENGLISH, Options())
    assert isinstance(answer.data, Dates)
    assert all(move.worst_fit is not None for move in answer.data.moves if move.possible)
    text = "\n".join(answer.lines)
    assert "here the lowest fit counts before the total" in text
    assert ": at best 2 pairs, a lowest fit of" in text
