"""The team's workbook: the whole plan in one `.xlsx`, a sheet for each question.

To add a sheet, write a function from a `Source` to a `Sheet` and put it into `_SHEETS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.export.workbook.drawing import workbook
from matcher.export.workbook.left_over import unplaced, waiting
from matcher.export.workbook.meetings import meetings
from matcher.export.workbook.overview import overview
from matcher.export.workbook.pairs import pairs
from matcher.export.workbook.provenance import provenance
from matcher.export.workbook.settings import settings
from matcher.export.workbook.source import Source
from matcher.export.workbook.workshops import attendance, workshops

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted
    from matcher.export.workbook.layout import Sheet

FILE = "workbook.xlsx"

_SHEETS: tuple[Callable[[Source], Sheet | None], ...] = (
    pairs,
    workshops,
    attendance,
    meetings,
    waiting,
    unplaced,
    settings,
    provenance,
)
"""The sheets after the first; one that the programme has nothing for is left out."""


def files(wanted: Wanted) -> Files:
    """Return the workbook."""
    source = Source(wanted.plan, wanted.words)
    others = [sheet for make in _SHEETS if (sheet := make(source)) is not None]
    title = wanted.plan.cohort.programme.programme.name
    return {FILE: workbook(title, [overview(source, others), *others], wanted.words)}
