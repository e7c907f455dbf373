"""Times of day in settings: ``10:00``, as a cell of a workbook or somebody French writes it too."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator

FORM = "a time of day such as 10:00"

PATTERN = re.compile(r"(\d{1,2})\s?[:.hH]\s?(\d{2})(?::00)?")


def read_time(text: str) -> time:
    """Return the time that a text stands for.

    Raises
    ------
    ValueError
        When it stands for none; it says what may stand there.
    """
    found = PATTERN.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(FORM) from None


def minutes_of(text: str) -> int:
    """Return how many minutes after midnight a time is; see `read_time`."""
    at = read_time(text)
    return 60 * at.hour + at.minute


def _plainly(value: Any) -> Any:
    return f"{read_time(value):%H:%M}" if isinstance(value, str) else value


ClockTime = Annotated[str, BeforeValidator(_plainly)]
"""A time of day as ``HH:MM``."""
