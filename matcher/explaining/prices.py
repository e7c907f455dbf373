"""What it would cost to pair any two people, on the dates of the plan.

Where an assignment alone decides the pairs, all prices are exact and come from one pass. Limits on
projects, balance and the quorum make that pass a bound; then the pairs are solved again, from the
lowest bound up, for as long as there is time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.explaining.called import Called
from matcher.explaining.forced_worths import ForcedWorths, forced_worths, on_dates, with_pair
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.pair_prices import (
    NOT_ON_DATES,
    OTHERS_LOSE,
    RULES_BREAK,
    Couples,
    PriceOfPair,
    Proof,
    never_allowed,
)
from matcher.explaining.questions import Told
from matcher.plans import Outcome
from matcher.records import Record
from matcher.scores import Scorer, Scores
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget
from matcher.solve.solution import Worth, worth_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.explaining.questions import Options
    from matcher.language import Words
    from matcher.plans import Plan

TOLD = 10
"""How many of the cheapest pairs are told in sentences."""


class PricesOfPairs(Record):
    """The price of every pair on the dates of a plan."""

    pairs: int
    """How many pairs the plan has."""
    total: int
    """Its total, in points."""
    prices: tuple[PriceOfPair, ...]
    """Of every patient with every professional who may take part, by patient."""


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return the price of every pair, and the cheapest of those that are not in the plan."""
    if plan.objective is None:
        return _nothing(*no_plan_lines(plan, words, options.folder))
    if not plan.cohort.programme.pairing.form_pairs:
        return _nothing(words.say("People come alone here: there are no pairs to price."))
    prices = prices_of_pairs(plan, Budget(options.seconds, options.progress))
    data = PricesOfPairs(
        pairs=plan.objective.pairs, total=plan.objective.total, prices=tuple(prices)
    )
    return Told(data, tuple(_lines(data, words, Called(plan.cohort))))


def _nothing(*lines: str) -> Told:
    return Told(PricesOfPairs(pairs=0, total=0, prices=()), lines)


def prices_of_pairs(plan: Plan, budget: Budget) -> list[PriceOfPair]:
    """Return the price of every pair on the dates of a plan.

    Parameters
    ----------
    plan
        A plan with pairs, that knows its cohort.
    budget
        How long pairs may be solved again, where one pass gives bounds only.
    """
    couples, why = couples_of(plan)
    problem, dates, now = couples.problem, couples.dates, couples.now
    worths = forced_worths(problem, dates, now.pairs)
    height, width = problem.allowed.shape
    prices = {
        (row, column): _on_dates(couples, why, worths, row, column)
        for row in range(height)
        for column in range(width)
    }
    bounded = [cell for cell, price in prices.items() if price.proof == "at_least"]
    for row, column in sorted(bounded, key=lambda cell: prices[cell].levels):
        if budget.spent():
            break
        known = prices[row, column]
        prices[row, column] = _solved_again(couples, budget, known, row, column)
    return list(prices.values())


def couples_of(plan: Plan) -> tuple[Couples, Scores]:
    """Return the pairs of a plan's cohort beside the plan, and the scores of the applicants."""
    cohort = plan.cohort
    scores = Scorer(cohort).all()
    problem = build_problem(cohort, scores)
    place = {day: index for index, day in enumerate(problem.candidates.days)}
    row = {identity: index for index, identity in enumerate(problem.patients.ids)}
    column = {identity: index for index, identity in enumerate(problem.professionals.ids)}
    dates = tuple(place[workshop.date] for workshop in plan.workshops)
    formed = tuple((row[p.patient], column[p.professional or ""]) for p in plan.pairs)
    now = worth_of(problem, dates, formed)
    problem = replace(problem, wanted=now.pairs)
    return Couples(problem, now, dates, frozenset(formed)), _of_applicants(cohort, scores)


def _of_applicants(cohort: Cohort, scores: Scores) -> Scores:
    rows = [index for index, one in enumerate(cohort.patients) if one.is_applicant]
    columns = [index for index, one in enumerate(cohort.professionals) if one.is_applicant]
    block = np.ix_(rows, columns)
    return Scores(scores.fit[block], scores.reason[block])


def worth_with(worths: ForcedWorths, row: int, column: int) -> Worth:
    """Return what the best plan with a pair is worth."""
    levels = (worths.pairs, worths.reserves, worths.worst_fit, worths.total)
    return Worth(*(int(level[row, column]) for level in levels))


def _on_dates(
    couples: Couples, why: Scores, worths: ForcedWorths, row: int, column: int
) -> PriceOfPair:
    if worths.possible[row, column]:
        proof: Proof = "exact" if couples.problem.is_plain else "at_least"
        return couples.priced(row, column, worth_with(worths, row, column), proof)
    reason = never_allowed(couples.problem, why, row, column)
    if reason is None:
        reason = OTHERS_LOSE if worths.attends[row, column] else NOT_ON_DATES
    return couples.without(row, column, reason)


def _solved_again(
    couples: Couples, budget: Budget, known: PriceOfPair, row: int, column: int
) -> PriceOfPair:
    """Return the exact price where the search ends in time, else what is known."""
    given = on_dates(with_pair(couples.problem, row, column), couples.dates)
    solution = solve(given, budget.part(1.0))
    if solution.outcome is Outcome.INFEASIBLE:
        return couples.without(row, column, RULES_BREAK)
    if solution.outcome is not Outcome.OPTIMAL or solution.worth is None:
        return known
    return couples.priced(row, column, solution.worth, "exact")


def _lines(data: PricesOfPairs, words: Words, called: Called) -> list[str]:
    others = [price for price in data.prices if not price.in_plan]
    cheapest = cheapest_lines(data, words, called)
    lines = [words.say("What it would cost, on these dates, to pair two other people:"), *cheapest]
    if not cheapest:
        lines = [words.say("On these dates, no two other people can be paired.")]
    reasons = Counter(price.reason for price in others if price.reason is not None)
    lines += [
        words.say_many(
            "{number} pair cannot be formed: {reason}.",
            "{number} pairs cannot be formed: {reason}.",
            number,
            reason=words.say(reason),
        )
        for reason, number in sorted(reasons.items())
    ]
    lines.append(words.say("On other dates, a pair may cost less, and never more."))
    return lines


def cheapest_lines(data: PricesOfPairs, words: Words, called: Callable[[str], str]) -> list[str]:
    """Return what the cheapest of the pairs that are not in the plan cost, a line each."""
    priced = [price for price in data.prices if price.is_priced and not price.in_plan]
    cheapest = sorted(priced, key=lambda p: p.levels)[:TOLD]
    return [_line(price, words, called) for price in cheapest]


def _line(price: PriceOfPair, words: Words, called: Callable[[str], str]) -> str:
    two = {"patient": called(price.patient), "professional": called(price.professional)}
    cost = cost_in_words(price, words)
    if price.proof == "at_most":
        return words.say("{patient} with {professional}: {cost}, or better.", cost=cost, **two)
    if price.proof == "at_least":
        return words.say("{patient} with {professional}: {cost}, or worse.", cost=cost, **two)
    return words.say("{patient} with {professional}: {cost}.", cost=cost, **two)


def cost_in_words(price: PriceOfPair, words: Words) -> str:
    """Return what changes, what counts most first."""
    pairs, reserves, worst_fit, total = price.levels
    costs = []
    if pairs > 0:
        costs.append(words.say_many("{number} pair fewer", "{number} pairs fewer", pairs))
    if reserves > 0:
        costs.append(words.say_many("{number} reserve more", "{number} reserves more", reserves))
    if reserves < 0:
        costs.append(words.say_many("{number} reserve fewer", "{number} reserves fewer", -reserves))
    if worst_fit > 0:
        costs.append(words.say("a lowest fit {number} lower", number=words.number(worst_fit)))
    if worst_fit < 0:
        costs.append(words.say("a lowest fit {number} higher", number=words.number(-worst_fit)))
    if total > 0:
        costs.append(words.say_many("{number} point less", "{number} points less", total))
    if total < 0:
        costs.append(words.say_many("{number} point more", "{number} points more", -total))
    return words.listed(costs or [words.say("nothing is lost")])
