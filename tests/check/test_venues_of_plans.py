"""The rules on venues are met by a sound plan, and noticed where they are broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from breaking import Broken, Kept, findings, held, names

from matcher.cohort import Answer, Journey

if TYPE_CHECKING:
    from conftest import Case

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 30), date(2027, 4, 27)


def far_away(case: Case, minutes: int = 91) -> Case:
    """Return the case with P1 and P2 far from V1, at which people may join from home."""
    for identity in ("P1", "P2"):
        case = case.with_record("people", identity, area="North", remote_ok=True)
    case = case.with_record("venues", "V1", hybrid=True)
    return case.with_cohort(travel=(Journey(area="north", venue_id="V1", minutes=minutes),))


def at_home(case: Case, *people: tuple[str, ...]) -> Case:
    for number, remote in enumerate(people, start=1):
        case = case.with_workshop(number, remote=remote)
    return case


def priced(case: Case, budget: float) -> Case:
    priced_case = case.with_record("venues", "V1", cost_per_day=0.1)
    return priced_case.with_settings("venues", budget=budget)


BROKEN = [
    Broken(
        "venues.named",
        "no venue where there are some",
        lambda case: case.with_workshop(1, venue=None),
        "venue of workshop 1: expected a venue of the cohort, found None",
    ),
    Broken(
        "venues.open",
        "a venue that is not free, another workshop was held",
        lambda case: held(case, 2).with_workshop(1, venue="V2"),
        "V2 on 2027-03-02: expected free, found not free",
    ),
    Broken(
        "venues.suitable",
        "a venue that is too small",
        lambda case: case.with_workshop(1, venue="V3"),
        "venue of workshop 1: expected room and features for everybody, found V3",
    ),
    Broken(
        "venues.suitable",
        "a venue without room for an interpreter",
        lambda case: (
            case.with_record("venues", "V3", capacity=5)
            .with_record("people", "P3", interpreters=1)
            .with_workshop(1, venue="V3")
        ),
        "found V3",
    ),
    Broken(
        "venues.held",
        "a workshop that was held elsewhere",
        lambda case: held(case, 1, venue="V9"),
        "venue of workshop 1: expected V9, it was held there, found V1",
    ),
    Broken(
        "venues.held",
        "a workshop that others joined from home",
        lambda case: held(case, 1, remote=("P1",)),
        "from home at workshop 1: expected ('P1',), as it was, found ()",
    ),
    Broken(
        "venues.same_day",
        "two venues on one day",
        lambda case: case.with_workshop(2, date=FIRST, venue="V3"),
        "venue of workshop 2: expected V1 as before on that day, found V3",
    ),
    Broken(
        "venues.same_day",
        "another venue than a later workshop of that day had",
        lambda case: held(case.with_workshop(2, date=FIRST), 2, venue="V3"),
        "venue of workshop 1: expected V3 as before on that day, found V1",
    ),
    Broken(
        "venues.budget",
        "venues that cost too much",
        lambda case: priced(case, 0.29),
        "cost of the venues: expected at most 0.29, found 0.30",
    ),
    Broken(
        "workshops.remote",
        "nobody at home whose journey is too long",
        far_away,
        "from home at workshop 1: expected ('P1', 'P2'), found ()",
    ),
    Broken(
        "workshops.remote",
        "somebody at home who cannot come",
        lambda case: at_home(far_away(case), *[("P1", "P2")] * 3),
        "from home at workshop 3: expected ('P1',), found ('P1', 'P2')",
    ),
    Broken(
        "workshops.remote",
        "somebody at home whose journey is short",
        lambda case: at_home(far_away(case, 90), ("P1",)),
        "from home at workshop 1: expected (), found ('P1',)",
    ),
    Broken(
        "workshops.remote",
        "somebody at home where the venue does not allow it",
        lambda case: at_home(far_away(case).with_record("venues", "V1", hybrid=False), ("P1",)),
        "from home at workshop 1: expected (), found ('P1',)",
    ),
]

KEPT = [
    Kept(
        "venues.named",
        "a workshop that was held at a venue which is gone",
        lambda case: held(case.with_workshop(1, venue="V9"), 1),
    ),
    Kept(
        "venues.open",
        "a workshop that was held at a venue which is not free now",
        lambda case: held(case.with_workshop(1, venue="V2"), 1),
    ),
    Kept(
        "venues.suitable",
        "a workshop that was held at a venue which is too small now",
        lambda case: held(case.with_workshop(1, venue="V3"), 1),
    ),
    *(
        Kept(
            rule,
            f"another session of a day on which one was held at {venue}",
            lambda case, venue=venue: held(
                case.with_workshop(1, venue=venue).with_workshop(2, date=FIRST, venue=venue), 1
            ),
        )
        for rule, venue in (
            ("venues.named", "V9"),
            ("venues.open", "V2"),
            ("venues.suitable", "V3"),
        )
    ),
    Kept(
        "venues.held",
        "a workshop that was held on another day than the one planned now",
        lambda case: held(case, 1, venue="V9", date=SECOND),
    ),
    Kept(
        "venues.same_day",
        "one venue for two workshops of a day",
        lambda case: case.with_workshop(2, date=FIRST),
    ),
    Kept(
        "venues.same_day",
        "two venues on one day, as it was",
        lambda case: held(case.with_workshop(2, date=FIRST, venue="V3"), 1, 2),
    ),
    Kept("venues.budget", "venues that cost just as much as they may", lambda it: priced(it, 0.3)),
    Kept(
        "venues.budget",
        "a day that is paid once for two workshops",
        lambda case: priced(case.with_workshop(2, date=FIRST), 0.2),
    ),
    Kept(
        "workshops.remote",
        "all at home whose journey is too long",
        lambda case: at_home(far_away(case), ("P1", "P2"), ("P1", "P2"), ("P1",)),
    ),
    Kept(
        "workshops.remote",
        "somebody at home who comes only if needed",
        lambda case: at_home(
            far_away(case).with_answer("P2", THIRD, Answer.IF_NEEDED), *[("P1", "P2")] * 3
        ),
    ),
    Kept(
        "workshops.remote",
        "somebody at home at a workshop that was held",
        lambda case: held(case.with_workshop(1, remote=("H1",)), 1),
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_on_venues_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_on_venues_that_is_just_kept_is_not_reported(sound: Case, kept: Kept) -> None:
    assert kept.rule not in findings(kept.change(sound))
