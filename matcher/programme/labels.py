"""`[labels]`: what the two sides are called."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from matcher.records import Record

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class LabelSettings(Record):
    """`[labels]`: what the two sides are called, on the screen and in the column `side`."""

    patient: Label = "patient"
    """What somebody on the patient side is called, such as mentee."""
    patients: Label = "patients"
    """The same for several of them."""
    professional: Label = "professional"
    """What somebody on the professional side is called, such as mentor."""
    professionals: Label = "professionals"
    """The same for several of them."""
