"""How long it takes to say how sure a plan is: all weightings, all draws, every open answer.

In the second row of a size some of the answers are open: fewer people can come, and the search is
harder. What is not solved with proof within the limit is told.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import matcher
from benchmarks.cohorts import benchmark_cohort
from benchmarks.storing import write_text
from matcher.cohort import Answer
from matcher.explaining.questions import Options
from matcher.explaining.sure import Sure, tell
from matcher.language import Language, words_in

if TYPE_CHECKING:
    from matcher.cohort import Cohort

PAIRS, POOL = 12, 20
DAYS = (50, 125)
OPEN = (0.0, 0.03)
"""The share of answers that are open."""


def with_open(cohort: Cohort, share: float, seed: int) -> Cohort:
    """Return a cohort in which a share of the answers is open."""
    random = Random(f"open:{seed}")
    answers = {
        who: {day: Answer.UNKNOWN if random.random() < share else one for day, one in said.items()}
        for who, said in cohort.availability.items()
    }
    return cohort.model_copy(update={"availability": answers})


def measure(days: int, share: float, seed: int, limit: float) -> dict[str, Any]:
    """Return the figures of one cohort."""
    plan = matcher.plan(with_open(benchmark_cohort(PAIRS, POOL, days, seed), share, seed))
    started = time.perf_counter()
    found = tell(plan, words_in(Language.ENGLISH), Options(seconds=limit)).data
    seconds = time.perf_counter() - started
    assert isinstance(found, Sure)
    chasing = found.chasing
    return {
        "dates": days,
        "seconds": round(seconds, 1),
        "weightings": 0 if found.weights is None else found.weights.solved,
        "unchanged": 0 if found.weights is None else found.weights.unchanged,
        "draws of answers": 0 if found.answers is None else found.answers.solved,
        "open": 0 if chasing is None else chasing.open,
        "worth asking": 0 if chasing is None else len(chasing.worth),
        "late": 0 if chasing is None else chasing.late,
    }


def main() -> None:
    """Measure and print; write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sureness", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="the smallest cohort alone")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the cohorts (1)")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for an answer (60)")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    told = parser.parse_args()
    rows = []
    for days in DAYS[:1] if told.smoke else DAYS:
        for share in OPEN[:1] if told.smoke else OPEN:
            rows.append(measure(days, share, told.seed, told.limit))
            print(json.dumps(rows[-1]), flush=True)
    if told.out is not None:
        write_text(told.out, json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
