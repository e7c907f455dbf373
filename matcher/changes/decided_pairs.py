"""Changes to pairs: keep two people together, never pair them, and take either back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import model_validator

from matcher.changes.base import ENGLISH, Change
from matcher.changes.finding import absent_people, find_person
from matcher.cohort import Side
from matcher.decisions import Decisions
from matcher.errors import InputError
from matcher.records import Identifier  # noqa: TC001 (pydantic reads it)

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.decisions import Couple
    from matcher.language import Words


class PairChange(Change):
    """A change about a patient and a professional, named in either order."""

    one: Identifier
    """The patient; until the cohort is known, perhaps the professional."""
    other: Identifier
    """The professional; until the cohort is known, perhaps the patient."""

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if self.one == self.other:
            raise ValueError("the two ids are the same; a pair joins two people")
        return self

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID+ID``."""
        one, plus, other = argument.partition("+")
        if not plus:
            raise ValueError("two ids with + between them are needed")
        return cls.model_validate({"one": one.strip(), "other": other.strip()})

    @property
    def argument(self) -> str:
        """``ID+ID``."""
        return f"{self.one}+{self.other}"

    def canonical(self, cohort: Cohort) -> Change:
        """Return the change with the patient first."""
        first = find_person(cohort, self.one)
        if first is None or first.side is Side.PATIENT:
            return self
        return self.model_copy(update={"one": self.other, "other": self.one})

    def couple(self, cohort: Cohort) -> Couple:
        """Return the ids of the patient and of the professional.

        Raises
        ------
        matcher.InputError
            When somebody is absent, or both are on one side.
        """
        absent = absent_people(self, cohort, (self.one, self.other))
        if absent:
            raise InputError(absent)
        sides = {
            person.side: person.person_id
            for person in (find_person(cohort, self.one), find_person(cohort, self.other))
            if person is not None
        }
        if len(sides) == 1:
            raise self.refused(
                f"{self.one} and {self.other} are on the same side, {next(iter(sides))}",
                "A pair joins a patient and a professional. Correct one of the ids.",
            )
        return sides[Side.PATIENT], sides[Side.PROFESSIONAL]


def decided(cohort: Cohort, **decisions: object) -> Cohort:
    """Return the cohort with some decisions in place of those that it had."""
    new = Decisions.model_validate({**dict(cohort.decisions), **decisions})
    return cohort.model_copy(update={"decisions": new})


class Lock(PairChange):
    """Keep two people together. It overrides no rule: where it cannot be, there is no plan."""

    kind: Literal["lock"] = "lock"
    form = "lock=ID+ID"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say that they are kept together."""
        return words.say(
            "Keep {one} and {other} together", one=called(self.one), other=called(self.other)
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Add the pair to the locked ones."""
        return decided(cohort, locked=(*cohort.decisions.locked, self.couple(cohort)))

    def opposite(self, before: Cohort) -> Change | None:
        """`unlock`; where the pair was locked already, this changed nothing."""
        if self.couple(before) in before.decisions.locked:
            return self
        return Unlock(one=self.one, other=self.other)


class Unlock(PairChange):
    """Take back that two people are kept together."""

    kind: Literal["unlock"] = "unlock"
    form = "unlock=ID+ID"
    undoes = "lock"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say that they need not stay together."""
        return words.say(
            "{one} and {other} need not stay together",
            one=called(self.one),
            other=called(self.other),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the pair from the locked ones."""
        couple, locked = self.couple(cohort), cohort.decisions.locked
        if couple not in locked:
            raise self.refused(
                f"{self.one} and {self.other} are not locked",
                "Only what lock=ID+ID keeps together can be unlocked. Leave this change out.",
            )
        return decided(cohort, locked=tuple(each for each in locked if each != couple))

    def opposite(self, before: Cohort) -> Change | None:
        """`lock`."""
        return Lock(one=self.one, other=self.other)


class Forbid(PairChange):
    """Never pair two people."""

    kind: Literal["forbid"] = "forbid"
    form = "forbid=ID+ID"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say that they are not paired."""
        return words.say(
            "Never pair {one} with {other}", one=called(self.one), other=called(self.other)
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Add the pair to the forbidden ones."""
        return decided(cohort, forbidden=(*cohort.decisions.forbidden, self.couple(cohort)))

    def opposite(self, before: Cohort) -> Change | None:
        """`allow`; where the pair was forbidden already, this changed nothing."""
        if self.couple(before) in before.decisions.forbidden:
            return self
        return Allow(one=self.one, other=self.other)


class Allow(PairChange):
    """Take back that two people are never paired. It lifts nothing that the files say."""

    kind: Literal["allow"] = "allow"
    form = "allow=ID+ID"
    undoes = "forbid"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say that they may be paired."""
        return words.say(
            "{one} and {other} may be paired again", one=called(self.one), other=called(self.other)
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the pair from the forbidden ones."""
        couple, forbidden = self.couple(cohort), cohort.decisions.forbidden
        if couple not in forbidden:
            raise self.refused(
                f"no forbid={self.one}+{self.other} stands that could be lifted",
                "allow only takes back a forbid. What the files say (avoids, conflicts, "
                "languages, partners) stays; change it there.",
            )
        return decided(cohort, forbidden=tuple(each for each in forbidden if each != couple))

    def opposite(self, before: Cohort) -> Change | None:
        """`forbid`."""
        return Forbid(one=self.one, other=self.other)
