"""What came of a sweep: a row a point, in the order of the grid, whoever planned it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from matcher.records import Record

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from matcher.language import Words

Value = bool | int | float | str
"""What a setting is set to; the items of a list have `;` between them."""


class State(StrEnum):
    """What is known of a point: what is known of its plan, or why it was not planned."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    """These settings do not go together, or not with what was decided."""
    FAILED = "failed"
    """Something broke while it was planned."""
    STOPPED = "stopped"
    """Somebody stopped the sweep before this point was done."""


class Varied(Record):
    """A setting, and the values that it took."""

    key: str
    values: tuple[Value, ...]


class Row(Record):
    """One point of the grid, and what came of it."""

    number: int
    """From 1 on; the last setting varies fastest."""
    settings: dict[str, Value]
    """The dotted name of each setting that is varied -> its value here."""
    changes: tuple[str, ...]
    """The same as changes, such as `matcher what-if` takes them."""
    status: State
    pairs: int | None = None
    worst_fit: int | None = None
    total: int | None = None
    bound: int | None = None
    gap: float | None = None
    dates: tuple[date, ...] = ()
    """The dates of the workshops."""
    seconds: float | None = None
    """How long the plan took, all in all; not the same on every run."""
    reason: str = ""
    """Why there is no plan, or none with more pairs."""

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan with these settings."""
        return self.total is not None


class Sweep(Record):
    """A grid over rules and weights, with what came of each point."""

    format: Literal["matcher-sweep/1"] = "matcher-sweep/1"
    varied: tuple[Varied, ...]
    """The settings, in the order in which they were named."""
    rows: tuple[Row, ...]
    """Every point, in the order of the grid."""
    version: str
    input_digest: str
    """`sha256:…` of the cohort before any of these changes."""
    seed: int | None
    """As it was given; without one, `solve.seed` decided."""

    @property
    def is_whole(self) -> bool:
        """Whether no point was left out because somebody stopped the sweep."""
        return all(row.status is not State.STOPPED for row in self.rows)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a pandas frame, a column for each setting that is varied."""
        import pandas as pd

        from matcher.sweeps.tables import table

        found = table(self)
        return pd.DataFrame(found.rows, columns=found.columns)

    def lines(self, words: Words | str = "en") -> tuple[str, ...]:
        """Return what came of the sweep in sentences.

        Parameters
        ----------
        words
            A language, ``"en"`` or ``"fr"``, or what writes in it.
        """
        from matcher.sweeps.words import lines

        return tuple(lines(self, _words(words)))

    def save(
        self, folder: str | Path, *, words: Words | str = "en", force: bool = False
    ) -> tuple[Path, ...]:
        """Write the table, the data and, where they can be drawn, the pictures into a folder.

        See `matcher.sweeps.folder.save_sweep`.
        """
        from matcher.sweeps.folder import save_sweep

        return save_sweep(self, folder, _words(words), force=force)


def _words(asked: Words | str) -> Words:
    from matcher.language import language_named, words_in

    return words_in(language_named(asked)) if isinstance(asked, str) else asked
