"""Everything that is wrong with the input, gathered while it is read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

from matcher.alike import Kind, kind_of
from matcher.errors import Problem, Severity

HIDDEN = "…"
"""What a problem shows in place of what must not be repeated."""

LONGEST_VALUE = 80
"""How many characters of a cell a problem shows."""

MOST_OF_A_KIND = 10_000
"""How many problems of one kind are listed; the others are counted."""

MOST_LISTED = 50_000
"""From how many problems of a severity on only the first one of each kind is listed."""

MOST_KINDS = 10_000
"""From how many kinds on the others of a column are counted as one."""


def shown(value: object) -> str:
    """Return a value as a problem shows it: on one line, without control characters, not long."""
    text = str(value)[: 4 * LONGEST_VALUE]
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"


class Findings:
    """The problems found so far; of very many of a kind the first ones, and how many more."""

    def __init__(self) -> None:
        self._listed: list[tuple[Kind, Problem]] = []
        self._of_kind: Counter[Kind] = Counter()
        self._of_severity: Counter[Severity] = Counter()
        self._more: Counter[Kind] = Counter()

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
        kind = kind_of(file, severity, column, message, remedy)
        if kind not in self._of_kind and len(self._of_kind) >= MOST_KINDS:
            kind = Kind(file, severity, column, "")
        listed = self._of_kind[kind]
        is_full = listed >= MOST_OF_A_KIND or self._of_severity[severity] >= MOST_LISTED
        if listed and is_full:
            self._more[kind] += 1
            return
        self._of_kind[kind] += 1
        self._of_severity[severity] += 1
        problem = Problem(
            file=shown(file),
            row=row,
            column=column and shown(column),
            value=None if value is None else shown(value),
            after=None if after is None else shown(after),
            message=message,
            remedy=remedy,
            severity=severity,
        )
        self._listed.append((kind, problem))

    def forget(self, file: str, column: str) -> None:
        """Drop everything noted about the cells of a column that must not be shown."""
        place = (shown(file), shown(column))
        self._listed = [one for one in self._listed if (one[1].file, one[1].column) != place]
        self._of_severity = Counter(one.severity for _, one in self._listed)
        for kind in [one for one in self._of_kind if (one.file, one.column) == (file, column)]:
            del self._of_kind[kind], self._more[kind]

    def hide(self, file: str, column: str, is_private: Callable[[str], bool]) -> None:
        """Show no value of a column that must not be repeated."""

        def hidden(text: str | None) -> str | None:
            return HIDDEN if text and is_private(text) else text

        for number, (kind, one) in enumerate(self._listed):
            if (one.file, one.column) == (shown(file), column):
                values = {"value": hidden(one.value), "after": hidden(one.after)}
                self._listed[number] = (kind, one.model_copy(update=values))

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops a run."""
        return any(problem.severity is Severity.ERROR for _, problem in self._listed)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is listed, by file and row; the last one of a kind says how many more."""
        listed = sorted(self._listed, key=lambda one: (one[1].file, one[1].row or 0))
        last = {kind: number for number, (kind, _) in enumerate(listed)}
        found = [problem for _, problem in listed]
        for kind, more in self._more.items():
            number = last[kind]
            found[number] = found[number].model_copy(update={"more": more})
        return tuple(found)
