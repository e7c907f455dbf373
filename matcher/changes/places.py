"""Changes to places and facilitators: a venue is closed, a facilitator is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from matcher.changes.base import ENGLISH, Change, not_taken_back
from matcher.changes.dating import (
    days_between,
    days_in_window,
    read_range,
    say_range,
    write_range,
)
from matcher.changes.finding import facilitator_of, venue_of, with_record
from matcher.changes.participation import ChangeAnswer, Unanswer, with_answers, with_diary
from matcher.cohort import Answer
from matcher.decisions import DateRange  # noqa: TC001 (pydantic reads it)
from matcher.records import Identifier  # noqa: TC001 (pydantic reads it)

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.language import Words


class CloseVenue(Change):
    """A venue is closed on some days. Days outside the programme count for nothing."""

    kind: Literal["venue_closed"] = "venue_closed"
    form = "venue_closed=V1@2027-04-13 or venue_closed=V1@2027-04-01..2027-04-19"

    venue: Identifier
    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``V1@`` and a day, or two days with ``..`` between them."""
        venue, days = _owner_and_days(argument)
        return cls(venue=venue, days=days)

    @property
    def argument(self) -> str:
        """``V1@`` and the days."""
        return f"{self.venue}@{write_range(self.days)}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when the venue is closed."""
        return words.say(
            "{venue} is closed {when}",
            venue=called(self.venue),
            when=say_range(self.days, words),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the days from those on which the venue is free.

        A venue without dates is free on every day, and gets every day of the programme's window
        but these: all weekdays, so that no rule on weekdays is mixed in.
        """
        venue, window = venue_of(self, cohort, self.venue), cohort.programme.programme
        days_in_window(self, cohort, self.days)
        free = days_between(window.start, window.end) if venue.dates is None else venue.dates
        dates = tuple(day for day in free if not self.days.covers(day))
        new = venue.model_copy(update={"dates": dates})
        return cohort.model_copy(update={"venues": with_record(cohort.venues, "venue_id", new)})

    def opposite(self, before: Cohort) -> Change | None:
        """`venue_open`; where the same change stands already, this changed nothing."""
        stands = self in not_taken_back(before.changes)
        return self if stands else OpenVenue(venue=self.venue, days=self.days)


class OpenVenue(Change):
    """Take back that a venue is closed on some days. It lifts nothing that the files say."""

    kind: Literal["venue_open"] = "venue_open"
    form = "venue_open=V1@2027-04-13 or venue_open=V1@2027-04-01..2027-04-19"
    undoes = "venue_closed"

    venue: Identifier
    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``V1@`` and a day, or two days with ``..`` between them."""
        venue, days = _owner_and_days(argument)
        return cls(venue=venue, days=days)

    @property
    def argument(self) -> str:
        """``V1@`` and the days."""
        return f"{self.venue}@{write_range(self.days)}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when the venue is free again."""
        return words.say(
            "{venue} is free again {when}, as before",
            venue=called(self.venue),
            when=say_range(self.days, words),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Give back the dates that the venue had, less those that other changes take."""
        venue_of(self, cohort, self.venue)
        earlier = venue_of(self, cohort.base, self.venue)
        others = without_undone(self, cohort)
        records = with_record(cohort.venues, "venue_id", earlier)
        after = cohort.model_copy(update={"venues": records})
        for change in others:
            if isinstance(change, CloseVenue) and change.venue == self.venue:
                after = change.altered(after)
        return after

    def opposite(self, before: Cohort) -> Change | None:
        """`venue_closed`."""
        return CloseVenue(venue=self.venue, days=self.days)


class FacilitatorAway(Change):
    """A facilitator cannot come on some days. Days outside the programme count for nothing."""

    kind: Literal["facilitator_away"] = "facilitator_away"
    form = "facilitator_away=F2@2027-03-01 or facilitator_away=F2@2027-03-01..2027-04-12"

    facilitator: Identifier
    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``F2@`` and a day, or two days with ``..`` between them."""
        facilitator, days = _owner_and_days(argument)
        return cls(facilitator=facilitator, days=days)

    @property
    def argument(self) -> str:
        """``F2@`` and the days."""
        return f"{self.facilitator}@{write_range(self.days)}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when the facilitator is away."""
        return words.say(
            "{facilitator} is away {when}",
            facilitator=called(self.facilitator),
            when=say_range(self.days, words),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Answer no for every one of the days."""
        facilitator = facilitator_of(self, cohort, self.facilitator)
        days = days_in_window(self, cohort, self.days)
        return with_answers(cohort, facilitator.facilitator_id, dict.fromkeys(days, Answer.NO))

    def opposite(self, before: Cohort) -> Change | None:
        """`facilitator_back`; where the same change stands already, this changed nothing."""
        stands = self in not_taken_back(before.changes)
        return self if stands else FacilitatorBack(facilitator=self.facilitator, days=self.days)


class FacilitatorBack(Change):
    """Take back that a facilitator is away on some days. It lifts nothing that the files say."""

    kind: Literal["facilitator_back"] = "facilitator_back"
    form = "facilitator_back=F2@2027-03-01 or facilitator_back=F2@2027-03-01..2027-04-12"
    undoes = "facilitator_away"

    facilitator: Identifier
    days: DateRange

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``F2@`` and a day, or two days with ``..`` between them."""
        facilitator, days = _owner_and_days(argument)
        return cls(facilitator=facilitator, days=days)

    @property
    def argument(self) -> str:
        """``F2@`` and the days."""
        return f"{self.facilitator}@{write_range(self.days)}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say when the facilitator is not away after all."""
        return words.say(
            "{facilitator} is not away {when} after all",
            facilitator=called(self.facilitator),
            when=say_range(self.days, words),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Give back the answers that there were, with what other changes say since."""
        who = facilitator_of(self, cohort, self.facilitator).facilitator_id
        others = without_undone(self, cohort)
        after = with_diary(cohort, who, cohort.base.availability.get(who, {}))
        for change in others:
            away = isinstance(change, FacilitatorAway) and change.facilitator == who
            if away or (isinstance(change, ChangeAnswer | Unanswer) and change.who == who):
                after = change.altered(after)
        return after

    def opposite(self, before: Cohort) -> Change | None:
        """`facilitator_away`."""
        return FacilitatorAway(facilitator=self.facilitator, days=self.days)


def without_undone(change: Change, cohort: Cohort) -> tuple[Change, ...]:
    """Return the changes of a cohort that still count once one more takes one of them back.

    Raises
    ------
    matcher.InputError
        When none of them is what it takes back.
    """
    before = not_taken_back(cohort.changes)
    after = not_taken_back((*before, change))
    if len(after) > len(before):
        raise change.refused(
            f"no {change.undoes}={change.subject} stands that could be taken back",
            f"{change.kind} only takes back a {change.undoes} with the same id and days. "
            "What the files say stays; change it there.",
        )
    return after[:-1]


def _owner_and_days(argument: str) -> tuple[str, DateRange]:
    owner, at, days = argument.partition("@")
    if not at:
        raise ValueError("an id, an @ and a date or two are needed")
    return owner.strip(), read_range(days)
