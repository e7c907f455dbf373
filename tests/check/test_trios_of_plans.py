"""The rules on third members and pauses are met by a sound plan, and noticed where broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from breaking import Broken, Kept, findings, names

from matcher.aside import PAUSING

if TYPE_CHECKING:
    from conftest import Case


def trio(case: Case) -> Case:
    """P3 has joined P1 and H1, and the plan says so."""
    joined = case.with_decisions(thirds={"P3": ("P1", "H1")}).with_pair(0, third="P3")
    waiting = tuple(one for one in joined.plan.waiting if one.person != "P3")
    return joined.with_plan(waiting=waiting)


def paused(case: Case, reason: str = PAUSING) -> Case:
    place = [one.person for one in case.plan.waiting].index("P3")
    return case.with_decisions(paused=("P3",)).with_item("waiting", place, reason=reason)


BROKEN = [
    Broken(
        "trios.third",
        "a third whom nobody decided",
        lambda case: case.with_pair(0, third="P3"),
        "third of P1+H1: expected None, found P3",
    ),
    Broken(
        "trios.third",
        "no third where one was decided",
        lambda case: case.with_decisions(thirds={"P3": ("P1", "H1")}),
        "third of P1+H1: expected P3, found None",
    ),
    Broken(
        "trios.kept",
        "another pair than the one that was joined",
        lambda case: case.with_decisions(thirds={"P3": ("P1", "H3")}),
        "P1+H3: expected the pair, P3 has joined it, found no such pair",
    ),
    Broken(
        "trios.allowed",
        "a third who avoids one of the two",
        lambda case: trio(case).with_record("people", "P3", avoids=("P1",)),
        "P3 with P1+H1: expected somebody who may join, found one of them asked not to be",
    ),
    Broken(
        "trios.allowed",
        "a third who has not consented",
        lambda case: trio(case).with_record("people", "P3", consent=False),
        "P3 with P1+H1: expected somebody who takes part",
    ),
    Broken(
        "decisions.paused",
        "a pair of somebody who pauses",
        lambda case: case.with_decisions(paused=("P1",)),
        "P1: expected no pair, they pause, found a pair",
    ),
    Broken(
        "decisions.paused",
        "another reason to wait",
        lambda case: paused(case, "no place left"),
        "reason for P3 to wait: expected pausing; first in line",
    ),
]

KEPT = [
    Kept("trios.third", "the third who was decided", trio),
    Kept("trios.kept", "the pair that was joined", trio),
    Kept("trios.allowed", "a third who avoids somebody else", trio),
    Kept("decisions.paused", "somebody who waits because they pause", paused),
]


@pytest.mark.parametrize("broken", BROKEN, ids=names(BROKEN))
def test_a_broken_rule_is_found_and_said(sound: Case, broken: Broken) -> None:
    found = findings(broken.change(sound))
    assert broken.says in " | ".join(found.get(broken.rule, []))


@pytest.mark.parametrize("kept", KEPT, ids=names(KEPT))
def test_a_rule_that_is_just_kept_is_not_reported(sound: Case, kept: Kept) -> None:
    assert kept.rule not in findings(kept.change(sound))


def test_only_the_digest_differs_where_a_trio_is_as_decided(sound: Case) -> None:
    assert set(findings(trio(sound))) <= {"provenance.input_digest", "workshops.absent"}
