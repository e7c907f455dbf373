"""The change by which more people join, out of a file like `participants`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from matcher.changes.base import Change
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

    def sentence(self, called: Called = str) -> str:
        """Say who joins."""
        names = ", ".join(called(person.person_id) for person in self.people)
        return f"{len(self.people)} more {'person' if len(self.people) == 1 else 'people'}: {names}"

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


def _partner_problems(cohort: Cohort) -> tuple[Problem, ...]:
    findings = Findings()
    placed = tuple(enumerate(cohort.people, start=2))
    ids = {person.person_id: row for row, person in placed}
    check_partners(Rows("participants", placed, ids), findings)
    return findings.problems()
