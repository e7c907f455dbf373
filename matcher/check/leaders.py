"""Who leads the workshops of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.check.venues import as_held, still_ahead
from matcher.dates import Code, facilitator_answers

if TYPE_CHECKING:
    from datetime import date

    from matcher.check.facts import Check, Facts
    from matcher.plans import Workshop


def leaders_count(facts: Facts) -> Iterator[str]:
    """As many facilitators as the programme asks for, each once; none where none are known."""
    needed = facts.cohort.programme.workshops.facilitators if facts.leaders else 0
    for workshop in still_ahead(facts):
        if len(set(workshop.facilitators)) != needed or len(workshop.facilitators) != needed:
            yield differs(_who(workshop), f"{needed} different ones", _listed(workshop))


def leaders_known(facts: Facts) -> Iterator[str]:
    """Every facilitator is one of the cohort's."""
    for workshop in still_ahead(facts):
        for identity in workshop.facilitators:
            if identity not in facts.leaders:
                yield differs(_at(workshop), "facilitators of the cohort", identity)


def leaders_come(facts: Facts) -> Iterator[str]:
    """Every facilitator can come that day."""
    row = {identity: index for index, identity in enumerate(facts.leaders)}
    days = sorted({workshop.date for workshop in facts.plan.workshops})
    grid = facilitator_answers(facts.cohort, days)
    for workshop in still_ahead(facts):
        for identity in workshop.facilitators:
            at = (row.get(identity, -1), days.index(workshop.date))
            if identity in row and grid[at] < Code.IF_NEEDED:
                yield differs(_at(workshop), "facilitators who can come", identity)


def leaders_held(facts: Facts) -> Iterator[str]:
    """Whoever led a workshop that was held is still named for it."""
    past = as_held(facts)
    for workshop in facts.ordered:
        before = past.get(workshop.number, workshop)
        if workshop.facilitators != before.facilitators:
            yield differs(_who(workshop), f"{_listed(before)}, as it was", _listed(workshop))


def same_day(facts: Facts) -> Iterator[str]:
    """The same people lead all workshops of a day that are still ahead."""
    of_day: dict[date, Workshop] = {}
    for workshop in still_ahead(facts):
        first = of_day.setdefault(workshop.date, workshop)
        if set(workshop.facilitators) != set(first.facilitators):
            expected = f"{_listed(first)} as before on that day"
            yield differs(_who(workshop), expected, _listed(workshop))


def _at(workshop: Workshop) -> str:
    return f"workshop {workshop.number}"


def _who(workshop: Workshop) -> str:
    return f"facilitators of workshop {workshop.number}"


def _listed(workshop: Workshop) -> str:
    return ", ".join(workshop.facilitators)


CHECKS: dict[str, Check] = {
    "workshops.facilitators": leaders_count,
    "facilitators.known": leaders_known,
    "facilitators.can_come": leaders_come,
    "facilitators.held": leaders_held,
    "facilitators.same_day": same_day,
}
