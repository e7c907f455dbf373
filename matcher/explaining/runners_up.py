"""The sets of dates that come next after a plan's own, in order, with a proof.

The search asks for every set of dates worth more than a level, and the level is lowered until
there are enough of them: then no set that is left out is worth more than the last one told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from matcher.records import Record
from matcher.solve.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.explaining.standing import Standing
    from matcher.language import Words
    from matcher.solve.progress import Budget
    from matcher.solve.search import Found

FIRST_SLACK = 50
"""How far below the plan the first level is, in points; then three times as far, and so on."""

MOST_KEPT = 20_000
"""With more sets than this above a level, their order is not told."""


class DateSet(Record):
    """A set of dates, and the best plan on it with as many pairs."""

    dates: tuple[date, ...]
    total: int
    reserves: int


class RunnersUp(Record):
    """The best other sets of dates for as many pairs, the best first.

    With the lowest fit lifted first, only plans that have no more reserves and no lower fit count.
    """

    sets: tuple[DateSet, ...]
    proven: bool
    """Whether no set that is left out comes before one of these."""
    all_told: bool
    """Whether there are no other sets at all."""

    def lines(self, words: Words) -> Iterator[str]:
        """Say which sets of dates come next."""
        if not self.proven:
            yield words.say("The time was too short to prove which sets of dates come next.")
            return
        if not self.sets:
            yield words.say("No other set of dates has as many places.")
            return
        yield words.say("The best other sets of dates, in proven order:")
        for one in self.sets:
            days = words.listed(words.day(day) for day in one.dates)
            yield words.say("{days}: total {total}.", days=days, total=words.number(one.total))


def runners_up(standing: Standing, most: int, budget: Budget) -> RunnersUp:
    """Return the best sets of other dates.

    Parameters
    ----------
    standing
        The plan.
    most
        How many sets are wanted at most.
    budget
        How long that may take.
    """
    stages, now = Stages(standing.problem, budget, 1), standing.worth
    least = now.worst_fit if standing.problem.worst_first else 0
    task, rules = stages.task(now.pairs, least)
    value = now.total - stages.price_of_reserves(now)
    lowest, _ = stages.span(now.pairs)
    people = 2 * now.pairs
    repeats = 0 if standing.problem.days is None else standing.problem.days.repeat_cost
    bottom = lowest - stages.reserve_price(now.pairs) * people
    bottom -= standing.problem.workshops * repeats + 1
    slack = FIRST_SLACK
    while True:
        level = max(value - slack, bottom)
        asked = replace(task, above=float(level), keep=MOST_KEPT)
        result = stages.run(asked, rules, None)
        others = [one for one in result.kept if one.dates != standing.dates]
        if standing.problem.worst_first:
            others = [one for one in others if stages.worth(one).reserves <= now.reserves]
        if not result.complete:
            return RunnersUp(sets=(), proven=False, all_told=False)
        if len(others) >= most or level <= bottom:
            break
        slack = 3 * slack
    others.sort(key=lambda one: (-one.value, one.dates))
    sets = tuple(_set(stages, one) for one in others[:most])
    return RunnersUp(sets=sets, proven=True, all_told=level <= bottom and len(others) <= most)


def _set(stages: Stages, found: Found) -> DateSet:
    worth, days = stages.worth(found), stages.problem.candidates.days
    dates = tuple(days[index] for index in found.dates)
    return DateSet(dates=dates, total=worth.total, reserves=worth.reserves)
