"""A small cohort by hand: two people a side, two venues, two facilitators, three workshops."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.cohort import Answer, Cohort, Facilitator, Person, Project, Side, Status, Venue
from matcher.programme import Programme


def person(identity: str, **given: Any) -> Person:
    """Return somebody whose id starts with P on the patient side, with H on the other."""
    side = Side.PATIENT if identity.startswith("P") else Side.PROFESSIONAL
    return Person(**{"person_id": identity, "side": side, "consent": True, **given})


@pytest.fixture
def cohort() -> Cohort:
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": date(2027, 3, 1), "end": date(2027, 5, 28), "pairs": 2},
                "workshops": {"count": 3},
            }
        ),
        people=(
            person("P1", status=Status.CONFIRMED),
            person("P2", status=Status.RESERVE),
            person("P3", status=Status.WITHDRAWN, withdrawn_after_workshop=1),
            person("H1"),
            person("H2"),
        ),
        availability={"P2": {date(2027, 3, 9): Answer.NO}},
        projects=(Project(project_id="PR1", title="Letters"),),
        venues=(
            Venue(venue_id="V1"),
            Venue(venue_id="V2", dates=(date(2027, 3, 9), date(2027, 3, 10))),
        ),
        facilitators=(Facilitator(facilitator_id="F1"), Facilitator(facilitator_id="F2")),
    )
