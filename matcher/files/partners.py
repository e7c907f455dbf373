"""People who applied together: each has at most one partner, on the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.programme.labels import LabelSettings
from matcher.wording import in_labels

if TYPE_CHECKING:
    from matcher.cohort import Person
    from matcher.files.findings import Findings
    from matcher.files.rows import Rows


def check_partners(
    people: Rows[Person], findings: Findings, labels: LabelSettings | None = None
) -> None:
    """Note partners who are absent or on the same side, and chains of more than two people.

    A partner who is withdrawn or has not consented releases the other, so a chain is one only
    among those who still take part. Nothing is said of a partner whose own row is wrong.
    """
    known = {person.person_id: person for person in people.records}
    together: dict[str, set[str]] = {}
    for row, person in people.placed:
        if person.partner_id is None:
            continue
        partner = known.get(person.partner_id)
        said = _wrong_partner(person, partner, people)
        if said is not None:
            words = (in_labels(text, labels or LabelSettings()) for text in said)
            findings.error(
                people.file, *words, row=row, column="partner_id", value=person.partner_id
            )
        elif partner is not None and person.is_applicant and partner.is_applicant:
            together.setdefault(person.person_id, set()).add(partner.person_id)
            together.setdefault(partner.person_id, set()).add(person.person_id)
    for name, others in together.items():
        if len(others) > 1:
            findings.error(
                people.file,
                f"{name} would have several partners: {' and '.join(sorted(others))}",
                "Leave each person one partner, and empty the other cells. "
                "It is enough that one of the two names the other.",
                row=people.ids[name],
                column="partner_id",
                value=known[name].partner_id or "",
            )


def _wrong_partner(
    person: Person, partner: Person | None, people: Rows[Person]
) -> tuple[str, str] | None:
    if person.partner_id == person.person_id:
        return "they name themselves as their partner", "Write the partner's id, or empty it."
    if person.partner_id not in people.ids:
        return (
            "there is no participant with this id",
            "Correct the id, add the partner as a participant, or empty the cell.",
        )
    if partner is not None and partner.side is person.side:
        return (
            f"the partner is on the same side, {person.side.value}",
            "A pair joins a patient and a professional. Correct the id or one of the sides.",
        )
    return None
