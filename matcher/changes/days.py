"""Changes to days: fix the date of a workshop, and keep days free of workshops."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field

from matcher.changes.base import ENGLISH, Change
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
    from matcher.language import Words
    from matcher.programme import Programme


class DateChange(Change):
    """A change about a workshop and a day."""

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


class FixDate(DateChange):
    """Hold a workshop on a certain day."""

    kind: Literal["date"] = "date"
    form = "date=3:2027-04-13"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when the workshop is."""
        day = words.day(self.day, year=False)
        return words.say("Hold workshop {number} on {day}", number=self.number, day=day)

    def altered(self, cohort: Cohort) -> Cohort:
        """Fix the date."""
        problems = self._problems(cohort)
        if problems:
            raise InputError(problems)
        return _decided(
            cohort, "fixed_dates", {**cohort.decisions.fixed_dates, self.number: self.day}
        )

    def opposite(self, before: Cohort) -> Change | None:
        """`unfix`; where the date was fixed already, this changed nothing."""
        if before.decisions.fixed_dates.get(self.number) == self.day:
            return self
        return Unfix(number=self.number, day=self.day)

    def _problems(self, cohort: Cohort) -> list[Problem]:
        count = cohort.programme.workshops.count
        problems = []
        if self.number > count:
            remedy = (
                f"Write a number from 1 to {count} (workshops.count)."
                if count
                else "There are no workshops (workshops.count): leave this change out."
            )
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


class Unfix(DateChange):
    """Take back that a workshop is on a certain day."""

    kind: Literal["unfix"] = "unfix"
    form = "unfix=3:2027-04-13"
    undoes = "date"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say which workshop may be moved."""
        day = words.day(self.day, year=False)
        return words.say("Workshop {number} need not be on {day}", number=self.number, day=day)

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the date from the fixed ones."""
        fixed = cohort.decisions.fixed_dates
        if fixed.get(self.number) != self.day:
            raise self.refused(
                f"workshop {self.number} is not fixed on {say_day(self.day, year=True)}",
                "unfix only takes back a date=. Dates that programme.toml fixes "
                "(workshops.fixed_dates) stay; change them there.",
            )
        others = {number: day for number, day in fixed.items() if number != self.number}
        return _decided(cohort, "fixed_dates", others)

    def opposite(self, before: Cohort) -> Change | None:
        """`date`."""
        return FixDate(number=self.number, day=self.day)


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

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when there is no workshop."""
        return words.say("No workshop {when}", when=say_range(self.days, words))

    def altered(self, cohort: Cohort) -> Cohort:
        """Block the days."""
        days_in_window(self, cohort, self.days)
        return _decided(cohort, "blocked", (*cohort.decisions.blocked, self.days))

    def opposite(self, before: Cohort) -> Change | None:
        """`unblock`; where the same days were blocked already, this changed nothing."""
        return self if self.days in before.decisions.blocked else Unblock(days=self.days)


class Unblock(Change):
    """Take back that there is no workshop on some days. It lifts nothing that the files say."""

    kind: Literal["unblock"] = "unblock"
    form = "unblock=2027-04-13 or unblock=2027-04-01..2027-04-19"
    undoes = "block"

    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read a day, or two days with ``..`` between them."""
        return cls(days=read_range(argument))

    @property
    def argument(self) -> str:
        """A day, or two days with ``..`` between them."""
        return write_range(self.days)

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when there may be workshops again."""
        return words.say("Workshops are possible again {when}", when=say_range(self.days, words))

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the days from the blocked ones."""
        blocked = cohort.decisions.blocked
        if self.days not in blocked:
            raise self.refused(
                f"no block={self.argument} stands that could be lifted",
                "unblock only takes back a block of the same days. What the calendar says stays; "
                "change it there.",
            )
        return _decided(cohort, "blocked", tuple(one for one in blocked if one != self.days))

    def opposite(self, before: Cohort) -> Change | None:
        """`block`."""
        return Block(days=self.days)


def _decided(cohort: Cohort, name: str, value: Any) -> Cohort:
    decisions = Decisions.model_validate({**dict(cohort.decisions), name: value})
    return cohort.model_copy(update={"decisions": decisions})
