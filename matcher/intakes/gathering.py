"""From regions and districts to what is said of the whole intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.cohort import Side
from matcher.intakes.results import (
    Intake,
    IntakeCohort,
    IntakeObjective,
    IntakeRegion,
    IntakeWaiting,
)
from matcher.plans import Outcome
from matcher.programme.intake import Organisations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matcher.cohort import Cohort
    from matcher.intakes.laying_out import Layout
    from matcher.intakes.pieces import Piece
    from matcher.intakes.regions import Region


@dataclass(frozen=True)
class Part:
    """A region, as one cohort and as districts."""

    region: Region
    cohort: Cohort
    layout: Layout


def gathered(parts: Sequence[Part], pieces: Sequence[Piece], seed: int, fingerprint: str) -> Intake:
    """Return what came of an intake.

    Parameters
    ----------
    parts
        The regions.
    pieces
        What came of every district.
    seed, fingerprint
        What decided between equals, and of which intake it is.
    """
    cohorts = tuple(one for piece in pieces for one in piece.cohorts)
    regions = tuple(_region(part, cohorts) for part in parts)
    left = {who: why for piece in pieces for who, why in piece.left.items()}
    objective = _objective(cohorts)
    most, bound = sum(one.most_pairs for one in regions), sum(one.bound for one in regions)
    return Intake(
        status=_status(objective, most, bound, parts),
        objective=objective,
        most_pairs=most,
        bound=bound,
        gap=None if objective is None else (bound - objective.total) / max(1, abs(objective.total)),
        cohorts=cohorts,
        waiting=tuple(_waiting(parts, cohorts, left)),
        regions=regions,
        prices={
            who: price
            for part in parts
            for who, price in sorted(part.layout.prices.items())
            if price
        },
        version=__version__,
        seed=seed,
        input_digest=fingerprint,
    )


def _region(part: Part, cohorts: Sequence[IntakeCohort]) -> IntakeRegion:
    own = [one for one in cohorts if one.area == part.region.name]
    patients = sum(one.side is Side.PATIENT for one in part.region.people)
    return IntakeRegion(
        area=part.region.name,
        patients=patients,
        professionals=len(part.region.people) - patients,
        cohorts=len(own),
        pairs=sum(len(one.pairs) for one in own),
        most_pairs=part.layout.most,
        total=sum(one.total for one in own),
        bound=part.layout.bound,
        place_price=part.layout.place_price,
    )


def _objective(cohorts: Sequence[IntakeCohort]) -> IntakeObjective | None:
    if not cohorts:
        return None
    return IntakeObjective(
        cohorts=len(cohorts),
        pairs=sum(len(one.pairs) for one in cohorts),
        reserves=sum(one.reserves for one in cohorts),
        worst_fit=min(one.worst_fit for one in cohorts),
        total=sum(one.total for one in cohorts),
    )


def _status(
    objective: IntakeObjective | None, most: int, bound: int, parts: Sequence[Part]
) -> Outcome:
    """Return what is proven: the best where pairs and total reach what no plan goes beyond."""
    if objective is None:
        return Outcome.UNKNOWN if most else Outcome.INFEASIBLE
    rules = parts[0].cohort.programme
    only_total = (
        rules.pairing.fairness == "total"
        and rules.intake.organisations is not Organisations.TOGETHER
        and not objective.reserves
    )
    reached = objective.pairs == most and objective.total == bound
    return Outcome.OPTIMAL if only_total and reached else Outcome.FEASIBLE


def _waiting(
    parts: Sequence[Part], cohorts: Sequence[IntakeCohort], left: dict[str, str]
) -> Iterator[IntakeWaiting]:
    placed = {who for one in cohorts for who in one.people}
    found = [
        IntakeWaiting(
            person=one.person_id,
            area=part.region.name,
            reason=left.get(one.person_id) or _reason(part, one.person_id, one.side),
        )
        for part in parts
        for one in part.region.people
        if one.person_id not in placed
    ]
    yield from sorted(found, key=lambda one: one.person)


def _reason(part: Part, who: str, side: Side) -> str:
    layout, settings = part.layout, part.cohort.programme.intake
    if who in layout.alone:
        return layout.alone[who]
    if not layout.possible:
        return "there are too few days for workshops on which any pair of this area can come"
    if not layout.most:
        number = "1 pair is" if layout.possible == 1 else f"{layout.possible} pairs are"
        return (
            f"{number} possible in this area, and a cohort has at least "
            f"{settings.smallest}: join areas (intake.join_areas), or allow smaller cohorts "
            "(intake.smallest)"
        )
    patients = sum(one.side is Side.PATIENT for one in part.region.people)
    others = len(part.region.people) - patients
    mine, theirs = (patients, others) if side is Side.PATIENT else (others, patients)
    if mine > theirs:
        names = ("patients", "professionals")
        these, those = names if side is Side.PATIENT else names[::-1]
        return f"no place left: {mine} {these} and {theirs} {those} applied in this area"
    return f"no place left: {layout.most} pairs at most have a place in this area"
