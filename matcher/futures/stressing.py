"""A plan -> what becomes of it over many futures in which people leave."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort import Side
from matcher.errors import InputError, Problem
from matcher.futures.answers import Anybody, Finishing, Reserves, Stress
from matcher.futures.drawing import draw, rates
from matcher.futures.leaning import leaning
from matcher.futures.polls import at_least, polls
from matcher.futures.replaying import Replays, without_repair
from matcher.futures.reserves import Coverage
from matcher.futures.roster import roster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.futures.drawing import Rates
    from matcher.futures.roster import Roster
    from matcher.plans import Plan

    Whole = NDArray[np.int64]

FUTURES = 1000
ANYBODY = "anybody {side}"
"""What the stream of a reserve without a name is called; no id looks like it."""


def stress(
    plan: Plan,
    *,
    futures: int = FUTURES,
    seed: int | None = None,
    drop_out: float | None = None,
    workers: int = 1,
) -> Stress:
    """Return how many pairs of a plan finish when people leave, and what would help.

    Parameters
    ----------
    plan
        A plan that knows its cohort. What was held is past: people leave from then on.
    futures
        How many futures are drawn.
    seed
        Decides who leaves when; `solve.seed` by default. Everybody has random numbers of their own.
    drop_out
        How likely everybody is to leave over the whole programme, in place of the two rates of
        `[drop_out]`.
    workers
        How many processes share the work. The answer does not depend on it.

    Returns
    -------
    Stress
        A frozen record; `lines` says it, `frame` gives its tables.

    Raises
    ------
    matcher.InputError
        When the plan holds no pairs, or a number is out of range.
    """
    _refuse(plan, futures, seed, drop_out, workers)
    settings = plan.cohort.programme
    seed = settings.solve.seed if seed is None else seed
    case = roster(plan)
    given = settings.drop_out
    if drop_out is not None:
        given = given.model_copy(update={"patient": drop_out, "professional": drop_out})
    chances = rates(given, case.times, case.held)
    if chances is None:
        raise InputError([_no_share()])
    drawn = draw(case.ids, case.sides, chances, futures, seed)
    replays = Replays(case)
    before, after = without_repair(case, drawn.leave), replays.finishing(drawn.leave)
    coverage = Coverage(case, drawn.leave)
    found = Stress(
        futures=futures,
        seed=seed,
        pairs=len(case.pairs),
        wanted=case.problem.wanted,
        held=case.held,
        patient=round(chances.chance[Side.PATIENT], 6),
        professional=round(chances.chance[Side.PROFESSIONAL], 6),
        by_workshop=tuple(round(float(share), 6) for share in chances.shares),
        mean_without_repair=_mean(before),
        mean_with_repair=_mean(after),
        sure_without_repair=at_least(before),
        sure_with_repair=at_least(after),
        finishing=_finishing(before, after),
        leaning=leaning(replays, drawn, after, workers),
        free_places=_mean(coverage.free),
        covered_without_reserves=round(int(coverage.covered([()])[0]) / futures, 4),
        reserves=_reserves(replays, coverage, drawn.leave) if case.paired else (),
        anybody=_anybody(case, chances, drawn.leave, after, seed),
        polls=polls(plan, case, futures, seed),
    )
    return found.of_plan(plan)


def _finishing(before: Whole, after: Whole) -> tuple[Finishing, ...]:
    without, with_repair = Counter(before.tolist()), Counter(after.tolist())
    return tuple(
        Finishing(pairs=pairs, without_repair=without[pairs], with_repair=with_repair[pairs])
        for pairs in sorted({*without, *with_repair}, reverse=True)
    )


def _reserves(replays: Replays, coverage: Coverage, leave: Whole) -> tuple[Reserves, ...]:
    """Return the best reserves, each number of them with what one fewer would cover."""
    ids, futures = replays.roster.ids, len(leave)
    last = int(coverage.covered([()])[0])
    found = []
    for choice, covered in coverage.best():
        asked = np.zeros(len(ids), dtype=bool)
        asked[coverage.waiting[list(choice)]] = True
        found.append(
            Reserves(
                number=len(choice),
                people=tuple(ids[one] for one in np.flatnonzero(asked)),
                covered=round(covered / futures, 4),
                gain=round((covered - last) / futures, 4),
                finishing=_mean(replays.finishing(leave, asked)),
            )
        )
        last = covered
    return tuple(found)


def _anybody(
    case: Roster, chances: Rates, leave: Whole, after: Whole, seed: int
) -> tuple[Anybody, ...]:
    """Return what one more in reserve brings on each side that people wait or are placed on."""
    found = []
    for side in Side:
        if not case.paired and side not in case.sides:
            continue
        name = ANYBODY.format(side=side.value)
        more = case.with_anybody(name, side)
        one = draw([name], [side], chances, len(leave), seed).leave
        place = more.ids.index(name)
        everybody = np.insert(leave, place, one[:, 0], axis=1)
        gain = Replays(more).finishing(everybody) - after
        found.append(Anybody(side=side.value, gain=_mean(gain)))
    return tuple(found)


def _mean(numbers: Whole) -> float:
    return round(float(numbers.mean()), 4)


def _refuse(
    plan: Plan, futures: int, seed: int | None, drop_out: float | None, workers: int
) -> None:
    problems = []
    if plan.objective is None:
        problems.append(
            Problem(
                file="stress",
                value=plan.status.value,
                message="this plan holds no pairs",
                remedy="Put a plan under stress that exists; its reasons say why this does not.",
            )
        )
    numbers = (
        ("futures", futures, 1 <= futures <= 1_000_000, "a whole number from 1 to 1000000"),
        ("seed", seed, seed is None or 0 <= seed < 2**31, "a whole number from 0 to 2147483647"),
        ("drop_out", drop_out, drop_out is None or 0 <= drop_out <= 1, "a number from 0 to 1"),
        ("workers", workers, workers >= 1, "a whole number from 1 on"),
    )
    problems += [
        Problem(
            file="stress",
            column=name,
            value=str(value),
            message="this number is out of range",
            remedy=f"Give {allowed}.",
        )
        for name, value, fits, allowed in numbers
        if not fits
    ]
    if problems:
        raise InputError(problems)


def _no_share() -> Problem:
    return Problem(
        file="programme.toml",
        column="drop_out.by_workshop",
        message="no share is for a workshop that there is",
        remedy="Give a share above 0 to one of the workshops, or leave it out.",
    )
