"""A running plan and what happened -> the plan that disturbs least, checked like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.changes import parse_changes
from matcher.check import require_clean
from matcher.digest import digest
from matcher.pipeline import plan as make_plan
from matcher.plans import MeetingState
from matcher.repairing.disturbances import disturbances
from matcher.repairing.least import fewest_disturbances
from matcher.repairing.reference import Reference, as_told, running
from matcher.repairing.words import method_of, reasons_of
from matcher.solve.levels import solve

if TYPE_CHECKING:
    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.pipeline import Solving
    from matcher.plans import CatchUp, CheckIn, Plan
    from matcher.solve.problem import Problem
    from matcher.solve.progress import Budget, Progress
    from matcher.solve.solution import Solution


def repair(
    plan: Plan,
    *changes: str | Change,
    may_move_announced: bool = False,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return the plan after some changes that disturbs the one at hand least.

    In this order it has the fewest held or announced things that move; workshop dates that move;
    pairs short of the most that are then possible; people who get another partner, those who lose
    their place counting twice; and then the most of a plan's own levels. Around these pairs and
    dates, venues, facilitators and check-ins stay where they still can.

    Parameters
    ----------
    plan
        The plan that is running; it knows its cohort. A workshop after which somebody left, and
        all before it, count as held, whatever their state.
    changes
        What has happened, as changes or their texts.
    may_move_announced
        Whether dates that people were told may move like any others.
    time_limit, seed, progress
        As for `matcher.plan`.

    Returns
    -------
    Plan
        With `disturbances`. ``optimal`` means: nothing disturbs less, and nothing that disturbs
        as little is better; `bound` speaks of plans that disturb no more.

    Raises
    ------
    matcher.InputError
        When a change cannot be read, names somebody absent, or contradicts another one.
    """
    case = Case.of(plan, parse_changes(changes), may_move_announced=may_move_announced)
    searching = Searching(case.reference)
    found = case.plan(searching, time_limit=time_limit, seed=seed, progress=progress)
    return case.told(found, searching.most_pairs) if found.pairs else found


class Searching:
    """How a repair is found; afterwards it knows how many pairs anything at all could have."""

    def __init__(self, reference: Reference) -> None:
        self.most_pairs = 0
        self._reference = reference

    def __call__(self, problem: Problem, budget: Budget, seed: int) -> Solution:
        """Return the plan that disturbs least."""
        free = solve(problem, budget, seed)
        self.most_pairs = len(free.pairs)
        if free.worth is None:
            return free
        return fewest_disturbances(self._reference, problem, budget, seed)


class Case:
    """A running plan, and its cohort after what has happened.

    Attributes
    ----------
    before
        The plan as it runs: what was held is held.
    cohort
        The cohort after the changes, which knows the running plan.
    reference
        What is kept as far as possible.
    """

    def __init__(self, before: Plan, cohort: Cohort, reference: Reference) -> None:
        self.before = before
        self.cohort = cohort
        self.reference = reference

    @classmethod
    def of(cls, plan: Plan, changes: tuple[Change, ...], *, may_move_announced: bool) -> Case:
        """Return the case of a plan and what has happened since.

        A plan without pairs says that nothing could be done: what its cohort holds as running is
        then what is kept.
        """
        cohort = plan.cohort
        known = cohort.base.current_plan
        if not plan.pairs and known is not None:
            plan = known.of_cohort(cohort)
        before = running(plan, changes, may_move_announced=may_move_announced).of_cohort(cohort)
        base = cohort.base.model_copy(update={"current_plan": before})
        return cls(before, base.with_changes(*cohort.changes, *changes), Reference.of(plan))

    def plan(
        self,
        solving: Solving,
        *,
        time_limit: float | None = None,
        seed: int | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """Return the plan with these pairs and dates in which check-ins stay where they can."""
        known = self.cohort.base.model_copy(update={"current_plan": as_told(self.before)})
        firm = known.with_changes(*self.cohort.changes)
        made = make_plan(firm, time_limit=time_limit, seed=seed, progress=progress, solving=solving)
        result = made.model_copy(
            update={
                "check_ins": _as_before(made.check_ins, self.before.check_ins),
                "catch_ups": _as_before(made.catch_ups, self.before.catch_ups),
                "provenance": made.provenance.model_copy(
                    update={"input_digest": digest(self.cohort)}
                ),
            }
        )
        return result.of_cohort(self.cohort)

    def told(self, found: Plan, most_pairs: int) -> Plan:
        """Return a repair with what it disturbs, checked against its own cohort."""
        provenance = found.provenance.model_copy(update={"method": method_of(found)})
        result = found.model_copy(
            update={
                "disturbances": disturbances(self.before, found, most_pairs),
                "reasons": reasons_of(found, most_pairs),
                "provenance": provenance,
            }
        ).of_cohort(self.cohort)
        require_clean(self.cohort, result)
        return result


def _as_before(
    meetings: tuple[CheckIn, ...] | tuple[CatchUp, ...],
    before: tuple[CheckIn, ...] | tuple[CatchUp, ...],
) -> tuple[CheckIn | CatchUp, ...]:
    """Return meetings that have come no further than they had."""
    same = {one.model_copy(update={"state": MeetingState.PLANNED}): one.state for one in before}
    planned = (one.model_copy(update={"state": MeetingState.PLANNED}) for one in meetings)
    return tuple(
        one.model_copy(update={"state": same.get(one, MeetingState.PLANNED)}) for one in planned
    )
