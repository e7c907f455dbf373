"""Everything that is wrong with the input, gathered while it is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from matcher.errors import Problem, Severity

HIDDEN = "…"
"""What a problem shows in place of what must not be repeated."""

LONGEST_VALUE = 80
"""How many characters of a cell a problem shows."""


def shown(value: object) -> str:
    """Return a value as a problem shows it: on one line, without control characters, not long."""
    text = str(value)[: 4 * LONGEST_VALUE]
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"


class Findings:
    """The problems found so far, errors and warnings."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def error(
        self,
        file: str,
        message: str,
        remedy: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """Note something that must be put right before planning."""
        self._note(Severity.ERROR, file, row, column, value, message, remedy)

    def warning(
        self,
        file: str,
        message: str,
        remedy: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """Note something to look at, which does not stop a run."""
        self._note(Severity.WARNING, file, row, column, value, message, remedy)

    def repair(
        self,
        file: str,
        message: str,
        *,
        before: object,
        after: object,
        row: int | None = None,
        column: str | None = None,
        remedy: str = "",
    ) -> None:
        """Note something that was put right while reading; the file itself stays as it is."""
        self._note(Severity.REPAIRED, file, row, column, before, message, remedy, after)

    def _note(
        self,
        severity: Severity,
        file: str,
        row: int | None,
        column: str | None,
        value: object,
        message: str,
        remedy: str,
        after: object = None,
    ) -> None:
        self._problems.append(
            Problem(
                file=shown(file),
                row=row,
                column=column and shown(column),
                value=None if value is None else shown(value),
                after=None if after is None else shown(after),
                message=message,
                remedy=remedy,
                severity=severity,
            )
        )

    def forget(self, file: str, column: str) -> None:
        """Drop everything noted about the cells of a column that must not be shown."""
        place = (shown(file), shown(column))
        self._problems = [one for one in self._problems if (one.file, one.column) != place]

    def hide(self, file: str, column: str, is_private: Callable[[str], bool]) -> None:
        """Show no value of a column that must not be repeated."""

        def hidden(text: str | None) -> str | None:
            return HIDDEN if text and is_private(text) else text

        for number, one in enumerate(self._problems):
            if (one.file, one.column) == (shown(file), column):
                values = {"value": hidden(one.value), "after": hidden(one.after)}
                self._problems[number] = one.model_copy(update=values)

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops a run."""
        return any(problem.severity is Severity.ERROR for problem in self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return everything found, by file and row."""
        return tuple(sorted(self._problems, key=lambda found: (found.file, found.row or 0)))
