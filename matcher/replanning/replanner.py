"""A plan at hand, and what it spares the plans after changes: scores, dates, and the proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.cohort import Status
from matcher.pipeline import Known
from matcher.pipeline import plan as make_plan
from matcher.plans import Outcome
from matcher.scores import Scorer, alone
from matcher.solve.gains import gains
from matcher.solve.levels import solve
from matcher.solve.memory import Memory, remember
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Solution, Worth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Progress

SLACK = 100
"""How far below the best the dates are remembered, in points."""

MOST_SLACK = 200
"""The same for the cohort before its changes, where those have cost more than `SLACK`."""


def replan(
    plan: Plan,
    *changes: str | Change | Iterable[str | Change],
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return the best plan after some changes, quicker than from nothing.

    The objective is that of a plan made from nothing; among plans that are equally good, this may
    be another one. For many what-ifs about one plan, keep a `Replanner`.

    Parameters
    ----------
    plan
        The plan at hand, which knows its cohort.
    changes
        Changes, or texts such as ``"withdraw=P07"``.
    time_limit, seed, progress
        As for `matcher.plan`.

    Raises
    ------
    matcher.InputError
        When a change cannot be read, names somebody absent, or contradicts another one.
    """
    replanner = Replanner(plan)
    return replanner.plan(*changes, time_limit=time_limit, seed=seed, progress=progress)


class Replanner:
    """Answers one what-if about a plan after the other.

    It keeps the scores, and the plan itself: where a change leaves the plan as good as it was and
    makes nothing possible, that is the proof, and where it makes something possible, only plans
    that use it are searched. `remember` keeps more, which pays off from about five what-ifs on.

    Parameters
    ----------
    plan
        The plan at hand, which knows its cohort.

    Raises
    ------
    ValueError
        When the plan was read without its cohort.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cohort: Cohort = plan.cohort
        paired = self._cohort.programme.pairing.form_pairs
        scorer = Scorer(self._cohort) if paired else None
        scores = alone(self._cohort) if scorer is None else scorer.all()
        self._problem = build_problem(self._cohort, scores)
        self._solution = _as_solution(plan, self._problem)
        self.known = Known(scorer, _of_solution(self._problem, self._solution), plan)

    def plan(
        self,
        *changes: str | Change | Iterable[str | Change],
        time_limit: float | None = None,
        seed: int | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """Return the best plan after some changes to the plan at hand; see `replan`."""
        return make_plan(
            self._cohort.with_changes(*changes),
            time_limit=time_limit,
            seed=self._plan.provenance.seed if seed is None else seed,
            progress=progress,
            known=self.known,
        )

    def remember(self, seconds: float = 10.0, progress: Progress | None = None) -> None:
        """Find and keep all dates on which plans are nearly as good, for the what-ifs to come.

        The same is kept of the cohort before its last change and before all its changes, if those
        took anything away. All that takes as long as three to ten searches from nothing. Most
        changes that take something away, and most that take an earlier change back, are then
        answered without a search.

        Parameters
        ----------
        seconds
            How long it may take; where that is too short, nothing more is known than before.
        progress
            Who may stop it.
        """
        if self._solution is None or self._solution.outcome is not Outcome.OPTIMAL:
            return
        budget = Budget(seconds, progress)
        found = remember(self._problem, self._solution, SLACK, budget)
        known = found if len(found.near) > 1 else _of_solution(self._problem, self._solution)
        assert known is not None
        memory = replace(known, earlier=self._before_changes(budget))
        self.known = replace(self.known, memory=memory)

    def _before_changes(self, budget: Budget) -> Memory | None:
        """Return what is known of the cohort before its last change, and before all of them."""
        changes, base = self._cohort.changes, self._cohort.base
        kept: list[Memory] = []
        for count in sorted({max(0, len(changes) - 1), 0}, reverse=True):
            problem = self._problem_of(base.with_changes(*changes[:count]))
            known = [self._problem, *(one.problem for one in kept)]
            if any(_is_no_laxer(problem, one) for one in known):
                continue
            found = self._known_of(problem, budget)
            if found is not None:
                kept.append(found)
        return _chained(kept)

    def _known_of(self, problem: Problem, budget: Budget) -> Memory | None:
        """Return what is worth keeping of an earlier problem; nothing where that takes too long."""
        solution = solve(problem, budget, self._plan.provenance.seed, self.known.memory)
        if solution.outcome is not Outcome.OPTIMAL or solution.worth is None:
            return None
        assert self._solution is not None
        assert self._solution.worth is not None
        lost = solution.worth.total - self._solution.worth.total
        found = remember(problem, solution, min(max(SLACK, lost), MOST_SLACK), budget)
        return found if len(found.near) > 1 else _of_solution(problem, solution)

    def _problem_of(self, cohort: Cohort) -> Problem:
        if not cohort.programme.pairing.form_pairs:
            return build_problem(cohort, alone(cohort))
        return build_problem(cohort, Scorer(cohort, self.known.scorer).all())


def _is_no_laxer(problem: Problem, known: Problem) -> bool:
    """Return whether a problem offers nothing that a known one does not."""
    more = gains(known, problem, min(known.wanted, problem.wanted))
    return more is not None and more.is_empty and more.points <= 0


def _chained(memories: list[Memory]) -> Memory | None:
    """Return memories as one, each with the next as what was known earlier."""
    chain: Memory | None = None
    for one in reversed(memories):
        chain = replace(one, earlier=chain)
    return chain


def _of_solution(problem: Problem, solution: Solution | None) -> Memory | None:
    """Return what a solution alone tells of a problem."""
    if solution is None or solution.worth is None:
        return None
    pairs, proven = len(solution.pairs), solution.outcome is Outcome.OPTIMAL
    if proven and not solution.worth.reserves:
        return Memory.of_plan(problem, solution.dates, pairs, solution.worth.total)
    return Memory.of_plan(problem, solution.dates, pairs)


def _as_solution(plan: Plan, problem: Problem) -> Solution | None:
    """Return a plan as the search would hand it over; nothing where it is none of this cohort."""
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    row = {one: index for index, one in enumerate(problem.patients.ids)}
    column = {one: index for index, one in enumerate(problem.professionals.ids)}
    couples = [(pair.patient, pair.professional or pair.patient) for pair in plan.pairs]
    known = all(one in row and other in column for one, other in couples)
    if plan.objective is None or not known or any(w.date not in place for w in plan.workshops):
        return None
    reserves = {p.person_id for p in plan.cohort.people if p.status is Status.RESERVE}
    objective = plan.objective
    # Another version may have counted otherwise, so its proof is none of ours.
    made_here = plan.provenance.version == __version__
    return Solution(
        outcome=plan.status if made_here else Outcome.FEASIBLE,
        dates=tuple(place[workshop.date] for workshop in plan.workshops),
        pairs=tuple((row[one], column[other]) for one, other in couples),
        worth=Worth(
            pairs=objective.pairs,
            reserves=sum(one in reserves for pair in plan.pairs for one in pair.two),
            worst_fit=objective.worst_fit,
            total=objective.total,
        ),
    )
