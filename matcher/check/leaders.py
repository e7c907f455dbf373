"""Who leads the workshops of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.facts import differs
from matcher.dates import Code, facilitator_answers

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts
    from matcher.plans import Workshop


def leaders_count(facts: Facts) -> Iterator[str]:
    """As many facilitators as the programme asks for, each once; none where none are known."""
    needed = facts.cohort.programme.workshops.facilitators if facts.leaders else 0
    for workshop in facts.plan.workshops:
        if len(set(workshop.facilitators)) != needed or len(workshop.facilitators) != needed:
            where = f"facilitators of workshop {workshop.number}"
            yield differs(where, f"{needed} different ones", ", ".join(workshop.facilitators))


def leaders_known(facts: Facts) -> Iterator[str]:
    """Every facilitator is one of the cohort's."""
    for workshop in facts.plan.workshops:
        for identity in workshop.facilitators:
            if identity not in facts.leaders:
                yield differs(_at(workshop), "facilitators of the cohort", identity)


def leaders_come(facts: Facts) -> Iterator[str]:
    """Every facilitator can come that day."""
    row = {identity: index for index, identity in enumerate(facts.leaders)}
    days = sorted({workshop.date for workshop in facts.plan.workshops})
    grid = facilitator_answers(facts.cohort, days)
    for workshop in facts.plan.workshops:
        for identity in workshop.facilitators:
            at = (row.get(identity, -1), days.index(workshop.date))
            if identity in row and grid[at] < Code.IF_NEEDED:
                yield differs(_at(workshop), "facilitators who can come", identity)


def _at(workshop: Workshop) -> str:
    return f"workshop {workshop.number}"


CHECKS: dict[str, Check] = {
    "workshops.facilitators": leaders_count,
    "facilitators.known": leaders_known,
    "facilitators.can_come": leaders_come,
}
