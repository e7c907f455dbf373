"""Whom people name, and which organisations: warnings where that protects nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.wording import in_labels, plain

if TYPE_CHECKING:
    from matcher.cohort import Person
    from matcher.files.findings import Findings
    from matcher.files.references import Draft

_NO_PROTECTION = "As it stands this protects nobody. "


def named_people(draft: Draft, findings: Findings) -> None:
    """Warn where an id under `prefers`, `avoids` or `conflicts` means nobody who counts."""
    if not draft.people.complete:
        return
    sides = {person.person_id: person.side for person in draft.people.records}
    for row, person in draft.people.placed:
        for column in ("prefers", "avoids", "conflicts"):
            for name in getattr(person, column):
                said = _about_name(draft, person, column, name)
                if said is None and column == "prefers" and sides.get(name) is person.side:
                    side = in_labels(person.side.value, draft.labels)
                    said = (
                        f"they ask for somebody on their own side, {side}",
                        "Pairs join the two sides, so this wish counts for nothing.",
                    )
                if said is not None:
                    findings.warning(draft.people.file, *said, row=row, column=column, value=name)


def _about_name(draft: Draft, person: Person, column: str, name: str) -> tuple[str, str] | None:
    """Say what is wrong with an id that somebody names; a facilitator may be one to avoid."""
    is_wish = column == "prefers"
    protection = "" if is_wish else _NO_PROTECTION
    if name == person.person_id:
        return "they name themselves", f"{protection}Remove it, or write the id that was meant."
    if name in draft.people.ids or (name in draft.facilitators.ids and not is_wish):
        return None
    if name in draft.facilitators.ids:
        remedy = "Nobody is paired with a facilitator, so this wish counts for nothing."
        return "this is a facilitator, not a participant", remedy
    return "nobody has this id", f"{protection}Check the id; perhaps they did not apply, or left."


def named_organisations(draft: Draft, findings: Findings) -> None:
    """Warn where `not_from` names an organisation that nobody and no project has."""
    if not (draft.people.complete and draft.projects.complete):
        return
    known = {plain(person.organisation) for person in draft.people.records}
    known |= {plain(project.organisation) for project in draft.projects.records}
    for row, person in draft.people.placed:
        for name in person.not_from:
            if plain(name) not in known:
                findings.warning(
                    draft.people.file,
                    "nobody and no project has this organisation",
                    f"{_NO_PROTECTION}Write it as it stands in the column organisation; perhaps "
                    "nobody from there applied.",
                    row=row,
                    column="not_from",
                    value=name,
                )


def conflicts_of_facilitators(draft: Draft, findings: Findings) -> None:
    """Warn where a facilitator must not look after somebody who is not there."""
    if not draft.people.complete:
        return
    for row, facilitator in draft.facilitators.placed:
        for name in facilitator.conflicts:
            if name not in draft.people.ids:
                findings.warning(
                    draft.facilitators.file,
                    "no participant has this id",
                    f"{_NO_PROTECTION}Check the id; perhaps they did not apply, or left.",
                    row=row,
                    column="conflicts",
                    value=name,
                )
