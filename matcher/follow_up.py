"""What people said to their invitations, and whether they came: a part of a plan that is running.

A reply stands for the date that the running plan gave the workshop or the check-in; when that
moves, the reply is about a day that does not matter any more. That somebody came, or did not,
stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from matcher.plans import MeetingState, WorkshopState
from matcher.records import Identifier, Record

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.plans import Plan

Number = Annotated[int, Field(ge=1, le=52)]
Occasion = tuple[int, int]
"""The number of a workshop and 0; or 0 and the number of the one that a check-in follows."""


class InvitationReply(StrEnum):
    """What somebody said to an invitation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class FollowUp(Record):
    """What is known of one person and one workshop or check-in."""

    person_id: Identifier
    """Who was invited."""
    workshop: Number | None = None
    """The number of the workshop that it is about."""
    after_workshop: Number | None = None
    """Or, for a check-in, the number of the workshop that it follows."""
    date: datetime.date | None = None
    """The day that they were invited for; that of the plan that is running where it is blank."""
    invited: bool | None = None
    """Whether they were invited."""
    reply: InvitationReply | None = None
    """`accepted` or `declined`; blank where they have not answered."""
    came: bool | None = None
    """Whether they really came. It counts as soon as the workshop was held."""
    extra: dict[str, str] = {}

    @model_validator(mode="after")
    def _one_occasion(self) -> Self:
        if (self.workshop is None) == (self.after_workshop is None):
            raise ValueError("either workshop or after_workshop is needed, and not both")
        return self

    @property
    def occasion(self) -> Occasion:
        """What it is about."""
        return self.workshop or 0, self.after_workshop or 0

    @property
    def key(self) -> tuple[str, Occasion]:
        """Whom and what it is about: there is one row each."""
        return self.person_id, self.occasion

    @property
    def is_unanswered(self) -> bool:
        """Whether an invitation waits for its answer."""
        return bool(self.invited) and self.reply is None and self.came is None


def replies(cohort: Cohort) -> Iterator[tuple[str, datetime.date, InvitationReply]]:
    """Yield who accepted or declined which day that is still to come."""
    running = cohort.current_plan
    for row in cohort.follow_up:
        if row.reply is None:
            continue
        for day in days_of(row, running) if row.date is None else (row.date,):
            if running is None or not _is_over(row, running):
                yield row.person_id, day, row.reply


def came(cohort: Cohort) -> dict[tuple[str, int], bool]:
    """Return person and number of a workshop -> whether they came, where it was noted."""
    return {
        (row.person_id, row.workshop): row.came
        for row in cohort.follow_up
        if row.workshop is not None and row.came is not None
    }


def unanswered(cohort: Cohort) -> dict[Occasion, tuple[str, ...]]:
    """Return workshop or check-in -> who was invited and has not answered, of those still here."""
    running = cohort.current_plan
    there = {one.person_id for one in cohort.applicants}
    found: dict[Occasion, tuple[str, ...]] = {}
    for row in cohort.follow_up:
        over = running is not None and _is_over(row, running)
        if row.is_unanswered and row.person_id in there and not over:
            found[row.occasion] = (*found.get(row.occasion, ()), row.person_id)
    return found


def days_of(row: FollowUp, plan: Plan | None) -> tuple[datetime.date, ...]:
    """Return the days that a plan gives the workshop or the check-ins of a row."""
    if plan is None:
        return ()
    if row.workshop is not None:
        return tuple(one.date for one in plan.workshops if one.number == row.workshop)
    couples = {pair.couple for pair in plan.pairs if row.person_id in pair.members}
    return tuple(
        one.date
        for one in plan.check_ins
        if one.couple in couples
        and one.after_workshop == row.after_workshop
        and one.person in (None, row.person_id)
    )


def merged(rows: Iterable[FollowUp], news: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Return rows with news of them: what the news leave blank stays as it was."""
    found = {row.key: row for row in rows}
    for one in news:
        before = found.get(one.key)
        said = {name: value for name, value in one if value not in (None, {})}
        found[one.key] = one if before is None else before.model_copy(update=said)
    return tuple(found.values())


def dated(rows: Iterable[FollowUp], plan: Plan | None) -> tuple[FollowUp, ...]:
    """Return rows in which replies say for which day they are, where a plan knows it."""
    made = []
    for row in rows:
        days = days_of(row, plan)
        is_open = row.reply is not None and row.date is None and len(days) == 1
        made.append(row.model_copy(update={"date": days[0]}) if is_open else row)
    return tuple(made)


def _is_over(row: FollowUp, running: Plan) -> bool:
    """Return whether a workshop was held, or a check-in done: what happened counts then."""
    if row.workshop is not None:
        held = {one.number for one in running.workshops if one.state is WorkshopState.HELD}
        return row.workshop in held
    done = {one.date for one in running.check_ins if one.state is MeetingState.DONE}
    days = days_of(row, running)
    return bool(days) and done.issuperset(days)
