"""What can be wrong with the input, said so that it can be put right."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from matcher.records import Record
from matcher.wording import sentence


class Severity(StrEnum):
    """Errors stop a run; warnings do not, nor does what was put right while reading."""

    ERROR = "error"
    WARNING = "warning"
    REPAIRED = "repaired"


class Problem(Record):
    """One thing that is wrong with the input, where it stands and what to do about it."""

    file: str
    """The file or sheet, without its folder."""
    row: int | None = None
    """The row as a spreadsheet counts it: the header is row 1. Nothing where it is not one row."""
    column: str | None = None
    """The column, or the key of a setting."""
    value: str | None = None
    """What stands there."""
    after: str | None = None
    """What it was read as, where it was put right."""
    message: str
    """What is wrong."""
    remedy: str
    """What to do."""
    severity: Severity = Severity.ERROR
    more: int = 0
    """How many more of its kind there are that are counted and not listed."""

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", {self.column}"
        said = f" ({self.value!r})" if self.value is not None else ""
        if self.after is not None:
            said = f" ({self.value!r} is read as {self.after!r})"
        line = f"{place}: {sentence(self.message + said)} {self.remedy}".rstrip()
        return f"{line} … and {self.more:,} more of this kind." if self.more else line


def how_many(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many problems of a severity there are, those that are only counted included."""
    return sum(1 + problem.more for problem in problems if problem.severity is severity)


class MatcherError(Exception):
    """The base of every error that this package raises on purpose."""


class InputError(MatcherError):
    """The input cannot be used; `problems` holds every reason at once.

    Parameters
    ----------
    problems
        At least one problem of severity ``error``; warnings may stand beside it.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class OutputExistsError(MatcherError):
    """Something stands already where the output should go."""


class PlanError(MatcherError):
    """A plan does not agree with its cohort: a defect of the software, never of the input."""
