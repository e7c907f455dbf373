"""Programmes in which nobody is paired: only dates are planned."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

import brute
import matcher
from matcher.cohort import Answer, Cohort, Status, Venue
from matcher.dates import Code, answers, candidate_dates
from matcher.programme import Fairness, Weekday
from matcher.solve.model import solve_complete
from matcher.solve.problem import build_problem
from matcher.timetable import timetable
from worlds import cohort, people, person, with_person, with_rules

ALONE = {"pairing.form_pairs": False, "programme.pairs": 5, "workshops.count": 2}


def alone(*members: object, **values: object) -> Cohort:
    return cohort(*members, rules=ALONE, **values)  # type: ignore[arg-type]


def test_everybody_comes_alone_whatever_their_side() -> None:
    plan = matcher.plan(alone(*people(3, 2)))
    assert [pair.couple for pair in plan.pairs] == [(f"{who}", None) for who in _ids(3, 2)]
    assert {(pair.fit, pair.project) for pair in plan.pairs} == {(0, None)}
    assert plan.objective is not None
    assert (plan.objective.pairs, plan.objective.total) == (5, 0)
    assert plan.frame("pairs")["professional"].isna().all()
    assert matcher.check_plan(plan.cohort, plan) == ()


def _ids(patients: int, professionals: int) -> list[str]:
    return sorted(
        [f"P{one + 1}" for one in range(patients)] + [f"H{one + 1}" for one in range(professionals)]
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_dates_are_the_best_of_all_dates(seed: int) -> None:
    given = _random(seed)
    problem = build_problem(given)
    plan, other = matcher.plan(given), solve_complete(problem)
    assert plan.status.value == other.status
    best = _best(given)
    if best is None:
        assert plan.objective is None
        return
    assert plan.objective is not None
    assert (plan.objective.pairs, plan.objective.total) == best
    assert (other.n_pairs, other.total) == best


def _random(seed: int) -> Cohort:
    from random import Random

    random = Random(seed)
    kinds = [Answer.YES, Answer.YES, Answer.IF_NEEDED, Answer.NO, Answer.UNKNOWN]
    given = alone(*people(2, 3))
    given = with_rules(
        given,
        programme={"end": date(2027, 2, 12), "pairs": random.randint(2, 5)},
        workshops={"max_missed": random.randint(0, 1), "weekdays": (Weekday.TUE, Weekday.THU)},
    )
    days = candidate_dates(given).days
    entries = {who: {day: random.choice(kinds) for day in days} for who in _ids(2, 3)}
    return given.model_copy(update={"availability": entries})


def _best(given: Cohort) -> tuple[int, int] | None:
    """Return how many can be placed, and the total, by trying all dates."""
    found = candidate_dates(given)
    order = timetable(given, found)
    can = answers(given, given.people, found.days)
    programme, worth = given.programme, []
    for dates in product(range(len(found.days)), repeat=2):
        slots = all(order.slots[step, day] for step, day in enumerate(dates))
        if not slots or not order.follows[0, dates[0], dates[1]]:
            continue
        missed = (can[:, dates] < Code.IF_NEEDED).sum(axis=1)
        asked = (can[:, dates] == Code.IF_NEEDED).sum(axis=1)
        values = sorted(
            (-100 * m - 20 * a for m, a in zip(missed.tolist(), asked.tolist(), strict=True)
             if m <= programme.workshops.max_missed),
            reverse=True,
        )[: programme.programme.pairs]  # fmt: skip
        if values:
            worth.append((len(values), sum(values)))
    return max(worth, default=None)


def test_whoever_cannot_come_often_enough_waits_and_is_told_so() -> None:
    given = with_person(alone(*people(3, 0)), "P2", weekdays=(Weekday.SUN,))
    plan = matcher.plan(given)
    (waiting,) = plan.waiting
    assert waiting.person == "P2"
    assert waiting.reason == "cannot, on these dates, attend at least 1 of 2 workshops"


def test_where_there_are_more_people_than_places_the_others_wait() -> None:
    plan = matcher.plan(with_rules(alone(*people(4, 0)), programme={"pairs": 3}))
    (waiting,) = plan.waiting
    assert waiting.reason == "no place left: 3 people wanted, 3 placed"


def test_a_limit_on_people_from_somewhere_counts_people() -> None:
    given = alone(person("P1", area="North"), person("P2", area="North"), person("H1"))
    limited = with_rules(given, balance={"limits": ("area: north <= 1",)})
    assert len(matcher.plan(limited).pairs) == 2
    other_side = with_rules(given, balance={"limits": ("professional.area: north <= 0",)})
    assert len(matcher.plan(other_side).pairs) == 3


def test_somebody_who_is_confirmed_must_be_there() -> None:
    given = with_person(
        alone(*people(3, 0)), "P2", weekdays=(Weekday.SUN,), status=Status.CONFIRMED
    )
    plan = matcher.plan(given)
    assert plan.status.value == "infeasible"
    assert plan.reasons[0].rule == "participants.status"


def test_people_cannot_be_paired_on_their_own_where_nobody_is_paired() -> None:
    with pytest.raises(matcher.InputError, match="there is nothing to pair"):
        matcher.pair(alone(*people(2, 2)))


def test_the_least_fit_and_locks_play_no_part_where_nobody_is_paired() -> None:
    given = with_rules(alone(*people(2, 1)), pairing={"min_fit": 900})
    for one in (given, given.with_changes("lock=P1+H1")):
        plan = matcher.plan(one)
        assert (plan.status.value, len(plan.pairs)) == ("optimal", 3)


@pytest.mark.parametrize("wanted", [2, 3])
@pytest.mark.parametrize("limits", [(), ("area: North <= 1",), ("area: North >= 1",)])
def test_with_no_workshops_the_worst_pair_is_lifted_first(
    limits: tuple[str, ...], wanted: int
) -> None:
    given = cohort(
        person("P1", area="North", prefers=("H2",)),
        *(person(f"P{number}", area="South", prefers=("H1", "H3")) for number in (2, 3, 4)),
        *(person(f"H{number}", area=area) for number, area in enumerate(("", "North", "South"), 1)),
        rules={"workshops.count": 0, "programme.pairs": wanted, "balance.limits": limits},
    )
    worst = with_rules(given, pairing={"fairness": Fairness.WORST_FIRST})
    plan, best = matcher.plan(worst), brute.best(worst)
    assert best is not None
    assert plan.objective is not None
    assert plan.status.value == "optimal"
    found = plan.objective
    assert (found.pairs, found.worst_fit, found.total) == (best.pairs, best.worst_fit, best.total)


@pytest.mark.parametrize(
    "rule",
    [{"workshops.max_same_weekday": 1}, {"costs.same_weekday": 60}, {"venues.budget": 0}],
    ids=str,
)
def test_with_no_workshops_rules_on_all_days_ask_for_nothing(rule: dict[str, object]) -> None:
    given = cohort(
        *people(2, 2),
        rules={"workshops.count": 0, **rule},
        venues=(Venue(venue_id="V1", cost_per_day=50),),
    )
    plan = matcher.plan(given)
    assert (plan.status.value, len(plan.pairs)) == ("optimal", 2)


def test_with_no_workshops_only_pairs_are_formed() -> None:
    given = cohort(*people(3, 3), rules={"workshops.count": 0, "programme.pairs": 3})
    plan = matcher.plan(given)
    assert plan.status.value == "optimal"
    assert (len(plan.pairs), plan.workshops, plan.check_ins, plan.unplaced) == (3, (), (), ())
    assert {(pair.missed, pair.value - pair.fit) for pair in plan.pairs} == {(0, 0)}
