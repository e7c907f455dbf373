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
from matcher.happened import held
from matcher.programme import Weekday
from matcher.public_holidays import public_holidays

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.programme import Programme


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
        count = cohort.programme.workshops.count
        problems = []
        if self.number > count:
            remedy = f"Write a number from 1 to {count} (workshops.count)."
            problems.append(self.problem(f"there is no workshop {self.number}", remedy))
        past = held(cohort).get(self.number)
        if past is not None and past.date != self.day:
            said = f"workshop {self.number} was held on {say_day(past.date, year=True)}"
            remedy = "Choose a workshop that is still to come; what was held stays as it was."
            problems.append(self.problem(said, remedy))
        wrong = _wrong_day(self.day, cohort.programme)
        if wrong is not None and past is None:
            problems.append(self.problem(*wrong))
        return problems


def _wrong_day(day: datetime.date, programme: Programme) -> tuple[str, str] | None:
    """Return why no workshop can ever be on a day, and what to do."""
    window, weekdays = programme.programme, programme.workshops.weekdays
    said = say_day(day, year=True)
    if not window.start <= day <= window.end:
        return (
            f"{said} lies outside the programme, which runs from "
            f"{window.start.isoformat()} to {window.end.isoformat()}",
            "Choose another day, or change programme.start or programme.end.",
        )
    if list(Weekday)[day.weekday()] not in weekdays:
        return (
            f"{said} is on none of the weekdays for workshops: {', '.join(weekdays)}",
            "Choose another day, or allow that weekday with weekdays=.",
        )
    holidays = public_holidays(window.country, window.subdivision, window.start, window.end)
    if day in holidays:
        return f"{said} is a public holiday: {holidays[day]}", "Choose another day."
    return None


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
