"""Who leads the workshops."""

from __future__ import annotations

from collections import Counter

import pytest
from settling import DAYS, PAIR, cohort_of, leader

from matcher.cohort import Answer, Cohort
from matcher.settle.leaders import settle_leaders


def leaders_of(cohort: Cohort) -> list[tuple[str, ...]]:
    return list(settle_leaders(cohort, DAYS))


def test_nobody_leads_where_nobody_is_named_or_needed() -> None:
    assert leaders_of(cohort_of(*PAIR)) == [(), (), ()]
    nobody_needed = cohort_of(*PAIR, facilitators_needed=0, facilitators=(leader("F1"),))
    assert leaders_of(nobody_needed) == [(), (), ()]


def test_the_days_are_shared_evenly() -> None:
    leaders = tuple(leader(f"F{number}") for number in (1, 2, 3))
    shared = leaders_of(cohort_of(*PAIR, facilitators_needed=2, facilitators=leaders))
    assert all(len(set(workshop)) == 2 for workshop in shared)
    assert Counter(one for workshop in shared for one in workshop) == {"F1": 2, "F2": 2, "F3": 2}


def test_whoever_cannot_come_does_not_lead() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=(leader("F1"), leader("F2")),
        availability={"F1": {DAYS[0]: Answer.NO, DAYS[1]: Answer.UNKNOWN, DAYS[2]: Answer.YES}},
    )
    assert leaders_of(cohort)[:2] == [("F2",), ("F2",)]


def test_whoever_comes_gladly_leads_before_one_who_comes_if_needed() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=(leader("F1"), leader("F2")),
        availability={"F1": {DAYS[0]: Answer.IF_NEEDED}, "F2": {DAYS[1]: Answer.IF_NEEDED}},
    )
    assert leaders_of(cohort)[:2] == [("F2",), ("F1",)]


def test_too_few_facilitators_are_an_error() -> None:
    cohort = cohort_of(*PAIR, facilitators_needed=2, facilitators=(leader("F1"),))
    with pytest.raises(ValueError, match="too few facilitators can come on these dates"):
        leaders_of(cohort)
