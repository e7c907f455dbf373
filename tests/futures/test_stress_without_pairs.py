"""A plan under stress where nobody is paired, or where there are no workshops."""

from __future__ import annotations

import re

import matcher
from worlds import cohort, people


def test_it_speaks_of_people_and_of_the_sides_that_there_are() -> None:
    alone = {"pairing.form_pairs": False, "programme.pairs": 3, "workshops.count": 2}
    plan = matcher.plan(cohort(*people(4, 0), rules=alone))
    found = matcher.stress(plan, futures=50)
    assert [one.side for one in found.anybody] == ["patient"]
    said = found.lines("en")
    assert any("of 3 people finish" in line for line in said)
    assert not [line for line in said if re.search(r"\bpairs?\b|\bside\b", line.lower())]


def test_pairs_without_workshops_are_put_under_stress_too() -> None:
    plan = matcher.plan(cohort(*people(3, 3), rules={"workshops.count": 0}))
    assert not plan.workshops
    found = matcher.stress(plan, futures=50)
    assert (found.pairs, found.polls.open) == (len(plan.pairs), 0)
    assert not [line for line in found.lines("en") if "workshop" in line]
