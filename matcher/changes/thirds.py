"""Changes to trios: somebody joins a pair as its third member, and leaves it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import model_validator

from matcher.aside import pausing
from matcher.changes.base import ENGLISH, Change
from matcher.changes.decided_pairs import decided
from matcher.changes.finding import absent_people, find_person, person_of
from matcher.cohort import Side
from matcher.errors import InputError
from matcher.pair_rules import FORBIDDEN
from matcher.records import Identifier  # noqa: TC001 (pydantic reads it)
from matcher.trios import barring, thirds
from matcher.wording import in_labels

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.decisions import Couple
    from matcher.language import Words


class Join(Change):
    """Somebody joins a pair as its third member; the pair is kept together."""

    kind: Literal["join"] = "join"
    form = "join=ID:ID+ID (the third person, then the pair)"

    person: Identifier
    """Who joins."""
    one: Identifier
    """The patient; until the cohort is known, perhaps the professional."""
    other: Identifier
    """The professional; until the cohort is known, perhaps the patient."""

    @model_validator(mode="after")
    def _three_people(self) -> Self:
        if len({self.person, self.one, self.other}) < 3:
            raise ValueError("an id stands there twice; three people are needed")
        return self

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID:ID+ID``."""
        person, colon, couple = argument.partition(":")
        one, plus, other = couple.partition("+")
        if not (colon and plus):
            raise ValueError("an id, a colon, and two ids with + between them are needed")
        ids = {"person": person.strip(), "one": one.strip(), "other": other.strip()}
        return cls.model_validate(ids)

    @property
    def argument(self) -> str:
        """``ID:ID+ID``."""
        return f"{self.person}:{self.one}+{self.other}"

    @property
    def subject(self) -> str:
        """Who joins."""
        return self.person

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who joins whom."""
        return words.say(
            "{person} joins {one} and {other} as their third member",
            person=called(self.person),
            one=called(self.one),
            other=called(self.other),
        )

    def canonical(self, cohort: Cohort) -> Change:
        """Return the change with the patient of the pair first."""
        first = find_person(cohort, self.one)
        if first is None or first.side is Side.PATIENT:
            return self
        return self.model_copy(update={"one": self.other, "other": self.one})

    def altered(self, cohort: Cohort) -> Cohort:
        """Write down whom they join."""
        couple = self._couple(cohort)
        self._require_there(cohort)
        third_of = thirds(cohort)
        before = {who: pair for pair, who in third_of.items()} | cohort.decisions.thirds
        if before.get(self.person, couple) != couple:
            earlier = Join(
                person=self.person, one=before[self.person][0], other=before[self.person][1]
            )
            raise self.refused(
                f"{earlier} and {self} contradict each other: {self.person} can join one pair",
                f"Leave one of them out, or add leave={self.person} before this change.",
            )
        is_decided = couple in cohort.decisions.thirds.values()
        if not is_decided and third_of.get(couple, self.person) != self.person:
            raise self.refused(
                f"{'+'.join(couple)} have a third member already, {third_of[couple]}",
                f"A pair has one at most. Add leave={third_of[couple]} before this change.",
            )
        rule = barring(cohort, self.person, couple)
        if rule is not None and rule is not FORBIDDEN:
            why = in_labels(rule.text, cohort.programme.labels)
            raise self.refused(
                f"{self.person} may not join {'+'.join(couple)}: {why}",
                "Choose another pair, or change in the files what forbids it.",
            )
        decisions = cohort.decisions
        return decided(
            cohort,
            thirds={**decisions.thirds, self.person: couple},
            released=tuple(one for one in decisions.released if one != self.person),
        )

    def opposite(self, before: Cohort) -> Change | None:
        """`leave`; where they had joined already, this changed nothing."""
        if before.decisions.thirds.get(self.person) == self._couple(before):
            return self
        return Leave(person=self.person)

    def _couple(self, cohort: Cohort) -> Couple:
        absent = absent_people(self, cohort, (self.person, self.one, self.other))
        if absent:
            raise InputError(absent)
        if not cohort.programme.pairing.form_pairs:
            raise self.refused(
                "nobody is paired in this programme (pairing.form_pairs)",
                "Leave this change out: everybody has a place of their own.",
            )
        sides = {person_of(self, cohort, who).side: who for who in (self.one, self.other)}
        if len(sides) == 1:
            raise self.refused(
                f"{self.one} and {self.other} are on the same side, {next(iter(sides))}",
                "A pair joins a patient and a professional. Correct one of the ids.",
            )
        return sides[Side.PATIENT], sides[Side.PROFESSIONAL]

    def _require_there(self, cohort: Cohort) -> None:
        resting = pausing(cohort)
        problems = []
        for who in (self.person, self.one, self.other):
            person = person_of(self, cohort, who)
            why = (
                "has not consented"
                if not person.consent
                else "has left"
                if not person.is_applicant
                else "is pausing"
                if who in resting
                else None
            )
            if why is not None:
                remedy = (
                    "Ask for their consent" if not person.consent else f"Add return={who} before"
                )
                problems.append(self.problem(f"{who} {why}", f"{remedy}, or name somebody else."))
        if problems:
            raise InputError(problems)


class Leave(Change):
    """The third member of a pair leaves it, and may be paired again."""

    kind: Literal["leave"] = "leave"
    form = "leave=ID"
    undoes = "join"

    person: Identifier

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID``."""
        return cls(person=argument.strip())

    @property
    def argument(self) -> str:
        """``ID``."""
        return self.person

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who leaves."""
        return words.say(
            "{person} is no longer the third member of a pair", person=called(self.person)
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Take back that they joined; in the plan that is running, they have left."""
        person_of(self, cohort, self.person)
        decisions, running = cohort.decisions, _running_third(cohort, self.person)
        joined = decisions.thirds.get(self.person)
        if joined is None and self.person not in thirds(cohort).values():
            raise self.refused(
                f"{self.person} is the third member of no pair",
                "Only somebody who joined a pair can leave it. Leave this change out.",
            )
        left = {self.person} if running is not None and joined in (None, running) else set()
        return decided(
            cohort,
            thirds={who: pair for who, pair in decisions.thirds.items() if who != self.person},
            released=(*decisions.released, *left),
        )

    def opposite(self, before: Cohort) -> Change | None:
        """`join`, with the same pair; nothing where one of them is not there any more."""
        couple = before.decisions.thirds.get(self.person) or _running_third(before, self.person)
        there = {one.person_id for one in before.applicants} - pausing(before)
        if couple is None or not there.issuperset((self.person, *couple)):
            return None
        return Join(person=self.person, one=couple[0], other=couple[1])


def _running_third(cohort: Cohort, who: str) -> Couple | None:
    """Return the pair whose third member somebody is in the plan that is running."""
    running = cohort.current_plan
    for pair in () if running is None else running.pairs:
        if pair.third == who and pair.professional is not None:
            return pair.patient, pair.professional
    return None
