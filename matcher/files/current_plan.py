"""`current_plan.json`, a plan already running, -> a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from matcher.plans import CheckInKind, Plan, WorkshopState

if TYPE_CHECKING:
    from matcher.files.findings import Findings


def parse_plan(text: str, file: str, findings: Findings) -> Plan | None:
    """Return the plan in the text of a `plan.json`, or nothing after an error."""
    try:
        plan = Plan.model_validate_json(text)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            is_json = detail["type"] != "json_invalid"
            findings.error(
                file,
                f"this is not a plan: {detail['msg'][:200]}",
                "Put back the plan.json that was written, without changing it by hand.",
                column=".".join(str(part) for part in detail["loc"]) or None,
                value=detail["input"] if is_json and detail["type"] != "missing" else None,
            )
        return None
    found = [*_numbered_twice(plan), *_out_of_order(plan), *_in_two_pairs(plan), *_strangers(plan)]
    for one in found:
        findings.error(file, one.message, one.remedy, column=one.column, value=one.value)
    return None if found else plan


class _Contradiction(NamedTuple):
    """Something in a plan that contradicts the rest of it."""

    column: str
    value: object
    message: str
    remedy: str


def _numbered_twice(plan: Plan) -> Iterator[_Contradiction]:
    for number, times in Counter(one.number for one in plan.workshops).items():
        if times > 1:
            remedy = "Give each workshop a number of its own."
            yield _Contradiction(
                "workshops.number", number, "two workshops have this number", remedy
            )


def _out_of_order(plan: Plan) -> Iterator[_Contradiction]:
    """Find what was held or announced sooner than a workshop with a lower number."""
    told = [one for one in plan.workshops if one.state is not WorkshopState.PLANNED]
    for one, other in pairwise(sorted(told, key=lambda it: it.number)):
        if other.date < one.date:
            yield _Contradiction(
                "workshops.date",
                other.date.isoformat(),
                f"workshop {other.number} lies before workshop {one.number}, which is on "
                f"{one.date.isoformat()}",
                "Correct the date, the number or the state of one of them.",
            )


def _in_two_pairs(plan: Plan) -> Iterator[_Contradiction]:
    for who, times in Counter(who for pair in plan.pairs for who in pair.members).items():
        if times > 1:
            remedy = "Leave them in one pair only."
            yield _Contradiction("pairs", who, "somebody stands in two pairs", remedy)


def _strangers(plan: Plan) -> Iterator[_Contradiction]:
    """Find calls with nobody of the pair."""
    for one in plan.check_ins:
        if one.mode is CheckInKind.CALL and one.person not in one.members:
            yield _Contradiction(
                "check_ins.person",
                one.person,
                f"the call of {' and '.join(one.members)} after workshop {one.after_workshop} is "
                "with neither of them",
                "Write the id of the one who was called.",
            )
