"""From a cohort to a checked plan: the one place that strings the stages together."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.check import require_clean
from matcher.dates import Code, answers
from matcher.digest import digest
from matcher.plans import Objective, Outcome, Pair, Plan, Provenance, Reason, Workshop
from matcher.scores import Scorer
from matcher.settle.leaders import settle_leaders
from matcher.settle.projects import settle_projects
from matcher.settle.venues import settle_venues
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.waiting import waiting_list

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort, Person
    from matcher.scores import Scores
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress
    from matcher.solve.solution import Solution

Couple = tuple["Person", "Person"]


def plan(
    cohort: Cohort,
    *,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
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
    scorer = Scorer(cohort)
    scores = scorer.all()
    problem = build_problem(cohort, scores)
    solution = solve(problem, budget, seed)
    provenance = Provenance(
        version=__version__,
        ortools=version("ortools"),
        seed=seed,
        input_digest=digest(cohort),
        seconds=round(solution.seconds, 4),
    )
    if solution.worth is None:
        result = _without_pairs(cohort, scores, problem, solution, provenance, budget, progress)
    else:
        result = _with_pairs(cohort, scorer, scores, problem, solution, provenance)
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
        from matcher.impossible import first_reason

        reason = first_reason(cohort, scores, problem, budget.left, progress)
    else:
        reason = Reason(
            rule="solve.time_limit_seconds",
            text="The search ended before any plan was found; there may or may not be one.",
            remedies=("allow more time",),
        )
    return Plan(
        status=solution.outcome,
        objective=None,
        bound=None,
        gap=None,
        reasons=(reason,),
        provenance=provenance,
    )


def _with_pairs(
    cohort: Cohort,
    scorer: Scorer,
    scores: Scores,
    problem: Problem,
    solution: Solution,
    provenance: Provenance,
) -> Plan:
    worth, bound = solution.worth, solution.bound
    assert worth is not None
    assert bound is not None
    people = {person.person_id: person for person in cohort.people}
    couples = [
        (people[problem.patients.ids[row]], people[problem.professionals.ids[column]])
        for row, column in solution.pairs
    ]
    days = [problem.candidates.days[index] for index in solution.dates]
    return Plan(
        status=solution.outcome,
        objective=Objective(pairs=worth.pairs, worst_fit=worth.worst_fit, total=worth.total),
        bound=bound,
        gap=(bound - worth.total) / max(1, abs(worth.total)),
        pairs=_pairs(cohort, scorer, couples, days),
        workshops=_workshops(cohort, couples, days),
        waiting=waiting_list(cohort, scores, problem, solution),
        reasons=_fewer_than_wanted(problem, solution),
        provenance=provenance,
    )


def _pairs(
    cohort: Cohort, scorer: Scorer, couples: list[Couple], days: list[date]
) -> tuple[Pair, ...]:
    costs = cohort.programme.costs
    projects = settle_projects(cohort, couples)
    pairs = []
    for couple, project in zip(couples, projects, strict=True):
        patient, professional = couple
        parts = scorer.parts(patient.person_id, professional.person_id)
        both = answers(cohort, couple, days)
        attended = (both >= Code.IF_NEEDED).all(axis=0)
        missed = int((~attended).sum())
        asked = int((both[:, attended] == Code.IF_NEEDED).sum())
        fit = sum(parts.values())
        pairs.append(
            Pair(
                patient=patient.person_id,
                professional=professional.person_id,
                project=project,
                fit=fit,
                parts=parts,
                coverage=scorer.coverage(patient.person_id, professional.person_id),
                missed=missed,
                if_needed=asked,
                value=fit - costs.missed_workshop * missed - costs.if_needed * asked,
            )
        )
    return tuple(sorted(pairs, key=lambda pair: pair.patient))


def _workshops(cohort: Cohort, couples: list[Couple], days: list[date]) -> tuple[Workshop, ...]:
    placed = [person for couple in couples for person in couple]
    can = answers(cohort, placed, days) >= Code.IF_NEEDED
    venues = settle_venues(cohort, placed, days)
    leaders = settle_leaders(cohort, days)
    return tuple(
        Workshop(
            number=index + 1,
            date=day,
            venue=venue,
            facilitators=leading,
            absent=tuple(
                sorted(
                    p.person_id for p, comes in zip(placed, can[:, index], strict=True) if not comes
                )
            ),
        )
        for index, (day, venue, leading) in enumerate(zip(days, venues, leaders, strict=True))
    )


def _fewer_than_wanted(problem: Problem, solution: Solution) -> tuple[Reason, ...]:
    formed, wanted = len(solution.pairs), problem.wanted
    if formed == wanted:
        return ()
    known = (
        "no plan has more under these rules"
        if solution.most_proven
        else "the search ended before it was clear whether more are possible"
    )
    fewer = "1 pair" if formed == 1 else f"{formed} pairs"
    return (
        Reason(
            rule="programme.pairs",
            text=f"{formed} of {wanted} pairs: {known}.",
            remedies=("add people or availability", f"want {fewer}"),
        ),
    )
