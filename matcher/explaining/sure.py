"""How sure a plan is: what stays of it with other weights, and with open answers resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explaining.chasing import Chasing, chasing
from matcher.explaining.drawing import MOVED, YES, other_answers, other_weights, unknown_answers
from matcher.explaining.draws import Draws, draws
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.standing import Standing
from matcher.explaining.sure_words import chasing_lines, draw_lines
from matcher.records import Record
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.language import Words
    from matcher.plans import Plan

SAMPLES = 300
"""How often weights are drawn, and how often answers are."""

SHARE_OF_WEIGHTS, SHARE_OF_CHASING = 0.4, 0.5
"""How much of the time that is left may go into weights, and then into single answers."""


class Sure(Record):
    """How sure a plan is."""

    answered: bool
    """Whether there is a plan to tell of."""
    seed: int
    moved: float = MOVED
    """By how much of itself a weight is moved at most."""
    yes: float = YES
    """How likely an open answer is taken as a yes."""
    open_answers: int = 0
    """How many answers of applicants are open, day by day, on all days of the window."""
    weights: Draws | None = None
    """With other weights; nothing where people come alone, so that nothing is weighed."""
    answers: Draws | None = None
    """With all open answers resolved; nothing where none is open."""
    chasing: Chasing | None = None
    """Which open answers are worth asking for; nothing where none is open."""


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return how sure a plan is.

    Parameters
    ----------
    plan, words, options
        As `Question.ask` takes them.
    """
    if not plan.pairs:
        lines = no_plan_lines(plan, words, options.folder)
        return Told(Sure(answered=False, seed=options.seed), lines)
    cohort, standing, budget = (
        plan.cohort,
        Standing.of(plan),
        Budget(options.seconds, options.progress),
    )
    weights = answers = chased = None
    unknown = unknown_answers(cohort)
    if cohort.programme.pairing.form_pairs:
        others = other_weights(cohort, options.seed)
        part = budget.part(SHARE_OF_WEIGHTS if unknown else 1.0)
        weights = draws(plan, standing, others, SAMPLES, part, options.seed)
    if unknown:
        chased = chasing(plan, standing, unknown, budget.part(SHARE_OF_CHASING), options.seed)
        others = other_answers(cohort, unknown, options.seed)
        answers = draws(plan, standing, others, SAMPLES, budget, options.seed)
    found = Sure(
        answered=True,
        seed=options.seed,
        open_answers=sum(len(days) for days in unknown.values()),
        weights=weights,
        answers=answers,
        chasing=chased,
    )
    return Told(found, tuple(_lines(found, plan, words, options.most)))


def _lines(found: Sure, plan: Plan, words: Words, most: int) -> Iterator[str]:
    if found.weights is None:
        yield words.say("People come alone here: no weights play a part.")
    else:
        yield words.say(
            "Every weight was moved by up to {moved} up or down, {number} times over; each time "
            "the best plan was worked out anew, on any dates.",
            moved=words.percent(found.moved),
            number=words.number(found.weights.drawn),
        )
        yield from draw_lines(found.weights, plan, words, most)
    if found.answers is None or found.chasing is None:
        yield words.say("Nobody's answer for a day is open.")
        return
    yield words.say_many(
        "{number} answer for a day is open. It was taken as a yes with a chance of {yes}, else as "
        "a no, {times} times over.",
        "{number} answers for a day are open. Each was taken as a yes with a chance of {yes}, "
        "else as a no, {times} times over.",
        found.open_answers,
        yes=words.percent(found.yes),
        times=words.number(found.answers.drawn),
    )
    yield from draw_lines(found.answers, plan, words, most)
    yield from chasing_lines(found.chasing, plan, words, most)
