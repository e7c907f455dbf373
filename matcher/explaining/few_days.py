"""Who can come on the fewest days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.records import Identifier, Record

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.language import Words
    from matcher.solve.problem import Problem


class FewDays(Record):
    """On how many candidate dates somebody can come."""

    person: Identifier
    days: int
    candidates: int

    def line(self, cohort: Cohort, words: Words) -> str:
        """Return it in words."""
        return words.say(
            "{person}: {days} of {all} days",
            person=Called(cohort)(self.person),
            days=words.number(self.days),
            all=words.number(self.candidates),
        )


def fewest_days(problem: Problem, most: int) -> tuple[FewDays, ...]:
    """Return who can come on fewer candidate dates than half of the people, at most so many."""
    people = {
        identity: int(can.sum())
        for side in (problem.patients, problem.professionals)
        for identity, can in zip(side.ids, side.can, strict=True)
    }
    if not people or not problem.candidates.days:
        return ()
    middle = sorted(people.values())[len(people) // 2]
    few = sorted((one for one in people if people[one] < middle), key=lambda one: people[one])
    every = len(problem.candidates.days)
    return tuple(FewDays(person=one, days=people[one], candidates=every) for one in few[:most])
