"""Pair people with mentor-match: run by the Python of an environment that has it.

`python run_mentor_match.py PROBLEM.json PLAN.json`. Its one rule is our fit; it pairs as many
people as it can, and knows no dates.
"""

import json
import sys
import time

from matching.match import Match
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data


class Fit:
    """A rule that gives the fit of a pair, and rules out those that are not allowed."""

    def __init__(self, fits: list[list[int]]) -> None:
        self._fits = fits

    def apply(self, match: Match) -> int:
        """Return the fit."""
        fit = self._fits[match.mentee.grade][match.mentor.grade]
        match.disallowed = fit < 0
        return max(fit, 0)

    def evaluate(self, match: Match) -> bool:
        """Return whether the pair is allowed."""
        return self.apply(match) > 0


def main() -> None:
    """Pair the people of a problem and write the pairs."""
    with open(sys.argv[1], encoding="utf-8") as source:
        fits = json.load(source)["fits"]
    mentees = [Mentee(grade=row, email=f"row {row}") for row in range(len(fits))]
    mentors = [Mentor(grade=column, email=f"column {column}") for column in range(len(fits[0]))]
    started = time.perf_counter()
    _, paired = process_data(mentors, mentees, [[Fit(fits)]])
    plan = {
        "seconds": time.perf_counter() - started,
        "pairs": [
            [mentee.grade, mentor.grade] for mentee in paired for mentor in mentee.connections
        ],
        "dates": [],
    }
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        json.dump(plan, target)


if __name__ == "__main__":
    main()
