"""Catch-up days: for each workshop that a pair misses, a day with a facilitator soon after."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from matcher.dates import Code
from matcher.plans import CatchUp
from matcher.settle.care_goals import placing
from matcher.settle.check_ins import meetings_with
from matcher.settle.choosing import choose
from matcher.settle.meeting_days import catch_up_days, from_telling_on
from matcher.settle.offers import Offers
from matcher.settle.turns import days_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matcher.settle.care_case import CareCase
    from matcher.settle.check_ins import Meetings
    from matcher.settle.faces import Whole

Place = tuple[int, "date"]
"""A facilitator and a day."""


class Need(NamedTuple):
    """The workshops of one day that a pair misses and has not made good."""

    row: int
    numbers: tuple[int, ...]


class Day(NamedTuple):
    """A day on which a pair can make good what it needs, with a facilitator."""

    choice: int
    need: Need
    leader: int
    day: date
    asked: int
    """How many come only if needed, and one more on a day that is better avoided."""


def needs(case: CareCase) -> tuple[Need, ...]:
    """Return what is still to be made good; nothing where catch-up days are not wanted."""
    if not case.cohort.programme.catch_ups.within_days:
        return ()
    stand = {(one.couple, one.workshop) for one in case.standing.catch_ups}
    found: dict[tuple[int, date], list[int]] = defaultdict(list)
    for row, missed in enumerate(case.missed):
        for number in missed:
            if (case.ids[row], number) not in stand:
                found[row, case.days[number - 1]].append(number)
    return tuple(Need(row, tuple(numbers)) for (row, _), numbers in found.items())


def window(case: CareCase, need: Need) -> tuple[date, ...]:
    """Return the working days on which workshops can still be made good."""
    after = catch_up_days(case.cohort, case.days[need.numbers[0] - 1], case.days)
    return from_telling_on(case.cohort, after)


def possible_days(case: CareCase, need: Need) -> list[tuple[int, date, int]]:
    """Return facilitator, day and how many are asked, wherever all three can come."""
    found = []
    for day in window(case, need):
        column = case.diary.at[day]
        people = case.diary.members[need.row, :, column]
        if people.min() < Code.IF_NEEDED:
            continue
        shunned = int(case.diary.shunned[column])
        for leader in range(len(case.names)):
            code = case.diary.leaders[leader, column]
            if code >= Code.IF_NEEDED and not case.conflicts[need.row, leader]:
                asked = int((people == Code.IF_NEEDED).sum()) + int(code == Code.IF_NEEDED)
                found.append((leader, day, asked + shunned))
    return found


def settle_catch_ups(
    case: CareCase, leaders: Sequence[int], effort: float
) -> tuple[tuple[CatchUp, ...], bool]:
    """Return the catch-up days that are planned, and whether none are better.

    Most workshops are made good; most check-ins still have a day; on as few days of facilitators
    as possible, since several pairs can share one; with the fewest who come only if needed; with
    the pair's own facilitator; early.

    Parameters
    ----------
    leaders
        Who looks after each pair, -1 for nobody.
    effort
        How long each search may take, in the solver's deterministic seconds.
    """
    if not needs(case):
        return (), True
    taken = days_taken(case, case.standing.catch_ups)
    choices = _Choices(meetings_with(Offers(case, taken), leaders))
    if not choices.days:
        return (), True
    found = choose(choices.meetings.rules, *choices.goals(leaders), effort)
    planned = tuple(
        CatchUp(
            patient=case.ids[one.need.row][0],
            professional=case.ids[one.need.row][1],
            workshop=number,
            date=one.day,
            facilitator=case.names[one.leader],
        )
        for one in choices.days
        if found.taken[one.choice]
        for number in one.need.numbers
    )
    return planned, found.proven


class _Choices:
    """The choices of catch-up days beside those of check-ins, with their rules."""

    def __init__(self, meetings: Meetings) -> None:
        self.meetings = meetings
        self.days = list(self._offered())
        self.opened: dict[Place, int] = {}
        self._once()
        self._held_by_facilitators()
        self._instead_of_check_ins()

    def _offered(self) -> Iterable[Day]:
        """Yield the days on which no check-in that stays is in the way."""
        case, rules = self.meetings.case, self.meetings.rules
        busy = {(one.couple, one.date) for one in case.standing.check_ins}
        busy |= {(one.couple, one.date) for one in case.standing.catch_ups}
        away = {(one.facilitator, one.date) for one in case.standing.check_ins}
        for need in needs(case):
            for leader, day, asked in possible_days(case, need):
                if (case.ids[need.row], day) not in busy and (case.names[leader], day) not in away:
                    yield Day(rules.choices(1)[0], need, leader, day, asked)

    def _once(self) -> None:
        """What is needed is made good once, and a pair is at one place on a day."""
        once: dict[object, list[int]] = defaultdict(list)
        for one in self.days:
            once[one.need].append(one.choice)
            once[one.need.row, one.day].append(one.choice)
        for choices in once.values():
            self.meetings.rules.at_most(1, (choices, 1))

    def _held_by_facilitators(self) -> None:
        """A facilitator holds the day for everybody who comes to it."""
        rules = self.meetings.rules
        for one in self.days:
            place = one.leader, one.day
            if place not in self.opened:
                self.opened[place] = rules.choices(1)[0]
            rules.at_most(0, ([one.choice], 1), ([self.opened[place]], -1))

    def _instead_of_check_ins(self) -> None:
        """A catch-up day takes the day, of its facilitator and of its pairs."""
        rules = self.meetings.rules
        pairs: dict[Place, list[int]] = defaultdict(list)
        for one in self.days:
            pairs[one.need.row, one.day].append(one.choice)
        for option in self.meetings.options:
            held = self.opened.get((option.leader, option.day))
            away = pairs.get((option.turn.row, option.day))
            for others in ([held] if held is not None else None, away):
                if others:
                    rules.at_most(1, ([option.choice, *others], 1))

    def goals(self, leaders: Sequence[int]) -> tuple[list[Whole], Whole]:
        """Return the goals, the most important first, and what decides among equals."""
        case, rules = self.meetings.case, self.meetings.rules
        stand = {(one.facilitator, one.date) for one in case.standing.catch_ups}
        new = [
            choice
            for (leader, day), choice in self.opened.items()
            if (case.names[leader], day) not in stand
        ]
        own = [one.choice for one in self.days if leaders[one.need.row] == one.leader]
        costs = [
            {one.choice: -len(one.need.numbers) for one in self.days},
            *placing(self.meetings),
            dict.fromkeys(new, 1),
            {one.choice: one.asked for one in self.days},
            dict.fromkeys(own, -1),
            {one.choice: (one.day - case.days[one.need.numbers[0] - 1]).days for one in self.days},
        ]
        ties = {one.choice: one.leader for one in self.days}
        return [rules.goal(one) for one in filter(None, costs)], rules.goal(ties)
