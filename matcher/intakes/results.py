"""What came of an intake: its cohorts, who waits and why, and what is proven of the whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import PrivateAttr

from matcher.plans import Outcome
from matcher.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matcher.language import Words
    from matcher.plans import Plan


class IntakeObjective(Record):
    """What an intake is worth, first things first."""

    cohorts: int
    pairs: int
    reserves: int
    """How many reserves are in a pair."""
    worst_fit: int | None
    """The lowest fit of all pairs; nothing without pairs."""
    total: int
    """The sum of the totals of the cohorts, in points."""


class IntakePair(Record):
    """Two people of a cohort."""

    patient: str
    professional: str
    fit: int
    value: int


class IntakeWorkshop(Record):
    """A workshop of a cohort."""

    number: int
    date: date
    venue: str | None
    facilitators: tuple[str, ...]


class IntakeCohort(Record):
    """One cohort of an intake."""

    number: int
    """From 1 on; a number that is missing belonged to a cohort that came to nothing."""
    name: str
    """Its folder, such as `C00001`."""
    area: str
    """Whose people it is for: areas as people wrote them; empty where they named none."""
    status: Outcome
    """What is proven of this cohort alone, with these people."""
    total: int
    bound: int
    """No plan of these people that is at least as good on levels 1 to 3 has a higher total."""
    worst_fit: int
    reserves: int
    pairs: tuple[IntakePair, ...]
    workshops: tuple[IntakeWorkshop, ...]
    unsettled: int
    """How many check-ins and the like could not be settled; see the cohort's own plan."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in its pairs."""
        return tuple(who for pair in self.pairs for who in (pair.patient, pair.professional))


class IntakeWaiting(Record):
    """Somebody who applied and has no place."""

    person: str
    area: str
    reason: str


class IntakeRegion(Record):
    """Areas whose people may share a cohort, and what is proven of them."""

    area: str
    patients: int
    professionals: int
    cohorts: int
    pairs: int
    most_pairs: int
    """No plan of these people has more pairs."""
    total: int
    bound: int
    """No plan of these people has a higher total, however many pairs it has."""
    place_price: int
    """What a place is worth at most; with the prices of the people it proves the bound."""


class Intake(Record):
    """Many cohorts out of one intake."""

    format: Literal["matcher-intake/1"] = "matcher-intake/1"
    status: Outcome
    """`optimal` only where everything reaches its bound."""
    objective: IntakeObjective | None
    """Nothing where there is no cohort at all."""
    most_pairs: int
    """No plan has more pairs."""
    bound: int
    """No plan has a higher total, however many pairs it has."""
    gap: float | None
    """(bound - total) / max(1, |total|)"""
    cohorts: tuple[IntakeCohort, ...]
    waiting: tuple[IntakeWaiting, ...]
    regions: tuple[IntakeRegion, ...]
    prices: dict[str, int]
    """Person -> what they are worth at most, for those for whom it is more than nothing."""
    version: str
    seed: int
    input_digest: str
    """`sha256:…` of the intake as it was read."""

    _plans: tuple[Any, ...] = PrivateAttr(default=())
    _folder: Any = PrivateAttr(default=None)

    def plans(self) -> Iterator[Plan]:
        """Yield the plans of the cohorts, in their order; from the disk where they lie there.

        Raises
        ------
        ValueError
            When the intake was read without them.
        """
        if self._folder is not None:
            from matcher.export.folder import open_plan
            from matcher.intakes.pieces import COHORTS

            for one in self.cohorts:
                yield open_plan(self._folder / COHORTS / one.name)
        elif len(self._plans) == len(self.cohorts):
            yield from self._plans
        else:
            raise ValueError("this intake was read without the plans of its cohorts")

    def save(self, folder: str | Path, *, words: Words | str = "en", force: bool = False) -> Path:
        """Write the intake and the plans of its cohorts into a folder.

        See `matcher.intakes.folder.save_intake`.
        """
        from matcher.intakes.folder import save_intake

        return save_intake(self, folder, _words(words), force=force)

    def lines(self, words: Words | str = "en") -> tuple[str, ...]:
        """Return what came of the intake in sentences.

        Parameters
        ----------
        words
            A language, ``"en"`` or ``"fr"``, or what writes in it.
        """
        from matcher.intakes.words import lines

        return tuple(lines(self, _words(words)))


def with_plans(intake: Intake, plans: tuple[Plan, ...] = (), folder: Path | None = None) -> Intake:
    """Return an intake that knows where the plans of its cohorts are."""
    known = intake.model_copy()
    known._plans, known._folder = plans, folder
    return known


def cohort_of(number: int, name: str, area: str, plan: Plan) -> IntakeCohort:
    """Return what an intake says of a cohort, from its plan."""
    assert plan.objective is not None
    assert plan.bound is not None
    spare = {one.person_id for one in plan.cohort.people if one.status == "reserve"}
    members = {who for pair in plan.pairs for who in pair.members}
    return IntakeCohort(
        number=number,
        name=name,
        area=area,
        status=plan.status,
        total=plan.objective.total,
        bound=plan.bound,
        worst_fit=plan.objective.worst_fit,
        reserves=len(spare & members),
        pairs=tuple(
            IntakePair(
                patient=pair.patient,
                professional=str(pair.professional),
                fit=pair.fit,
                value=pair.value,
            )
            for pair in plan.pairs
        ),
        workshops=tuple(
            IntakeWorkshop(
                number=one.number,
                date=one.date,
                venue=one.venue,
                facilitators=one.facilitators,
            )
            for one in plan.workshops
        ),
        unsettled=len(plan.unplaced),
    )


def _words(asked: Words | str) -> Words:
    from matcher.language import language_named, words_in

    return words_in(language_named(asked)) if isinstance(asked, str) else asked
