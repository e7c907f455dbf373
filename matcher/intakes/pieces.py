"""A piece of work: the cohorts of one district, kept in memory or written down."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field

from matcher.export.folder import write_plan
from matcher.export.writing import write_text
from matcher.intakes.booking import Booking, bookings_of
from matcher.intakes.planning import cohort_name, plan_district
from matcher.intakes.results import IntakeCohort, cohort_of
from matcher.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matcher.intakes.planning import District, Planned
    from matcher.plans import Plan

COHORTS, FINISHED = "cohorts", "finished"

NOTHING_LEFT = "venues and facilitators were left on too few days for a cohort of these people"
"""Why people wait whose cohort came to nothing."""


class Taken(Record):
    """A facilitator or a venue that a cohort has on a day."""

    cohort: int
    kind: str
    who: str
    day: date


class Piece(Record):
    """What came of a district."""

    number: int
    cohorts: tuple[IntakeCohort, ...]
    bookings: tuple[Taken, ...]
    left: dict[str, str]
    """Person -> why they wait, where the plan of their cohort says so."""
    plans: tuple[Any, ...] = Field(default=(), exclude=True)
    """The plans of the cohorts, unless they are written down."""


def plan_piece(district: District, place: Path | None) -> Piece:
    """Return what came of a district; where there is a place, its plans are written there."""
    smallest = district.cohort.programme.intake.smallest
    cohorts, bookings, plans = [], [], []
    left: dict[str, str] = {}
    for made in plan_district(district):
        left |= _left(made, smallest)
        if len(made.plan.pairs) < smallest:
            continue
        name = cohort_name(made.number)
        cohorts.append(cohort_of(made.number, name, district.region, made.plan))
        bookings += _taken(made.number, bookings_of(made.plan))
        if place is None:
            plans.append(made.plan)
        else:
            keep_plan(made.plan, place / COHORTS / name)
    piece = Piece(
        number=district.number,
        cohorts=tuple(cohorts),
        bookings=tuple(bookings),
        left=left,
        plans=tuple(plans),
    )
    if place is not None:
        note(piece, place)
    return piece


def keep_plan(plan: Plan, folder: Path) -> None:
    """Write a plan into a folder, in place of what an earlier run may have left there."""
    fresh = folder.with_name(f".{folder.name}.new")
    for leftover in (fresh, folder):
        if leftover.exists():
            shutil.rmtree(leftover)
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_plan(plan, fresh)
    os.rename(fresh, folder)


def note(piece: Piece, place: Path) -> None:
    """Note that a district is finished, once all its plans are written."""
    write_text(place / FINISHED / f"{piece.number}.json", piece.model_dump_json(), force=True)


def _left(made: Planned, smallest: int) -> dict[str, str]:
    if len(made.plan.pairs) < smallest:
        return dict.fromkeys(made.people, NOTHING_LEFT)
    return {one.person: one.reason for one in made.plan.waiting}


def _taken(number: int, bookings: Iterable[Booking]) -> list[Taken]:
    return [Taken(cohort=number, kind=one.kind, who=one.who, day=one.day) for one in bookings]
