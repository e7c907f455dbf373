"""Third members of pairs: who they are, and who may be one.

A third is somebody who has lost their partner, or found none, and joins a pair. The pair stays what
it is: its fit and its value are those of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.aside import decided_thirds, pausing
from matcher.cohort import Side
from matcher.happened import at_work
from matcher.pair_rules import AVOIDS, CONFLICTS, FORBIDDEN, LANGUAGE, NOT_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.cohort import Cohort, Person
    from matcher.decisions import Couple
    from matcher.pair_rules import Rule

BETWEEN_ANY: tuple[Rule, ...] = (CONFLICTS, AVOIDS, NOT_FROM, FORBIDDEN)
"""The rules that also hold between a third and either of the two."""
BETWEEN_SIDES: tuple[Rule, ...] = (LANGUAGE,)
"""The rules that also hold between a third and the one on the other side."""


def thirds(cohort: Cohort) -> dict[Couple, str]:
    """Return pair -> third member: those decided, and those of pairs at work, who stay."""
    found = decided_thirds(cohort)
    running = cohort.current_plan
    if running is None or not any(pair.third for pair in running.pairs):
        return found
    busy = {one for couple, who in found.items() for one in (who, *couple)}
    busy |= {one for couple in cohort.decisions.locked for one in couple}
    busy |= {*cohort.decisions.released, *pausing(cohort)}
    there = {one.person_id: one for one in cohort.applicants}
    going_on = set(at_work(cohort))
    for pair in running.pairs:
        who, other = pair.third, pair.professional
        if who is None or other is None or who not in there or who in busy:
            continue
        couple = (pair.patient, other)
        if couple in going_on and couple not in found and barring(cohort, who, couple) is None:
            found[couple] = who
    return found


def third_members(cohort: Cohort) -> frozenset[str]:
    """Return the ids of all third members."""
    return frozenset(thirds(cohort).values())


def set_aside(cohort: Cohort) -> frozenset[str]:
    """Return the ids of applicants who are not paired: they pause, or are third members."""
    return pausing(cohort) | third_members(cohort)


def kept_together(cohort: Cohort) -> tuple[Couple, ...]:
    """Return the pairs that a decision keeps: locked ones, and those that somebody joins."""
    if not cohort.programme.pairing.form_pairs:
        return ()
    return tuple(sorted({*cohort.decisions.locked, *decided_thirds(cohort)}))


def barring(cohort: Cohort, who: str, couple: Couple) -> Rule | None:
    """Return the first rule that keeps somebody out of a pair; nothing where they may join.

    The rules are those on pairs, asked of the third and each of the two; a language is asked for
    between the two sides only.
    """
    people = {one.person_id: one for one in cohort.people}
    third = people[who]
    for one in (people[identity] for identity in couple):
        across = BETWEEN_SIDES if one.side is not third.side else ()
        for rule in (*BETWEEN_ANY, *across):
            if _bars(rule, cohort, third, one):
                return rule
    return None


def _bars(rule: Rule, cohort: Cohort, one: Person, other: Person) -> bool:
    """Return whether a rule on pairs speaks against two people, whatever their sides."""
    two = (
        one.model_copy(update={"side": Side.PATIENT}),
        other.model_copy(update={"side": Side.PROFESSIONAL}),
    )
    bars = rule.bars(cohort.model_copy(update={"people": two}))
    return bool(bars(slice(0, 1))[0, 0])


def third_of(cohort: Cohort, couple: tuple[Person, Person | None]) -> str | None:
    """Return the id of the third member of a pair; nothing where there is none."""
    patient, professional = couple
    if professional is None:
        return None
    return thirds(cohort).get((patient.person_id, professional.person_id))


def everybody_in(cohort: Cohort, couples: Iterable[tuple[Person, Person | None]]) -> list[Person]:
    """Return the people of some pairs, third members included."""
    people = {one.person_id: one for one in cohort.people}
    found = []
    for couple in couples:
        found += [one for one in couple if one is not None]
        who = third_of(cohort, couple)
        found += [] if who is None else [people[who]]
    return found
