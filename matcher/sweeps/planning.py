"""One point of a grid: its plan, or why it has none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from matcher.errors import InputError
from matcher.pipeline import Known, plan
from matcher.scores import Scorer
from matcher.sweeps.axes import value_of
from matcher.sweeps.results import Row, State
from matcher.wording import sentence

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Plan
    from matcher.solve.progress import Progress
    from matcher.sweeps.axes import Point


def row_of(point: Point, status: State, **values: Any) -> Row:
    """Return the row of a point, with what is known of it."""
    return Row(
        number=point.number,
        settings={change.key: value_of(change) for change in point.changes},
        changes=tuple(str(change) for change in point.changes),
        status=status,
        **values,
    )


def known_of(cohort: Cohort) -> Known | None:
    """Return the scores of a cohort, as far as they hold at every point.

    Its best dates are not among it: they could decide among plans that are equally good.
    """
    return Known(Scorer(cohort), None) if cohort.programme.pairing.form_pairs else None


def plan_point(
    cohort: Cohort,
    point: Point,
    *,
    time_limit: float | None,
    seed: int | None,
    progress: Progress | None = None,
    known: Known | None = None,
) -> Row:
    """Return the row of a point, from a plan of the cohort after its changes."""
    started = time.perf_counter()
    try:
        changed = cohort.with_changes(point.changes)
    except InputError as error:
        said = " ".join(f"{sentence(one.message)} {one.remedy}" for one in error.problems)
        return row_of(point, State.REFUSED, reason=said)
    made = plan(changed, time_limit=time_limit, seed=seed, progress=progress, known=known)
    seconds = round(time.perf_counter() - started, 3)
    return row_of(point, State(made.status.value), seconds=seconds, **_worth(made))


def failed(point: Point, error: BaseException) -> Row:
    """Return the row of a point at which something broke."""
    return row_of(point, State.FAILED, reason=f"{type(error).__name__}: {error}")


def _worth(made: Plan) -> dict[str, Any]:
    known = {} if made.objective is None else dict(made.objective)
    return {
        **known,
        "bound": made.bound,
        "gap": made.gap,
        "dates": tuple(workshop.date for workshop in made.workshops),
        "reason": made.reasons[0].text if made.reasons else "",
    }
