"""The frontier of a repair holds every plan that no other one beats, and no more."""

import pytest
from brute_repair import repairs
from test_least import repaired

from matcher.repairing.frontier import frontier, is_proven
from matcher.repairing.reference import Reference
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

Point = tuple[tuple[int, int, int], tuple[int, ...]]


def beats(one: Point, other: Point) -> bool:
    """Return whether one disturbs no more and is worth no less, and is not the same."""
    no_more = all(ours <= theirs for ours, theirs in zip(one[0], other[0], strict=True))
    return one != other and no_more and one[1] >= other[1]


@pytest.mark.parametrize("first", [20, 40])
def test_every_point_is_there_that_no_plan_beats(first: int) -> None:
    seen = 0
    for seed in range(first, first + 10):
        found = repaired(seed)
        if found is None:
            continue
        cohort, before, _, _ = found
        tried = {
            ((-value[0], -value[1], -value[3]), (value[2], *value[4:]))
            for value, _, _ in repairs(cohort, before)
        }
        best = {one for one in tried if not any(beats(other, one) for other in tried)}
        problem = build_problem(cohort)
        points = frontier(Reference.of(before), problem, Budget(60), most_dates=9)
        assert {((*one.moves, one.upset), one.worth) for one in points} == best, seed
        assert is_proven(points)
        seen += len(points) > 1
    assert seen
