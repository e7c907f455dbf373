"""Settings that can never have an effect, or none that anybody meant: warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.balance import is_from
from matcher.programme.balance import EACH
from matcher.programme.numbered import read_date
from matcher.programme.weekdays import Weekday

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.references import Draft

WEEK = tuple(Weekday)


def limits_on_somebody(draft: Draft, findings: Findings) -> None:
    """Warn where a limit of `[balance]` names an organisation, … that nobody has."""
    if draft.programme is None or not draft.people.complete:
        return
    settings = draft.programme.balance
    for text, limit in zip(settings.limits, settings.read, strict=True):
        if limit.name != EACH and not any(is_from(one, limit) for one in draft.people.records):
            findings.warning(
                draft.programme_file,
                f"nobody has this {limit.field}",
                f"Write it as it stands in {draft.people.file}; perhaps nobody from there applied.",
                column="balance.limits",
                value=text,
            )


def fixed_dates_within_rules(draft: Draft, findings: Findings) -> None:
    """Warn where a workshop has its date outside the window or on a weekday that is not allowed."""
    if draft.programme is None:
        return
    window, workshops = draft.programme.programme, draft.programme.workshops
    for text in workshops.fixed:
        _, day = read_date(text)
        if not window.start <= day <= window.end:
            said = "this date lies outside the programme"
            remedy = "Check the year, and programme.start and programme.end."
        elif WEEK[day.weekday()] not in workshops.weekdays:
            said = f"this date is a {WEEK[day.weekday()].value}, on which no workshop may be"
            remedy = "Correct the date, or add the weekday to workshops.weekdays."
        else:
            continue
        findings.warning(draft.programme_file, said, remedy, column="workshops.fixed", value=text)


def told_in_time(draft: Draft, findings: Findings) -> None:
    """Warn where people are told only after the programme has ended."""
    if draft.programme is None:
        return
    told, end = draft.programme.workshops.publication_date, draft.programme.programme.end
    if told is not None and told > end:
        findings.warning(
            draft.programme_file,
            f"this is after the programme's last day, {end.isoformat()}: nothing can be planned",
            "Check the year.",
            column="workshops.publication_date",
            value=told.isoformat(),
        )


def shares_for_workshops(draft: Draft, findings: Findings) -> None:
    """Warn where `[drop_out]` has shares for workshops that there are not."""
    if draft.programme is None:
        return
    shares, count = draft.programme.drop_out.by_workshop, draft.programme.workshops.count
    if len(shares) > max(1, count):
        findings.warning(
            draft.programme_file,
            f"there are more shares than workshops ({count}): the last ones count for nothing",
            "Write one share for each workshop: how many leave before it.",
            column="drop_out.by_workshop",
            value=";".join(f"{share:g}" for share in shares),
        )


def people_of_running_plan(draft: Draft, findings: Findings) -> None:
    """Warn where the running plan names absent people, or facilitators, who are not there."""
    if draft.plan is None or not (draft.people.complete and draft.facilitators.complete):
        return
    for number, pair in enumerate(draft.plan.pairs):
        leader = pair.facilitator
        if leader is not None and leader not in draft.facilitators.ids:
            _unknown(draft, findings, f"pairs.{number}.facilitator", leader)
    for workshop in draft.plan.workshops:
        known = {"absent": draft.people.ids, "remote": draft.people.ids}
        known["facilitators"] = draft.facilitators.ids
        for field, ids in known.items():
            for identity in getattr(workshop, field):
                if identity not in ids:
                    _unknown(draft, findings, f"workshops.{workshop.number}.{field}", identity)


def _unknown(draft: Draft, findings: Findings, key: str, identity: str) -> None:
    findings.warning(
        draft.plan_file,
        "nobody has this id",
        "Check the id; nothing to do if they have left and are no longer listed.",
        column=key,
        value=identity,
    )
