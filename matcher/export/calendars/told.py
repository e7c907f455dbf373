"""What every calendar said before: `sequences.json` of an earlier export, or an earlier plan."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from matcher.errors import InputError, Problem
from matcher.export.calendars.audiences import Audience, audiences_of
from matcher.export.calendars.diary import Diary
from matcher.export.calendars.event import Event
from matcher.export.folder import COHORT, open_plan
from matcher.records import Record

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.export.earlier import Earlier
    from matcher.export.kinds import Wanted
    from matcher.plans import Plan

SEQUENCES = "calendars/sequences.json"
"""What every calendar says, with the number of each version; for the team only."""


class Told(Record):
    """What every calendar says."""

    format: Literal["matcher-calendars/1"] = "matcher-calendars/1"
    programme: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    """What the programme is known by. It stays, whatever the programme is called later."""
    stamp: date
    """From which day time stamps count: a second a version."""
    calendars: dict[str, tuple[Event, ...]] = {}

    @field_validator("calendars")
    @classmethod
    def _called_so(cls, calendars: dict[str, tuple[Event, ...]]) -> dict[str, tuple[Event, ...]]:
        for name, events in calendars.items():
            Audience.called(name)
            if len({event.uid for event in events}) < len(events):
                raise ValueError(f"an event stands in {name} more than once")
        return calendars

    def text(self) -> str:
        """Return the text of `sequences.json`."""
        return self.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def told_before(wanted: Wanted) -> Told:
    """Return what was told before; no calendar where this is the first time.

    Raises
    ------
    matcher.InputError
        When the earlier export or plan cannot be read.
    """
    cohort = wanted.plan.cohort
    if wanted.since is None:
        return _first(cohort)
    text = wanted.since.read(SEQUENCES)
    if text is not None:
        return _read(text)
    plan = _with_cohort(wanted.since, cohort)
    first = _first(plan.cohort)
    diary = Diary(plan, wanted.words, first.programme)
    calendars = {one.name: diary.events_for(one) for one in audiences_of(plan)}
    return first.model_copy(update={"calendars": calendars})


def _first(cohort: Cohort) -> Told:
    """Return what a programme is known by, from its files before any change."""
    settings = cohort.base.programme
    start = settings.programme.start
    known = json.dumps([settings.programme.name, settings.programme.country, start.isoformat()])
    return Told(
        programme=hashlib.sha256(known.encode()).hexdigest()[:32],
        stamp=settings.workshops.publication_date or start,
    )


def _with_cohort(since: Earlier, cohort: Cohort) -> Plan:
    """Return the plan that people know, with its own cohort where that lies beside it."""
    if (since.folder / COHORT).is_dir():
        return open_plan(since.folder)
    return since.plan.of_cohort(cohort)


def _read(text: bytes) -> Told:
    try:
        return Told.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise InputError(
            [
                Problem(
                    file=SEQUENCES,
                    column=".".join(map(str, first["loc"])) or None,
                    message=f"this is not what an export wrote: {first['msg']}",
                    remedy="Put the file back as it was, or name the folder of the plan that "
                    "people were told.",
                )
            ]
        ) from error
