"""The fingerprint of a cohort depends on what it says, and on nothing else."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Journey,
    Person,
    Project,
    Side,
    Venue,
)
from matcher.decisions import Decisions
from matcher.digest import digest
from matcher.programme import Programme

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)
PEOPLE = [
    Person(
        person_id=identity,
        side=side,
        motivation={"listen": 3, "lead": 4},
        extra={"shirt": "M", "tea": "yes"},
        consent=True,
    )
    for identity, side in (("P1", Side.PATIENT), ("P2", Side.PATIENT), ("H1", Side.PROFESSIONAL))
]
VENUES = [Venue(venue_id="V1", dates=(TUESDAY, THURSDAY)), Venue(venue_id="V2")]
TRAVEL = [
    Journey(area="North", venue_id="V1", minutes=10),
    Journey(area="North", venue_id="V1", minutes=10, extra={"by": "bus", "line": "4"}),
    Journey(area="South", venue_id="V1", minutes=20),
]
CALENDAR = [
    CalendarRow(date_from=TUESDAY, date_to=TUESDAY, kind="avoid", extra={"a": "1", "b": "2"}),
    CalendarRow(date_from=TUESDAY, date_to=TUESDAY, kind="avoid", extra={"a": "2", "b": "1"}),
    CalendarRow(date_from=THURSDAY, date_to=THURSDAY, kind="blocked"),
]


def cohort(**values: Any) -> Cohort:
    given = {
        "programme": Programme.model_validate(
            {"programme": {"start": "2027-03-01", "end": "2027-05-28"}}
        ),
        "people": PEOPLE,
        "availability": {"P1": {TUESDAY: Answer.YES, THURSDAY: Answer.NO}, "P2": {TUESDAY: "no"}},
        "projects": [Project(project_id="PR1", title="One"), Project(project_id="PR2", title="2")],
        "venues": VENUES,
        "travel": TRAVEL,
        "facilitators": [Facilitator(facilitator_id="F1"), Facilitator(facilitator_id="F2")],
        "calendar": CALENDAR,
    }
    return Cohort(**{**given, **values})


def turned(mapping: dict[Any, Any]) -> dict[Any, Any]:
    """Return a dictionary, and every one in it, with its entries in the opposite order."""
    return {
        key: turned(value) if isinstance(value, dict) else value
        for key, value in reversed(mapping.items())
    }


def test_a_digest_names_its_method_and_has_sixty_four_hex_digits() -> None:
    method, _, hexadecimal = digest(cohort()).partition(":")
    assert method == "sha256"
    assert len(hexadecimal) == 64
    assert set(hexadecimal) <= set("0123456789abcdef")


@given(st.data())
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    shuffled = {
        field: data.draw(st.permutations(list(getattr(cohort(), field))))
        for field in ("people", "projects", "venues", "travel", "facilitators", "calendar")
    }
    assert digest(cohort(**shuffled)) == digest(cohort())


def test_the_order_of_answers_and_columns_does_not_matter() -> None:
    people = [
        one.model_copy(update={"motivation": turned(one.motivation), "extra": turned(one.extra)})
        for one in PEOPLE
    ]
    travel = [one.model_copy(update={"extra": turned(one.extra)}) for one in TRAVEL]
    calendar = [one.model_copy(update={"extra": turned(one.extra)}) for one in CALENDAR]
    other = cohort(
        people=people,
        travel=travel,
        calendar=calendar,
        availability=turned(cohort().availability),
    )
    assert digest(other) == digest(cohort())


@pytest.mark.parametrize(
    "changed",
    [
        {"people": PEOPLE[:2]},
        {"people": [PEOPLE[0].model_copy(update={"extra": {}}), *PEOPLE[1:]]},
        {"availability": {"P1": {TUESDAY: Answer.YES}}},
        {"venues": VENUES[:1]},
        {"travel": TRAVEL[:2]},
        {"calendar": CALENDAR[:2]},
        {"decisions": Decisions(locked=(("P1", "H1"),))},
        {
            "programme": Programme.model_validate(
                {"programme": {"start": "2027-03-01", "end": "2027-05-28", "pairs": 3}}
            )
        },
    ],
    ids=["people", "extra", "availability", "venues", "travel", "calendar", "decisions", "rules"],
)
def test_whatever_a_cohort_says_matters(changed: dict[str, Any]) -> None:
    assert digest(cohort(**changed)) != digest(cohort())


def test_where_a_cohort_came_from_does_not_matter() -> None:
    changed = cohort()
    changed._base = cohort(people=PEOPLE[:2])
    assert digest(changed) == digest(cohort())


def test_a_cohort_read_back_from_json_has_the_same_digest() -> None:
    again = Cohort.model_validate_json(cohort().model_dump_json())
    assert digest(again) == digest(cohort())


def test_another_process_computes_the_same_digest() -> None:
    program = (
        "import sys; from matcher.cohort import Cohort; from matcher.digest import digest;"
        "print(digest(Cohort.model_validate_json(sys.stdin.read())))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        input=cohort().model_dump_json(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == digest(cohort())
