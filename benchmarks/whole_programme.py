"""The whole programme: check-ins and facilitators for given pairs, and the search with more rules.

Check-ins are settled for pairs of the benchmark's cohorts on five dates, with a facilitator for
five pairs each, as usual and with more asked of them. The search runs on 12 pairs and 125 dates,
with one rule more at a time, beside the same cohort without it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.cohort import Cohort, Facilitator, Venue
from matcher.dates import window
from matcher.programme import Programme, Weekday
from matcher.settle.care import settle_care
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

SIZES = (12, 30, 100)
"""How many pairs have check-ins."""

CHECK_INS: dict[str, dict[str, Any]] = {
    "as usual": {},
    "one a day": {"max_per_facilitator_day": 1},
    "two a gap, or calls": {
        "per_gap": 2,
        "mode": "or_calls",
        "earliest_days_after": 5,
        "latest_days_before": 3,
    },
}
"""What is asked of check-ins."""

PLACES = (5, 25, 50, 70, 95)
"""The dates of the workshops, as places in the window."""

LIMIT = 60.0

Change = Callable[[Cohort], Cohort]


def with_settings(cohort: Cohort, **sections: dict[str, Any]) -> Cohort:
    """Return a cohort with some settings changed."""
    given = cohort.programme.model_dump()
    for name, values in sections.items():
        given[name] = {**given[name], **values}
    return cohort.model_copy(update={"programme": Programme.model_validate(given)})


def from_places(cohort: Cohort) -> Cohort:
    """Return a cohort whose people are from four areas."""
    random = Random(1)
    people = tuple(
        one.model_copy(update={"area": random.choice(["North", "South", "East", "West"])})
        for one in cohort.people
    )
    return cohort.model_copy(update={"people": people})


def with_venues(cohort: Cohort) -> Cohort:
    """Return a cohort with four venues of different prices, each free on half of the days."""
    random, days = Random(2), window(cohort.programme)
    venues = tuple(
        Venue(
            venue_id=f"V{number}",
            cost_per_day=100 + 50 * number,
            dates=tuple(day for day in days if random.random() < 0.5),
        )
        for number in range(4)
    )
    return cohort.model_copy(update={"venues": venues})


RULES: dict[str, Change] = {
    "a cost for repeated weekdays": lambda it: with_settings(it, costs={"same_weekday": 30}),
    "at most two on a weekday": lambda it: with_settings(it, workshops={"max_same_weekday": 2}),
    "five different weekdays": lambda it: with_settings(it, workshops={"max_same_weekday": 1}),
    "a budget for venues": lambda it: with_settings(with_venues(it), venues={"budget": 550}),
    "a quorum of 11": lambda it: with_settings(it, workshops={"quorum": 11}),
    "balance over four areas": lambda it: with_settings(
        from_places(it), balance={"limits": ["area: * <= 8", "patient.area: North >= 3"]}
    ),
    "blocks of 2, 2 and 1": lambda it: with_settings(it, workshops={"blocks": [2, 2, 1]}),
    "half days": lambda it: with_settings(it, workshops={"sessions_per_day": 2}),
    "12 workshops": lambda it: with_settings(
        it, workshops={"count": 12, "min_gap_days": 7, "max_gap_days": 28, "max_missed": 3}
    ),
}
"""What is added to 12 pairs from 20 a side, with 10 % of the answers if needed."""


def with_facilitators(cohort: Cohort, number: int) -> Cohort:
    """Return a cohort with facilitators who can do four weekdays and six pairs each."""
    random = Random(number)
    week = list(Weekday)[:5]
    leaders = tuple(
        Facilitator(
            facilitator_id=f"F{one:02}", max_pairs=6, weekdays=tuple(random.sample(week, 4))
        )
        for one in range(number)
    )
    return cohort.model_copy(update={"facilitators": leaders})


def measure_care(pairs: int, name: str, seeds: int) -> dict[str, Any]:
    """Return how long check-ins take, how many are placed, and whether that is proven."""
    seconds, placed, proven = [], [], 0
    wanted = 4 * pairs * CHECK_INS[name].get("per_gap", 1)
    for seed in range(seeds):
        given = benchmark_cohort(pairs, pairs + pairs // 2, 125, seed)
        cohort = with_settings(
            with_facilitators(given, max(2, pairs // 5)), check_ins=CHECK_INS[name]
        )
        days = window(cohort.programme)
        couples = list(zip(cohort.patients[:pairs], cohort.professionals[:pairs], strict=True))
        started = time.perf_counter()
        care = settle_care(cohort, couples, [days[place] for place in PLACES])
        seconds.append(time.perf_counter() - started)
        missing = sum(one.what == "check_in" for one in care.unplaced)
        placed.append(wanted - missing)
        proven += care.proven
    return {
        "pairs": pairs,
        "check-ins": name,
        "wanted": wanted,
        "placed": f"{min(placed)} to {max(placed)}",
        "median s": median(seconds),
        "slowest s": max(seconds),
        "proven": f"{proven} of {seeds}",
    }


def measure_rule(name: str, change: Change, seeds: int) -> dict[str, Any]:
    """Return how long the search takes with a rule, beside the same cohort without it."""
    plain, ruled, proven = [], [], 0
    for seed in range(seeds):
        cohort = benchmark_cohort(12, 20, 125, seed, if_needed=0.1)
        for given, seconds in ((cohort, plain), (change(cohort), ruled)):
            problem = build_problem(given)
            started = time.perf_counter()
            solution = solve(problem, Budget(LIMIT))
            seconds.append(time.perf_counter() - started)
        proven += solution.outcome.value in ("optimal", "infeasible")
    return {
        "rule": name,
        "without, median s": median(plain),
        "median s": median(ruled),
        "slowest s": max(ruled),
        "ratio": median(a / b for a, b in zip(ruled, plain, strict=True)),
        "proven": f"{proven} of {seeds}",
    }


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.whole_programme", description=__doc__
    )
    parser.add_argument("--seeds", type=int, default=5, help="cohorts of each kind (5)")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most pairs (100)")
    parser.add_argument("--rules", type=int, default=len(RULES), help="how many rules (all)")
    parser.add_argument("--out", type=Path, help="a JSON file")
    given = parser.parse_args()
    rows = []
    for pairs, name in product((size for size in SIZES if size <= given.most), CHECK_INS):
        rows.append(measure_care(pairs, name, given.seeds))
        print(json.dumps(rows[-1]), flush=True)
    for name, change in list(RULES.items())[: given.rules]:
        rows.append(measure_rule(name, change, given.seeds))
        print(json.dumps(rows[-1]), flush=True)
    if given.out is not None:
        write_text(given.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
