"""Every kind of change to a plan: from nothing, from the plan at hand, and from a memory.

On cohorts of 12 pairs and 125 dates with a venue and facilitators, each kind of change is made to
the plan. Three times are taken: the whole way from the loaded cohort to the checked plan, the way
to the proof (scores, problem and search, as the plan tells), and the search alone. What the memory
takes is told apart. The totals of all ways are compared.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.cohort import Cohort, Facilitator, Venue
from matcher.pipeline import plan as make_plan
from matcher.programme import Weekday
from matcher.replanning import Replanner
from matcher.scores import Scorer
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from matcher.plans import Plan

LIMIT = 60.0
WEEK = tuple(Weekday)[:5]
JOINS = "person_id,side,consent,weekdays\nP999,patient,yes,Mon;Tue;Wed;Thu;Fri\n"


def measured_cohort(seed: int) -> Cohort:
    """Return a cohort with a venue and facilitators, so that every kind of change can be made."""
    leaders = tuple(Facilitator(facilitator_id=f"F{one}", weekdays=WEEK) for one in (1, 2))
    places = {"venues": (Venue(venue_id="V1"),), "facilitators": leaders}
    cohort = benchmark_cohort(12, 20, 125, seed).model_copy(update=places)
    return cohort.with_changes("rule=check_ins.per_gap=0")


def changes_to(plan: Plan, joins: Path) -> list[str]:
    """Return changes that touch a plan; each is measured, and so is what takes it back."""
    first, second, third = plan.pairs[0], plan.pairs[1], plan.pairs[2]
    day = plan.workshops[2].date
    return [
        f"withdraw={first.patient}",
        f"pause={first.patient}",
        f"join={plan.waiting[0].person}:{second.patient}+{second.professional}",
        f"add={joins}",
        f"lock={first.patient}+{second.professional}",
        f"forbid={third.patient}+{third.professional}",
        f"date=3:{plan.workshops[2].date}",
        f"block={day}",
        "weekdays=Mon;Tue;Wed;Thu",
        "pairs=11",
        "rule=workshops.min_gap_days=28",
        "weight=motivation=25",
        f"venue_closed=V1@{day}",
        f"facilitator_away=F1@{day}",
        f"answer={first.professional}@{day}:no",
    ]


def timed(work: Callable[[], Any]) -> tuple[float, list[Any]]:
    """Return how long the quickest of two runs takes, and what came out of both."""
    runs, done = [], []
    for _ in range(2):
        started = time.perf_counter()
        done.append(work())
        runs.append(time.perf_counter() - started)
    return min(runs), done


def worth_of(plan: Plan) -> tuple[object, ...]:
    """Return what plans of one cohort must have in common."""
    assert plan.objective is not None
    return plan.status, plan.objective.pairs, plan.objective.total


def measure(plan: Plan, change: str) -> dict[str, Any]:
    """Return the times of one change, made to a plan in three ways."""
    after = plan.cohort.with_changes(change)
    problem = build_problem(after, Scorer(after).all())
    planner = Replanner(plan)
    row: dict[str, Any] = {"kind": change.partition("=")[0]}
    worths = set()
    row["whole, from nothing"], found = timed(lambda: make_plan(after, time_limit=LIMIT))
    row["proof, from nothing"] = min(one.provenance.seconds for one in found)
    worths.update(worth_of(one) for one in found)
    row["search, from nothing"], _ = timed(lambda: solve(problem, Budget(LIMIT)))
    for way in ("plan", "memory"):
        memory = planner.known.memory
        row[f"whole, from the {way}"], found = timed(lambda: planner.plan(change))
        row[f"proof, from the {way}"] = min(one.provenance.seconds for one in found)
        worths.update(worth_of(one) for one in found)
        row[f"search, from the {way}"], solved = timed(
            lambda memory=memory: solve(problem, Budget(LIMIT), memory=memory)
        )
        row[f"searched, from the {way}"] = solved[0].assignments > 0
        if way == "plan":
            started = time.perf_counter()
            planner.remember()
            row["remembering"] = time.perf_counter() - started
    row["same pairs and total"] = len(worths) == 1
    return row


def rows_of(seed: int, joins: Path, most: int | None) -> list[dict[str, Any]]:
    """Return the times of every kind of change to one cohort's plan, or of the first ones."""
    base = make_plan(measured_cohort(seed), time_limit=LIMIT)
    rows = []
    for change in changes_to(base, joins)[:most]:
        rows.append(measure(base, change))
        changed = base.cohort.with_changes(change)
        back = changed.changes[-1].opposite(base.cohort)
        if back is not None and back.kind != rows[-1]["kind"]:
            rows.append(measure(make_plan(changed, time_limit=LIMIT), str(back)))
        elif back is not None:
            again = measure(make_plan(changed, time_limit=LIMIT), str(back))
            rows.append({**again, "kind": f"{again['kind']}, back"})
    return rows


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return shares of the time from nothing: the median of the kinds' medians."""
    told: dict[str, Any] = {}
    kinds = sorted({row["kind"] for row in rows})
    for what in ("whole", "proof", "search"):
        for way in ("plan", "memory"):
            shares = {
                kind: median(
                    row[f"{what}, from the {way}"] / row[f"{what}, from nothing"]
                    for row in rows
                    if row["kind"] == kind
                )
                for kind in kinds
            }
            told[f"{what}, from the {way}"] = {"median": median(shares.values()), **shares}
    told["remembering"] = median(row["remembering"] for row in rows)
    told["whole, from nothing"] = median(row["whole, from nothing"] for row in rows)
    told["proof, from nothing"] = median(row["proof, from nothing"] for row in rows)
    told["search, from nothing"] = median(row["search, from nothing"] for row in rows)
    told["same"] = f"{sum(row['same pairs and total'] for row in rows)} of {len(rows)}"
    return told


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whatifs", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="cohorts (3)")
    parser.add_argument("--most", type=int, help="only so many kinds of changes (all)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        joins = Path(folder, "joins.csv")
        joins.write_text(JOINS, encoding="utf-8")
        rows = [row for seed in range(told.seeds) for row in rows_of(seed, joins, told.most)]
    figures = summary(rows)
    print(json.dumps(figures, indent=1))
    if told.out is not None:
        write_text(told.out, json.dumps({"summary": figures, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
