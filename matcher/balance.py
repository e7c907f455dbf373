"""Limits on how many pairs there may be from somewhere: which people, and so which pairs, count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.programme.balance import EACH
from matcher.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort, Person
    from matcher.programme.balance import Limit


def limits(cohort: Cohort) -> tuple[tuple[str, Limit], ...]:
    """Return the limits of a cohort, each with its text; ``*`` stands for every name in turn."""
    settings = cohort.programme.balance
    return tuple(
        (text, one)
        for text, limit in zip(settings.limits, settings.read, strict=True)
        for one in _each(cohort, limit)
    )


def is_from(person: Person, limit: Limit) -> bool:
    """Return whether somebody is from where a limit says, whatever their side."""
    return plain(limit.name) in _named(person, limit)


def counts(limit: Limit, patient: Person, professional: Person | None) -> bool:
    """Return whether a pair counts for a limit.

    It does where one of the two is from there; for a theme, where both name it. A limit on one
    side asks that side alone. Somebody without a partner counts for themselves.
    """
    if professional is None:
        return limit.side in (None, patient.side.value) and is_from(patient, limit)
    if limit.side == "patient":
        return is_from(patient, limit)
    if limit.side == "professional":
        return is_from(professional, limit)
    both = is_from(patient, limit), is_from(professional, limit)
    return all(both) if limit.field == "theme" else any(both)


def _named(person: Person, limit: Limit) -> set[str]:
    if limit.field == "theme":
        return {plain(theme) for theme in person.themes}
    said = plain(getattr(person, limit.field))
    return {said} if said else set()


def _each(cohort: Cohort, limit: Limit) -> Sequence[Limit]:
    if limit.name != EACH:
        return [limit]
    asked = [person for person in cohort.applicants if limit.side in (None, person.side.value)]
    names = sorted(set().union(*(_named(person, limit) for person in asked)))
    return [limit._replace(name=name) for name in names]
