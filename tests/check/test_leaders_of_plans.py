"""The rules on who leads are met by a sound plan, and noticed where they are broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from breaking import Broken, Kept, findings, held, names

from matcher.cohort import Answer

if TYPE_CHECKING:
    from conftest import Case

FIRST, SECOND = date(2027, 3, 2), date(2027, 3, 30)


def f2_comes(case: Case) -> Case:
    return case.with_answer("F2", FIRST, Answer.IF_NEEDED)


BROKEN = [
    Broken(
        "workshops.facilitators",
        "a facilitator too many, another workshop was held",
        lambda case: held(case, 2).with_workshop(1, facilitators=("F1", "F2")),
        "facilitators of workshop 1: expected 1 different ones, found F1, F2",
    ),
    Broken(
        "facilitators.known",
        "a facilitator who does not exist",
        lambda case: case.with_workshop(1, facilitators=("F9",)),
        "workshop 1: expected facilitators of the cohort, found F9",
    ),
    Broken(
        "facilitators.can_come",
        "a facilitator who did not answer",
        lambda case: case.with_answer("F1", FIRST, Answer.UNKNOWN),
        "workshop 1: expected facilitators who can come, found F1",
    ),
    Broken(
        "facilitators.held",
        "others than those who led a workshop",
        lambda case: held(case, 1, facilitators=("F2", "F9")),
        "facilitators of workshop 1: expected F2, F9, as it was, found F1",
    ),
    Broken(
        "facilitators.same_day",
        "other people for the second workshop of a day",
        lambda case: f2_comes(case).with_workshop(2, date=FIRST, facilitators=("F2",)),
        "facilitators of workshop 2: expected F1 as before on that day, found F2",
    ),
]

KEPT = [
    Kept(
        "workshops.facilitators",
        "nobody at a workshop that was held",
        lambda case: held(case.with_workshop(1, facilitators=()), 1),
    ),
    Kept(
        "facilitators.known",
        "somebody who led a workshop and left",
        lambda case: held(case.with_workshop(1, facilitators=("F9",)), 1),
    ),
    Kept(
        "facilitators.can_come",
        "somebody who comes if needed",
        lambda case: f2_comes(case).with_workshop(1, facilitators=("F2",)),
    ),
    Kept(
        "facilitators.can_come",
        "somebody who led a workshop though they had said no",
        lambda case: held(case.with_answer("F1", FIRST, Answer.NO), 1),
    ),
    Kept(
        "facilitators.held",
        "a workshop that was held on another day than the one planned now",
        lambda case: held(case, 1, date=SECOND, facilitators=("F2",)),
    ),
    Kept(
        "facilitators.same_day",
        "the same for both workshops of a day",
        lambda case: case.with_workshop(2, date=FIRST),
    ),
    Kept(
        "facilitators.same_day",
        "others for the workshop of a day that was held",
        lambda case: held(case.with_workshop(2, date=FIRST, facilitators=("F2", "F9")), 2),
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_on_leaders_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_on_leaders_that_is_just_kept_is_not_reported(sound: Case, kept: Kept) -> None:
    assert kept.rule not in findings(kept.change(sound))
