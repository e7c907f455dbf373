"""The plan that a repair starts from, as it stands on the day: what was held, what people know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from matcher.changes.participation import Withdraw
from matcher.plans import MeetingState, WorkshopState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from matcher.changes import Change
    from matcher.plans import CatchUp, CheckIn, Plan, Workshop
    from matcher.solve.problem import Problem

Meeting = TypeVar("Meeting", "CheckIn", "CatchUp")


@dataclass(frozen=True)
class Reference:
    """What is kept as far as possible.

    Attributes
    ----------
    days
        Number of a workshop -> its date.
    announced
        The numbers of the workshops whose dates people were told.
    partner
        Person -> partner, both ways; who comes alone is their own.
    """

    days: Mapping[int, date]
    announced: frozenset[int] = frozenset()
    partner: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Reference:
        """Return what a plan says of dates and partners."""
        told = WorkshopState.ANNOUNCED
        couples = [(one.patient, one.professional or one.patient) for one in plan.pairs]
        return cls(
            days={one.number: one.date for one in plan.workshops},
            announced=frozenset(one.number for one in plan.workshops if one.state is told),
            partner=dict([*couples, *((theirs, ours) for ours, theirs in couples)]),
        )

    def ties(self, problem: Problem) -> Ties:
        """Return what each pair keeps of the earlier partners."""
        ours, theirs = problem.patients.ids, problem.professionals.ids
        kept = np.array([[self.partner.get(one) == other for other in theirs] for one in ours])
        rows = np.array([one in self.partner for one in ours], dtype=np.int64)
        columns = np.array([self.partner.get(one, one) != one for one in theirs], dtype=np.int64)
        kept = kept.reshape(problem.allowed.shape)
        return Ties(
            kept=kept * (rows[:, None] + columns[None, :]) + rows[:, None] + columns[None, :],
            all_kept=2 * int(rows.sum() + columns.sum()),
        )


@dataclass(frozen=True)
class Ties:
    """What a plan keeps of the earlier partners, pair by pair.

    Somebody who keeps their partner counts 2, who gets another one 1, who loses their place 0.

    Attributes
    ----------
    kept
        What the two of each pair count together, ``(P, Q)``.
    all_kept
        What everybody counts who had a partner and is still there, if nobody were disturbed.
    """

    kept: NDArray[np.int64]
    all_kept: int

    def upset(self, pairs: Sequence[tuple[int, int]]) -> int:
        """Return how many people get another partner, and twice how many lose their place."""
        return self.all_kept - sum(int(self.kept[pair]) for pair in pairs)


def running(plan: Plan, changes: Iterable[Change], *, may_move_announced: bool = False) -> Plan:
    """Return a plan as it runs when changes come.

    Workshops up to one after which somebody left were held, and so was all that lies before them.

    Parameters
    ----------
    plan
        The plan at hand.
    changes
        What has happened since.
    may_move_announced
        Whether dates that people were told may be moved like any others.
    """
    left = [one.after_workshop or 0 for one in changes if isinstance(one, Withdraw)]
    last = max(left, default=0)
    states = [one.number for one in plan.workshops if one.state is WorkshopState.HELD]
    last = max([last, *states])
    until = max((one.date for one in plan.workshops if one.number <= last), default=None)
    return plan.model_copy(
        update={
            "workshops": tuple(_workshop(one, last, may_move_announced) for one in plan.workshops),
            "check_ins": tuple(_met(one, until) for one in plan.check_ins),
            "catch_ups": tuple(_met(one, until) for one in plan.catch_ups),
        }
    )


def as_told(plan: Plan) -> Plan:
    """Return a running plan whose planned check-ins people know of, so that they stay."""
    return plan.model_copy(
        update={
            "check_ins": tuple(_known(one) for one in plan.check_ins),
            "catch_ups": tuple(_known(one) for one in plan.catch_ups),
        }
    )


def _workshop(workshop: Workshop, last: int, may_move: bool) -> Workshop:
    if workshop.number <= last:
        return workshop.model_copy(update={"state": WorkshopState.HELD})
    if may_move and workshop.state is WorkshopState.ANNOUNCED:
        return workshop.model_copy(update={"state": WorkshopState.PLANNED})
    return workshop


def _met(meeting: Meeting, until: date | None) -> Meeting:
    """Return a meeting, done where it lies before the last workshop that was held."""
    if until is None or meeting.date >= until:
        return meeting
    return meeting.model_copy(update={"state": MeetingState.DONE})


def _known(meeting: Meeting) -> Meeting:
    if meeting.state is not MeetingState.PLANNED:
        return meeting
    return meeting.model_copy(update={"state": MeetingState.ANNOUNCED})
