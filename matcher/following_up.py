"""To note what happened in a plan that is running: who answered, who came, what was held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.errors import InputError, Problem, Severity
from matcher.follow_up import FollowUp, dated, merged
from matcher.plans import MeetingState, WorkshopState
from matcher.repairing import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from matcher.cohort import Cohort
    from matcher.plans import CatchUp, CheckIn, Plan, Workshop
    from matcher.solve.progress import Progress

WHERE = "follow_up"
"""Where the problems of a note are said to stand."""


def note_follow_up(
    plan: Plan,
    rows: Iterable[FollowUp] = (),
    *,
    held: int = 0,
    announced: int = 0,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return a running plan that knows what happened; pairs and dates stay wherever they can.

    Parameters
    ----------
    plan
        The plan that is running; it knows its cohort. Where it has no pairs, the one that its
        cohort holds as running is meant.
    rows
        What people answered, and who came. What a row leaves blank stays as it was known.
    held, announced
        Up to which workshop they were held, and up to which people were told the dates. What was
        held or announced before stays so.
    time_limit, seed, progress
        As for `matcher.plan`.

    Returns
    -------
    Plan
        The plan that disturbs the given one least, as `matcher.repairing.repair` finds it; its
        cohort holds the notes and the plan as it runs.

    Raises
    ------
    matcher.InputError
        When a note is about nobody, or about a workshop that there is not.
    """
    news, cohort, base = tuple(rows), plan.cohort, plan.cohort.base
    if not plan.pairs and base.current_plan is not None:
        plan = base.current_plan
    problems = [*_strangers(base, news), *_no_workshops(plan, news, held, announced)]
    if problems:
        raise InputError(problems)
    known = dated(base.follow_up, base.current_plan or plan)
    noted = base.model_copy(
        update={"follow_up": tuple(sorted(merged(known, dated(news, plan)), key=lambda it: it.key))}
    )
    running = plan.model_copy(update=_as_it_runs(plan, held, announced))
    running = running.of_cohort(noted.with_changes(*cohort.changes))
    return repair(running, time_limit=time_limit, seed=seed, progress=progress)


def read_follow_up(path: str | Path) -> tuple[FollowUp, ...]:
    """Return the rows of a lone CSV file with the columns of `follow_up`.

    Raises
    ------
    matcher.InputError
        With everything that is wrong with the file.
    """
    from matcher.files import read_notes

    rows, problems = read_notes(path)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)
    return rows


def _as_it_runs(plan: Plan, held: int, announced: int) -> dict[str, object]:
    workshops = tuple(_workshop(one, held, announced) for one in plan.workshops)
    over = [one.date for one in workshops if one.state is WorkshopState.HELD]
    until = max(over, default=None)

    def met(meeting: CheckIn | CatchUp) -> CheckIn | CatchUp:
        if until is None or meeting.date >= until:
            return meeting
        return meeting.model_copy(update={"state": MeetingState.DONE})

    return {
        "workshops": workshops,
        "check_ins": tuple(map(met, plan.check_ins)),
        "catch_ups": tuple(map(met, plan.catch_ups)),
    }


def _workshop(one: Workshop, held: int, announced: int) -> Workshop:
    if one.number <= held:
        return one.model_copy(update={"state": WorkshopState.HELD})
    if one.number <= announced and one.state is WorkshopState.PLANNED:
        return one.model_copy(update={"state": WorkshopState.ANNOUNCED})
    return one


def _strangers(base: Cohort, rows: Iterable[FollowUp]) -> Iterator[Problem]:
    known = {one.person_id for one in base.people}
    for row in rows:
        if row.person_id not in known:
            yield _problem(
                "person_id",
                row.person_id,
                "nobody has this id",
                "Write the id as it stands in participants.",
            )


def _no_workshops(
    plan: Plan, rows: Iterable[FollowUp], held: int, announced: int
) -> Iterator[Problem]:
    if not plan.pairs:
        remedy = "Name a plan that can be running."
        yield _problem("plan", plan.status.value, "this plan has no pairs", remedy)
        return
    count = len(plan.workshops)
    numbers = {max(row.occasion) for row in rows} | {held, announced}
    for number in sorted(one for one in numbers if one > count):
        yield _problem(
            "workshop",
            number,
            "there is no workshop with this number",
            f"Write a number from 1 to {count}.",
        )


def _problem(column: str, value: object, message: str, remedy: str) -> Problem:
    return Problem(file=WHERE, column=column, value=str(value), message=message, remedy=remedy)
