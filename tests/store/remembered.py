"""A small cohort with names and answers, and what reads a database behind the store's back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import create_engine, text

from matcher.cohort import Answer, Facilitator
from matcher.store.place import locate
from worlds import cohort, person

Clock = Callable[[], datetime]

ASHA = {
    "name": "Asha Patel",
    "email": "asha.patel@example.org",
    "organisation": "Riverside carers",
    "goals": ("Better sleep clinics",),
    "extra": {"note": "prefers mornings"},
}

COHORT = cohort(
    person("P1", **ASHA, partner_id=None, prefers=("H1",)),
    person("P2", name="Ben Okoro", email="ben@example.org", goals=("Sit with Asha Patel",)),
    person("P3", name="Cleo Roux", avoids=("H3",), extra={"note": "came with Asha, see P1"}),
    person("H1", name="Dee Marsh", prefers=("P1", "P2")),
    person("H2", name="Eli Stone", prefers=("P1",)),
    person("H3", name="Fay Lund"),
    rules={"workshops.facilitators": 1},
    facilitators=(Facilitator(facilitator_id="F1", name="Jo Hill", max_pairs=6),),
    availability={
        "P1": {date(2027, 1, 12): Answer.YES, date(2027, 1, 13): Answer.NO},
        "F1": {date(2027, 1, day): Answer.YES for day in range(11, 23)}
        | {date(2027, 2, day): Answer.YES for day in range(1, 27)}
        | {date(2027, 3, day): Answer.YES for day in range(1, 20)},
    },
)

BY_JO = {"by": "Jo Hill", "why": "a first try"}


def behind_its_back(place: str, statement: str, **values: Any) -> list[Any]:
    """Run a statement on a database without the store."""
    engine = create_engine(locate(place))
    try:
        with engine.begin() as connection:
            done = connection.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []
    finally:
        engine.dispose()
