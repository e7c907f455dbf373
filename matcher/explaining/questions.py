"""What can be asked of a whole plan: the table of questions.

To add one, write a module here with a function ``tell(plan, words, options)`` that returns what is
`Told`, and put its line into `QUESTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import Plan
    from matcher.records import Record
    from matcher.solve.progress import Progress


@dataclass(frozen=True)
class Told:
    """An answer.

    Attributes
    ----------
    data
        The answer as a value; `model_dump_json` gives it to programs.
    lines
        The same in sentences, for people.
    """

    data: Record
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """How a question is asked.

    Attributes
    ----------
    most
        How many of many are wanted at most: near ties, dates.
    apart
        By how many pairs plans differ at least that count as different.
    seconds
        How long the answer may take.
    seed
        Decides what is drawn at random.
    folder
        What the folder of the plan is called in commands that are told.
    progress
        Who may stop the work; then the answer says what was found by then.
    """

    most: int = 5
    apart: int = 1
    seconds: float = 60.0
    seed: int = 1
    folder: str = "DIR"
    progress: Progress | None = None


@dataclass(frozen=True)
class Question:
    """A question that a plan answers."""

    says: str
    """What it asks, in a few words."""
    module: str
    """Where its function `tell` stands; it is loaded when it is asked."""

    def ask(self, plan: Plan, words: Words, options: Options = Options()) -> Told:
        """Return the answer.

        Parameters
        ----------
        plan
            A plan that knows its cohort.
        words
            What writes in the language of those who read it.
        options
            How it is asked.
        """
        tell: Callable[[Plan, Words, Options], Told] = import_module(self.module).tell
        return tell(plan, words, options)


QUESTIONS: dict[str, Question] = {
    "prices": Question("what would it cost to pair any two people", "matcher.explaining.prices"),
    "dates": Question("what other dates would change", "matcher.explaining.dates"),
    "near": Question("which other plans are nearly as good", "matcher.explaining.near"),
    "nothing-works": Question(
        "why there is no plan, or none with more pairs", "matcher.explaining.nothing_works"
    ),
    "fairness": Question("how evenly places and fits fall", "matcher.explaining.fairness"),
    "sure": Question("how sure the plan is", "matcher.explaining.sure"),
}
