"""Whether a plan agrees with its cohort: every number and every rule, recomputed.

Nothing here knows how plans are found. To add a rule, write a function from `Facts` to texts
that say what differs, and put it into its module's table under the rule's key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.check import (
    balance,
    catch_ups,
    check_ins,
    days,
    leaders,
    looking_after,
    objective,
    pairs,
    projects,
    trios,
    venues,
    waiting,
    workshops,
)
from matcher.check.facts import Check, Facts
from matcher.errors import PlanError
from matcher.records import Record

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Plan

__all__ = ["CHECKS", "Finding", "check_plan", "require_clean"]


class Finding(Record):
    """One thing in which a plan does not agree with its cohort."""

    rule: str
    """The rule or the number, by its key."""
    text: str
    """What differs: where, what should stand there, and what stands there."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"


CHECKS: dict[str, Check] = {
    **objective.CHECKS,
    **pairs.CHECKS,
    **trios.CHECKS,
    **projects.CHECKS,
    **balance.CHECKS,
    **days.CHECKS,
    **workshops.CHECKS,
    **venues.CHECKS,
    **leaders.CHECKS,
    **looking_after.CHECKS,
    **check_ins.CHECKS,
    **catch_ups.CHECKS,
    **waiting.CHECKS,
}
"""Every rule, by its key."""


def check_plan(cohort: Cohort, plan: Plan) -> tuple[Finding, ...]:
    """Return everything in which a plan does not agree with its cohort.

    Parameters
    ----------
    cohort
        What the plan was made from, all changes included.
    plan
        The plan, whatever made it.

    Returns
    -------
    tuple of Finding
        Nothing where the plan is in order. Whether a better plan exists is not asked.
    """
    facts = Facts(cohort, plan)
    return tuple(
        Finding(rule=rule, text=text) for rule, check in CHECKS.items() for text in check(facts)
    )


def require_clean(cohort: Cohort, plan: Plan) -> None:
    """Raise an error that lists everything in which a plan does not agree with its cohort.

    Raises
    ------
    matcher.errors.PlanError
        When `check_plan` finds anything.
    """
    findings = check_plan(cohort, plan)
    if findings:
        raise PlanError("\n".join(str(finding) for finding in findings))
