"""Changes to days: fix the date of a workshop, and keep days free of workshops."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field

from matcher.changes.base import Change
from matcher.changes.dating import (
    days_in_window,
    read_day,
    read_range,
    say_day,
    say_range,
    write_range,
)
from matcher.decisions import DateRange, Decisions
from matcher.errors import InputError
from matcher.programme import Weekday
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.errors import Problem


class FixDate(Change):
    """Hold a workshop on a certain day."""

    kind: Literal["date"] = "date"
    form = "date=3:2027-04-13"

    number: Annotated[int, Field(ge=1)]
    """Which workshop, from 1 on."""
    day: datetime.date

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``3:2027-04-13``."""
        number, colon, day = argument.partition(":")
        if not colon:
            raise ValueError("the number of a workshop, a colon and a date are needed")
        if not number.strip().isdecimal():
            raise ValueError(f'"{number}" is not the number of a workshop')
        return cls.model_validate({"number": int(number), "day": read_day(day)})

    @property
    def argument(self) -> str:
        """``3:2027-04-13``."""
        return f"{self.number}:{self.day.isoformat()}"

    def sentence(self, called: Called = str) -> str:
        """Say when the workshop is."""
        return f"Hold workshop {self.number} on {say_day(self.day)}"

    def altered(self, cohort: Cohort) -> Cohort:
        """Fix the date."""
        problems = self._problems(cohort)
        if problems:
            raise InputError(problems)
        fixed = {**cohort.decisions.fixed_dates, self.number: self.day}
        decisions = Decisions.model_validate({**dict(cohort.decisions), "fixed_dates": fixed})
        return cohort.model_copy(update={"decisions": decisions})

    def _problems(self, cohort: Cohort) -> list[Problem]:
        programme, count = cohort.programme.programme, cohort.programme.workshops.count
        weekdays = cohort.programme.workshops.weekdays
        holidays = public_holidays(
            programme.country, programme.subdivision, programme.start, programme.end
        )
        problems = []
        if self.number > count:
            problems.append(
                self.problem(
                    f"there is no workshop {self.number}",
                    f"Write a number from 1 to {count} (workshops.count).",
                )
            )
        said = f"{say_day(self.day)} {self.day.year}"
        if not programme.start <= self.day <= programme.end:
            span = f"from {programme.start.isoformat()} to {programme.end.isoformat()}"
            message, remedy = f"{said} lies outside the programme, which runs {span}", "the window"
        elif list(Weekday)[self.day.weekday()] not in weekdays:
            allowed = ", ".join(weekdays)
            message, remedy = f"{said} is none of the workshops' weekdays: {allowed}", "a weekday"
        elif self.day in holidays:
            message, remedy = f"{said} is a public holiday: {holidays[self.day]}", ""
        else:
            return problems
        also = {
            "the window": " or change programme.start or programme.end",
            "a weekday": " or allow the weekday with weekdays=",
        }.get(remedy, "")
        return [*problems, self.problem(message, f"Choose another day{also and ',' + also}.")]


class Block(Change):
    """Hold no workshop on some days. Days outside the programme count for nothing."""

    kind: Literal["block"] = "block"
    form = "block=2027-04-13 or block=2027-04-01..2027-04-19"

    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read a day, or two days with ``..`` between them."""
        return cls(days=read_range(argument))

    @property
    def argument(self) -> str:
        """A day, or two days with ``..`` between them."""
        return write_range(self.days)

    def sentence(self, called: Called = str) -> str:
        """Say when there is no workshop."""
        return f"No workshop {say_range(self.days)}"

    def altered(self, cohort: Cohort) -> Cohort:
        """Block the days."""
        days_in_window(self, cohort, self.days)
        blocked = (*cohort.decisions.blocked, self.days)
        decisions = Decisions.model_validate({**dict(cohort.decisions), "blocked": blocked})
        return cohort.model_copy(update={"decisions": decisions})

    def opposite(self, before: Cohort) -> Change | None:
        """Nothing takes back a block; where the same days were blocked, this changed nothing."""
        return self if self.days in before.decisions.blocked else None
