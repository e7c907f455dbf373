"""The change by which more people join, out of a file like `participants`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field

from matcher.changes.base import ENGLISH, Change, not_taken_back
from matcher.changes.finding import find_facilitator, find_person
from matcher.cohort import Person  # noqa: TC001 (pydantic reads it)
from matcher.errors import InputError, Severity
from matcher.files.findings import Findings
from matcher.files.partners import check_partners
from matcher.files.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.changes.base import Called
    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.language import Words


class Add(Change):
    """More people join.

    The change holds the people themselves, so that it stays what it was when the file changes or
    is gone. Its text names the file only: to keep it, use `dump`, which keeps the people.
    """

    kind: Literal["add"] = "add"
    form = "add=FILE.csv"

    file: str
    """Where the people were read from."""
    people: tuple[Person, ...]

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read the people in a CSV file.

        Raises
        ------
        matcher.InputError
            With everything that is wrong with the file.
        """
        from matcher.files import read_people

        people, problems = read_people(argument)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise InputError(problems)
        return cls(file=argument, people=people)

    @property
    def argument(self) -> str:
        """The name of the file."""
        return self.file

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who joins."""
        names = ", ".join(called(person.person_id) for person in self.people)
        return words.say_many(
            "{number} more person: {names}",
            "{number} more people: {names}",
            len(self.people),
            names=names,
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Add the people to those who applied."""
        problems = [problem for person in self.people for problem in self._clashes(person, cohort)]
        if problems:
            raise InputError(problems)
        everybody = sorted((*cohort.people, *self.people), key=lambda person: person.person_id)
        after = cohort.model_copy(update={"people": tuple(everybody)})
        known = {(said.message, said.value) for said in _partner_problems(cohort)}
        problems = [
            self.problem(f"{said.message} (partner_id {said.value})", said.remedy)
            for said in _partner_problems(after)
            if (said.message, said.value) not in known
        ]
        if problems:
            raise InputError(problems)
        return after

    def opposite(self, before: Cohort) -> Change | None:
        """`unadd`, where people joined at all."""
        return Unadd(file=self.file) if self.file else None

    def _clashes(self, person: Person, cohort: Cohort) -> Iterator[Problem]:
        who = person.person_id
        if find_person(cohort, who) or sum(one.person_id == who for one in self.people) > 1:
            yield self.problem(
                f"there is a participant with the id {who} already",
                "Give the new person another id, or leave them out.",
            )
        if find_facilitator(cohort, who):
            yield self.problem(
                f"{who} is the id of a facilitator", "Give the new person another id."
            )
        known = {project.project_id for project in cohort.projects}
        if person.project_id is not None and person.project_id not in known:
            yield self.problem(
                f"{who} names a project that does not exist: {person.project_id}",
                "Correct project_id, or add the project to projects.",
            )


class Unadd(Change):
    """Take back that people out of a file join: as if they had never been added."""

    kind: Literal["unadd"] = "unadd"
    form = "unadd=FILE.csv"
    undoes = "add"

    file: Annotated[str, Field(min_length=1)]
    """The name of the file, as `add` has it."""

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read the name of a file; the file itself is not needed."""
        return cls(file=argument)

    @property
    def argument(self) -> str:
        """The name of the file."""
        return self.file

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who does not join after all."""
        return words.say("The people of {file} do not join after all", file=self.file)

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the people out of the cohort."""
        ids = {person.person_id for one in self._added(cohort) for person in one.people}
        decisions = cohort.decisions
        joined = ((who, *couple) for who, couple in decisions.thirds.items())
        groups = (*decisions.locked, *decisions.forbidden, *joined, decisions.paused)
        named = sorted({one for group in groups for one in group if one in ids})
        if named:
            raise self.refused(
                f"a decision on pairs, trios or pauses names {', '.join(named)}",
                "Take it back first with unlock=, allow=, leave= or return=.",
            )
        partners = [p for p in cohort.people if p.partner_id in ids and p.person_id not in ids]
        if partners:
            raise self.refused(
                f"{partners[0].person_id} applied together with {partners[0].partner_id}",
                "Take back first what added them.",
            )
        people = tuple(person for person in cohort.people if person.person_id not in ids)
        answers = {who: said for who, said in cohort.availability.items() if who not in ids}
        return cohort.model_copy(update={"people": people, "availability": answers})

    def opposite(self, before: Cohort) -> Change | None:
        """`add`, with the same people; nothing where more has come of them since."""
        first, *others = self._added(before)
        same = all(find_person(before, one.person_id) == one for one in first.people)
        answered = any(one.person_id in before.availability for one in first.people)
        return None if others or answered or not same else first

    def _added(self, cohort: Cohort) -> list[Add]:
        kept = [one for one in not_taken_back(cohort.changes) if isinstance(one, Add)]
        added = [one for one in kept if one.file == self.file]
        if not added:
            raise self.refused(
                f"no add={self.file} stands that could be taken back",
                "unadd only takes back an add of the same file. Who applied can withdraw.",
            )
        return added


def _partner_problems(cohort: Cohort) -> tuple[Problem, ...]:
    findings = Findings()
    placed = tuple(enumerate(cohort.people, start=2))
    ids = {person.person_id: row for row, person in placed}
    check_partners(Rows("participants", placed, ids), findings)
    return findings.problems()
