"""The cohort on one sheet, as a page that prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.printed.pages import cohort_page

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted


def files(wanted: Wanted) -> Files:
    """Return the page."""
    return {"cohort.html": cohort_page(wanted).encode()}
