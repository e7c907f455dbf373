"""Ways to break and to keep the rules on plans, and what is found then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from matcher.check import check_plan
from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from conftest import Case

Change = Callable[[Any], Any]


class Broken(NamedTuple):
    """A way to break a rule, and what the finding must say."""

    rule: str
    what: str
    change: Change
    says: str


class Kept(NamedTuple):
    """A change that just keeps a rule."""

    rule: str
    what: str
    change: Change


def findings(case: Case) -> dict[str, list[str]]:
    """Return what is found, by rule."""
    found: dict[str, list[str]] = {}
    for one in check_plan(case.cohort, case.plan):
        found.setdefault(one.rule, []).append(one.text)
    return found


def names(cases: list[Broken] | list[Kept]) -> list[str]:
    """Return what the cases are called."""
    return [f"{one.rule}: {one.what}" for one in cases]


def held(case: Case, *numbers: int, **values: Any) -> Case:
    """Return the case with its plan running, some workshops of it held as given."""
    was = case
    for number in numbers:
        was = was.with_workshop(number, state=WorkshopState.HELD, **values)
    return case.with_cohort(current_plan=was.plan)
