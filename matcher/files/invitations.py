"""What does not fit together in `follow_up`, and who has not answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.references import Draft
    from matcher.follow_up import Occasion


def noted_people_and_workshops(draft: Draft, findings: Findings) -> None:
    """Find rows of nobody, of no workshop, and two of one person and occasion."""
    file = draft.follow_up.file
    seen: dict[tuple[str, Occasion], int] = {}
    count = None if draft.programme is None else draft.programme.workshops.count
    for row, one in draft.follow_up.placed:
        if draft.people.complete and one.person_id not in draft.people.ids:
            remedy = f"Correct the id, or add the person to {draft.people.file}."
            findings.error(
                file,
                "nobody has this id",
                remedy,
                row=row,
                column="person_id",
                value=one.person_id,
            )
        number = max(one.occasion)
        if count is not None and number > count:
            findings.error(
                file,
                "there is no workshop with this number",
                f"Write a number from 1 to {count} (workshops.count).",
                row=row,
                column="workshop" if one.workshop else "after_workshop",
                value=number,
            )
        first = seen.setdefault(one.key, row)
        if first != row:
            findings.error(
                file,
                f"row {first} is about the same person and the same workshop or check-in",
                "Keep one of the rows.",
                row=row,
                column="person_id",
                value=one.person_id,
            )


def unanswered_invitations(draft: Draft, findings: Findings) -> None:
    """List the invitations that wait for an answer, a line for each workshop or check-in."""
    waiting: dict[Occasion, list[str]] = {}
    there = () if draft.plan is None else draft.plan.workshops
    held = {one.number for one in there if one.state is WorkshopState.HELD}
    for _, one in draft.follow_up.placed:
        if one.is_unanswered and one.workshop not in held:
            waiting.setdefault(one.occasion, []).append(one.person_id)
    for (workshop, after), people in sorted(waiting.items()):
        what = f"workshop {workshop}" if workshop else f"the check-in after workshop {after}"
        findings.warning(
            draft.follow_up.file,
            f"{len(people)} not answered yet: the invitation to {what}",
            "Ask them; until they answer, what stands in availability counts.",
            column="reply",
            value=", ".join(sorted(people)),
        )
