"""A plan: pairs, workshops, check-ins, the waiting list, and the proof or gap that goes with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from matcher.records import Identifier, Record

if TYPE_CHECKING:
    import pandas as pd

    from matcher.cohort import Cohort


class Outcome(StrEnum):
    """What is known of a plan. Nothing without a proof is called optimal."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class WorkshopState(StrEnum):
    """How far a workshop has come."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    HELD = "held"


class MeetingState(StrEnum):
    """How far a check-in or a catch-up day has come."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    DONE = "done"


class CheckInKind(StrEnum):
    """Who meets at a check-in."""

    TOGETHER = "together"
    CALL = "call"


class Objective(Record):
    """What a plan is worth, best first."""

    pairs: int
    """How many pairs there are."""
    worst_fit: int
    """The lowest fit of a pair."""
    total: int
    """The sum of the pairs' values, less the avoided dates, in points."""


class OfPair(Record):
    """Something that belongs to a pair."""

    patient: Identifier
    professional: Identifier | None
    """Nobody where people are not paired (`pairing.form_pairs`)."""

    @property
    def couple(self) -> tuple[str, str | None]:
        """The ids of the two, by which a pair is known."""
        return self.patient, self.professional

    @property
    def two(self) -> tuple[str, ...]:
        """The ids of the one or two people."""
        return (self.patient,) if self.professional is None else (self.patient, self.professional)

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of everybody whom it is about."""
        return self.two


class Pair(OfPair):
    """One person of each side, and the project that they work on together."""

    project: Identifier | None = None
    fit: Annotated[int, Field(ge=0, le=1000)]
    """How well the pair meets the programme's stated criteria."""
    parts: dict[str, int]
    """What each criterion gives; they add up to the fit."""
    coverage: Annotated[float, Field(ge=0, le=1)]
    """The share of the fit's weight that rests on real answers."""
    missed: int
    """How many workshops the pair cannot attend together."""
    if_needed: int
    """How often a partner comes only "if needed" to a workshop that the pair attends."""
    value: int
    """The fit less what the missed and the if-needed workshops cost, in points."""
    facilitator: Identifier | None = None
    """Who looks after the pair throughout."""
    third: Identifier | None = None
    """Somebody who joined the pair. Fit, missed workshops and value are those of the two."""

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of everybody in it, the third last."""
        return self.two if self.third is None else (*self.two, self.third)


class Workshop(Record):
    """A day on which the whole cohort meets."""

    number: Annotated[int, Field(ge=1)]
    date: date
    venue: Identifier | None = None
    facilitators: tuple[Identifier, ...] = ()
    absent: tuple[Identifier, ...] = ()
    """People of the plan's pairs who cannot come."""
    remote: tuple[Identifier, ...] = ()
    """People of the plan's pairs who join from home, at a venue that allows it."""
    state: WorkshopState = WorkshopState.PLANNED


class CheckIn(OfPair):
    """A meeting of one pair with its facilitator between two workshops."""

    after_workshop: Annotated[int, Field(ge=1)]
    date: date
    facilitator: Identifier
    mode: CheckInKind = CheckInKind.TOGETHER
    """`together`; or `call`, one of the two that stand in, one with each partner."""
    person: Identifier | None = None
    """With whom a call is."""
    state: MeetingState = MeetingState.PLANNED


class CatchUp(OfPair):
    """A day with a facilitator for a pair that misses a workshop."""

    workshop: Annotated[int, Field(ge=1)]
    """The number of the workshop that the pair misses."""
    date: date
    facilitator: Identifier
    state: MeetingState = MeetingState.PLANNED


class Unplaced(OfPair):
    """Something that a pair should have and for which there is no way."""

    what: Literal["facilitator", "check_in", "catch_up"]
    workshop: Annotated[int, Field(ge=1)] | None = None
    """The workshop after which the check-in would be, or that the catch-up would make good."""
    reason: str


class Waiting(Record):
    """Somebody for whom there is no place, and why."""

    person: Identifier
    reason: str


class Reason(Record):
    """Why there is no plan, or no better one."""

    rule: str
    """The rule that stands in the way, by its key."""
    text: str
    remedies: tuple[str, ...] = ()
    changes: tuple[tuple[str, ...], ...] = ()
    """For each remedy the changes that carry it out, where they were tried: then a plan was found
    with them."""


class Disturbances(Record):
    """How much a repair changes of the plan that was running."""

    announced_moved: int = 0
    """Dates that people were told and that move; what was held never does."""
    dates_moved: int = 0
    """Workshop dates that move, announced ones included."""
    pairs_short: int = 0
    """Pairs fewer than a plan from nothing would have."""
    new_partners: int = 0
    """People who had a partner and get another one."""
    places_lost: int = 0
    """People who had a partner, are still there and have no place any more."""
    check_ins_moved: int = 0
    """Check-ins and catch-up days that move or fall away."""
    venues_changed: int = 0
    """Workshops that keep their date and are held elsewhere."""


class Provenance(Record):
    """What a plan was made from, and with what."""

    version: str
    ortools: str
    seed: int
    input_digest: str
    """`sha256:…` of the cohort; the order of rows does not matter."""
    seconds: float
    """How long levels 1 to 4 took, from the loaded cohort."""
    method: str = "search over dates"
    """What proved levels 1 to 4, or came as far as it did."""
    settled: bool = True
    """Whether venues, facilitators and check-ins are proven to be the best for these pairs and
    dates, or only the best that were found."""


class Plan(Record):
    """The best pairs and dates found for a cohort, and what is proven about them."""

    format: Literal["matcher-plan/1"] = "matcher-plan/1"
    status: Outcome
    objective: Objective | None
    bound: int | None
    """No plan that is at least as good on pairs, reserves and worst fit has a higher total."""
    gap: float | None
    """(bound - total) / max(1, |total|)"""
    pairs: tuple[Pair, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    catch_ups: tuple[CatchUp, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    """What could not be settled for a pair, and why; it never spoils the rest."""
    waiting: tuple[Waiting, ...] = ()
    reasons: tuple[Reason, ...] = ()
    disturbances: Disturbances | None = None
    """What a repair changes; nothing where the plan is none."""
    provenance: Provenance

    _cohort: Any = PrivateAttr(default=None)

    @property
    def cohort(self) -> Cohort:
        """The cohort that the plan was made from.

        Raises
        ------
        ValueError
            When the plan was read from a lone file.
        """
        if self._cohort is None:
            raise ValueError("this plan was read without its cohort")
        cohort: Cohort = self._cohort
        return cohort

    def of_cohort(self, cohort: Cohort) -> Plan:
        """Return the same plan, knowing the cohort that it belongs to."""
        plan = self.model_copy()
        plan._cohort = cohort
        return plan

    def frame(self, name: str) -> pd.DataFrame:
        """Return one of the plan's tables as a pandas frame; its dates are timestamps.

        Parameters
        ----------
        name
            ``"pairs"``, ``"workshops"``, ``"check_ins"``, ``"catch_ups"``, ``"unplaced"``,
            ``"waiting"`` or ``"attendance"``.
        """
        from matcher.export.frames import frame_of
        from matcher.export.tables import TABLES

        if name not in TABLES:
            raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
        table: Callable[[Plan], Any] = TABLES[name]
        return frame_of(table(self))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return all of the plan's tables as pandas frames, by their names; see `frame`."""
        from matcher.export.tables import TABLES

        return {name: self.frame(name) for name in TABLES}
