"""The tables of a plan with pseudonyms: no names, no places, no words that people wrote.

Rows stand in the order of the pseudonyms: the order of the ids would tell who is who.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.export.tables import LIST_SEPARATOR, THIRD_ABSENT, Table, attendance
from matcher.language.reasons import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matcher.export.pseudonymised.pseudonyms import Pseudonyms
    from matcher.plans import OfPair, Plan

PERSON, FACILITATOR, VENUE, PROJECT = "person", "facilitator", "venue", "project"

UNKNOWN_REASON = "another reason"
"""What stands for a reason that might hold a name."""


def identified(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every kind and id that has a pseudonym."""
    cohort = plan.cohort
    yield from ((PERSON, one.person_id) for one in cohort.people)
    yield from ((FACILITATOR, one.facilitator_id) for one in cohort.facilitators)
    yield from ((VENUE, one.venue_id) for one in cohort.venues)
    yield from ((PROJECT, one.project_id) for one in cohort.projects)


def tables(plan: Plan, names: Pseudonyms) -> dict[str, Table]:
    """Return the tables of a plan by name."""
    return {
        "pairs": _pairs(plan, names),
        "workshops": _workshops(plan, names),
        "attendance": _attendance(plan, names),
        "check_ins": _check_ins(plan, names),
        "catch_ups": _catch_ups(plan, names),
        "waiting": _waiting(plan, names),
        "unplaced": _unplaced(plan, names),
    }


def _pairs(plan: Plan, names: Pseudonyms) -> Table:
    parts = list(type(plan.cohort.programme.weights).model_fields)
    columns = ("patient", "professional", "project", "fit", *parts)
    measured = ("coverage", "missed", "if_needed", "value")
    thirds = ("third",) if _has_thirds(plan) else ()
    rows = (
        (
            *_partners(one, names),
            _maybe(names, PROJECT, one.project),
            one.fit,
            *(one.parts.get(part) for part in parts),
            *(getattr(one, name) for name in measured),
            _maybe(names, FACILITATOR, one.facilitator),
            *((_maybe(names, PERSON, one.third),) if thirds else ()),
        )
        for one in plan.pairs
    )
    return _sorted((*columns, *measured, "facilitator", *thirds), rows)


def _workshops(plan: Plan, names: Pseudonyms) -> Table:
    columns = ("number", "date", "venue", "facilitators", "absent", "remote", "state")
    rows = [
        (
            one.number,
            one.date,
            _maybe(names, VENUE, one.venue),
            _several(names, FACILITATOR, one.facilitators),
            _several(names, PERSON, one.absent),
            _several(names, PERSON, one.remote),
            one.state.value,
        )
        for one in plan.workshops
    ]
    return Table(columns, rows)


def _attendance(plan: Plan, names: Pseudonyms) -> Table:
    table = attendance(plan)
    workshops = [at for at, name in enumerate(table.columns) if name.startswith("workshop_")]
    thirds = [table.columns.index(THIRD_ABSENT)] if _has_thirds(plan) else []
    rows = (
        (
            *_partners(pair, names),
            *(row[at] for at in workshops),
            *(_maybe(names, PERSON, pair.third) for _ in thirds),
            *(row[at] for at in thirds),
        )
        for pair, row in zip(plan.pairs, table.rows, strict=True)
    )
    columns = ("patient", "professional", *(table.columns[at] for at in workshops))
    return _sorted((*columns, *(("third", THIRD_ABSENT) if thirds else ())), rows)


def _has_thirds(plan: Plan) -> bool:
    return any(pair.third for pair in plan.pairs)


def _check_ins(plan: Plan, names: Pseudonyms) -> Table:
    rows = (
        (
            *_partners(one, names),
            one.after_workshop,
            one.date,
            names.of(FACILITATOR, one.facilitator),
            one.mode.value,
            _maybe(names, PERSON, one.person),
            one.state.value,
        )
        for one in plan.check_ins
    )
    columns = ("patient", "professional", "after_workshop", "date", "facilitator")
    return _sorted((*columns, "mode", "person", "state"), rows)


def _catch_ups(plan: Plan, names: Pseudonyms) -> Table:
    rows = (
        (
            *_partners(one, names),
            one.workshop,
            one.date,
            names.of(FACILITATOR, one.facilitator),
            one.state.value,
        )
        for one in plan.catch_ups
    )
    return _sorted(("patient", "professional", "workshop", "date", "facilitator", "state"), rows)


def _waiting(plan: Plan, names: Pseudonyms) -> Table:
    rows = ((names.of(PERSON, one.person), _reason(one.reason, names)) for one in plan.waiting)
    return _sorted(("person", "reason"), rows)


def _unplaced(plan: Plan, names: Pseudonyms) -> Table:
    """Return what could not be arranged, without its reasons: they hold names."""
    rows = ((*_partners(one, names), one.what, one.workshop) for one in plan.unplaced)
    return _sorted(("patient", "professional", "what", "workshop"), rows)


def _reason(reason: str, names: Pseudonyms) -> str:
    """Return a reason with a pseudonym in the place of an id; a vague one where it is not known."""
    found = recognise(reason)
    if found is None:
        return UNKNOWN_REASON
    values = {
        name: names.of(PERSON, text) if name == "person" else text
        for name, text in found.values.items()
    }
    if "why" in values:
        values["why"] = _reason(values["why"], names)
    return found.sentence.format(**values)


def _partners(one: OfPair, names: Pseudonyms) -> tuple[str, str]:
    return names.of(PERSON, one.patient), _maybe(names, PERSON, one.professional)


def _maybe(names: Pseudonyms, kind: str, identity: str | None) -> str:
    return names.of(kind, identity) if identity else ""


def _several(names: Pseudonyms, kind: str, ids: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(sorted(names.of(kind, one) for one in ids))


def _sorted(columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Table:
    return Table(columns, sorted(rows, key=lambda row: tuple(map(str, row))))
