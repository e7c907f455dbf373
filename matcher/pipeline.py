"""From a cohort to a checked plan: the one place that strings the stages together."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.assembling import assemble
from matcher.check import require_clean
from matcher.digest import digest
from matcher.plans import Objective, Outcome, Plan, Provenance, Reason
from matcher.scores import Scorer, alone
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.waiting import waiting_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.assembling import Couple
    from matcher.cohort import Cohort
    from matcher.scores import Scores
    from matcher.solve.memory import Memory
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress
    from matcher.solve.solution import Solution

    Solving = Callable[[Problem, Budget, int], Solution]
    """How pairs and dates are found: a problem, a budget and a seed -> a solution."""

METHOD = "search over dates"
METHOD_WITH_RULES = "search over dates, pairs by integer programming"
"""What a plan says of the method: with rules among the pairs, the pairs on dates that could beat
the best plan come from an integer programme."""


@dataclass(frozen=True)
class Known:
    """What is known of a cohort like the one that is planned; it saves time and alters no proof.

    Attributes
    ----------
    scorer
        What scored its pairs; nothing where people come alone.
    memory
        What is known of its best dates; nothing where it had no plan.
    before
        Its plan: among facilitators and venues that are equally good, its own stay. Where a plan
        is running already, that one counts.
    """

    scorer: Scorer | None
    memory: Memory | None
    before: Plan | None = None


def plan(
    cohort: Cohort,
    *,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
    known: Known | None = None,
    solving: Solving | None = None,
) -> Plan:
    """Return the best plan for a cohort, checked, with its proof or its gap.

    Parameters
    ----------
    cohort
        What to plan.
    time_limit
        Seconds after which the best plan so far is kept; `solve.time_limit_seconds` by default.
    seed
        Decides among plans that are equally good; `solve.seed` by default.
    progress
        Who is told how the search goes on, and may stop it.
    known
        What is known of a similar cohort: see `matcher.Replanner`. It may decide among plans
        that are equally good.
    solving
        How pairs and dates are found; by the search for the best plan by default.

    Returns
    -------
    Plan
        With status ``infeasible`` and reasons where no plan exists, ``unknown`` where time ran
        out before any was found.

    Raises
    ------
    matcher.PlanError
        When the plan does not pass its check: a defect of the software.
    """
    settings = cohort.programme.solve
    seed = settings.seed if seed is None else seed
    budget = Budget(settings.time_limit_seconds if time_limit is None else time_limit, progress)
    scorer = None
    if cohort.programme.pairing.form_pairs:
        scorer = Scorer(cohort, None if known is None else known.scorer)
    scores = alone(cohort) if scorer is None else scorer.all()
    problem = build_problem(cohort, scores)
    if solving is None:
        solution = solve(problem, budget, seed, None if known is None else known.memory)
    else:
        solution = solving(problem, budget, seed)
    provenance = Provenance(
        version=__version__,
        ortools=version("ortools"),
        seed=seed,
        input_digest=digest(cohort),
        seconds=round(solution.seconds, 4),
        method=METHOD if problem.is_plain else METHOD_WITH_RULES,
    )
    if solution.worth is None:
        result = _without_pairs(cohort, scores, problem, solution, provenance, budget, progress)
    else:
        before = None if known is None else known.before
        result = _with_pairs(cohort, scorer, scores, problem, solution, provenance, before)
    result = result.of_cohort(cohort)
    require_clean(cohort, result)
    return result


def _without_pairs(
    cohort: Cohort,
    scores: Scores,
    problem: Problem,
    solution: Solution,
    provenance: Provenance,
    budget: Budget,
    progress: Progress | None,
) -> Plan:
    if solution.outcome is Outcome.INFEASIBLE:
        from matcher.impossible import all_reasons

        reasons = all_reasons(cohort, scores, problem, budget, progress)
    else:
        late = Reason(
            rule="solve.time_limit_seconds",
            text="The search ended before any plan was found; there may or may not be one.",
            remedies=("allow more time",),
        )
        reasons = (late,)
    return Plan(
        status=solution.outcome,
        objective=None,
        bound=None,
        gap=None,
        reasons=reasons,
        provenance=provenance,
    )


def _with_pairs(
    cohort: Cohort,
    scorer: Scorer | None,
    scores: Scores,
    problem: Problem,
    solution: Solution,
    provenance: Provenance,
    before: Plan | None,
) -> Plan:
    worth, bound = solution.worth, solution.bound
    assert worth is not None
    assert bound is not None
    couples = sorted(_couples(cohort, problem, solution), key=lambda pair: pair[0].person_id)
    days = [problem.candidates.days[index] for index in solution.dates]
    around = cohort
    if before is not None and cohort.current_plan is None:
        around = cohort.model_copy(update={"current_plan": before})
    parts = assemble(around, scorer, couples, days, problem.candidates.kept)
    return Plan(
        status=solution.outcome,
        objective=Objective(pairs=worth.pairs, worst_fit=worth.worst_fit, total=worth.total),
        bound=bound,
        gap=(bound - worth.total) / max(1, abs(worth.total)),
        pairs=parts.pairs,
        workshops=parts.workshops,
        check_ins=parts.check_ins,
        catch_ups=parts.catch_ups,
        unplaced=parts.unplaced,
        waiting=waiting_list(cohort, scores, problem, solution),
        reasons=_fewer_than_wanted(problem, solution, is_paired=scorer is not None),
        provenance=provenance.model_copy(update={"settled": parts.settled}),
    )


def _couples(cohort: Cohort, problem: Problem, solution: Solution) -> list[Couple]:
    people = {person.person_id: person for person in cohort.people}
    ours, theirs = problem.patients.ids, problem.professionals.ids
    paired = cohort.programme.pairing.form_pairs
    return [
        (people[ours[row]], people[theirs[column]] if paired else None)
        for row, column in solution.pairs
    ]


def _fewer_than_wanted(
    problem: Problem, solution: Solution, *, is_paired: bool
) -> tuple[Reason, ...]:
    formed, wanted = len(solution.pairs), problem.wanted
    if formed == wanted:
        return ()
    known = (
        "no plan has more under these rules"
        if solution.most_proven
        else "the search ended before it was clear whether more are possible"
    )
    who = "pairs" if is_paired else "people"
    fewer = f"{formed} {who}" if formed != 1 else "1 pair" if is_paired else "1 person"
    return (
        Reason(
            rule="programme.pairs",
            text=f"{formed} of {wanted} {who}: {known}.",
            remedies=("add people or availability", f"want {fewer}"),
        ),
    )
