"""A hand-out for each pair, as pages that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.export.printed.pages import hand_outs

if TYPE_CHECKING:
    from matcher.export.kinds import Files, Wanted


def files(wanted: Wanted) -> Files:
    """Return a page for each pair, by the pair's ids."""
    return {f"hand-outs/{key}.html": page.encode() for key, page in hand_outs(wanted).items()}
