"""Near ties: the best plans that differ enough from a plan, and the pairs that all of them have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matcher.explaining.called import Called
from matcher.explaining.firm_pairs import FirmPair, firm_pairs, slack
from matcher.explaining.near_ties import Neighbourhood, Tie, Ties
from matcher.explaining.near_words import near_lines
from matcher.explaining.no_plan import no_plan_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.standing import Standing
from matcher.records import Identifier, Record
from matcher.solve.apart import ApartOnSameDates, apart_by_pairs
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import Plan

SHARE = 0.4
"""How much of the time left each list of plans may take; the rest goes into the pairs."""


class NearTie(Record):
    """A plan as good as the plan asked about on everything that counts before the total."""

    total: int
    bound: int
    """No plan that differs enough from those before it has a higher total."""
    proven: bool
    """Whether it is the best of those that differ enough: its total is the bound."""
    loses: int
    """How many points its total is below that of the plan asked about."""
    reserves: int
    worst_fit: int
    dates: tuple[date, ...]
    pairs: tuple[tuple[Identifier, Identifier], ...]
    moved: tuple[int, ...]
    """The workshops that are on other dates than in the plan asked about."""
    new_pairs: tuple[tuple[Identifier, Identifier], ...]
    """The pairs that the plan asked about has not."""


class NearTies(Record):
    """Plans in order of their totals, each with enough of a difference from all before it."""

    plans: tuple[NearTie, ...] = ()
    all_told: bool = False
    """Whether it is proven that there are no more."""


class Near(Record):
    """What is told of near ties."""

    answered: bool
    """Whether there is a plan with pairs to tell of."""
    apart: int = 1
    """By how many pairs plans differ at least."""
    total: int = 0
    """The total of the plan asked about."""
    best_total: int = 0
    """The highest total that is known of a plan as good before the total."""
    best_bound: int = 0
    """No such plan has a higher total; with a proof, it is `best_total`."""
    by_pairs_or_dates: NearTies = NearTies()
    """Plans that differ in the date of a workshop or in enough pairs."""
    by_pairs: NearTies = NearTies()
    """Plans that differ in enough pairs, each on the dates that suit it best."""
    limit: int = 0
    """The lowest total within 1 % of the best."""
    pairings: int = 0
    """How many different sets of pairs these plans have, that of the plan itself among them."""
    pairs: tuple[FirmPair, ...] = ()
    """The pairs of the plan, and which of them every plan within the limit has."""


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return the near ties of a plan.

    Parameters
    ----------
    plan, words, options
        As `Question.ask` takes them.
    """
    if not plan.pairs:
        return Told(Near(answered=False), no_plan_lines(plan, words, options.folder))
    if not plan.cohort.programme.pairing.form_pairs:
        line = words.say("People come alone here: plans differ by no pairs. Ask about the dates.")
        return Told(Near(answered=False), (line,))
    found = near_ties(plan, options)
    return Told(found, tuple(near_lines(found, words, Called(plan.cohort))))


def near_ties(plan: Plan, options: Options | None = None) -> Near:
    """Return the best plans that differ enough from a plan, and the pairs that all of them share.

    Parameters
    ----------
    plan
        A plan with pairs, that knows its cohort.
    options
        How many plans, how far apart, and how long that may take.
    """
    options = options or Options()
    standing, budget = Standing.of(plan), Budget(options.seconds, options.progress)
    near = Neighbourhood(standing, budget, options.seed)
    problem, apart = near.stages.problem, options.apart
    best = near.best(budget.part(SHARE))
    either = near.in_order(
        best,
        options.most,
        lambda others: ApartOnSameDates(problem, others, apart),
        budget.part(SHARE),
    )
    by_pairs = near.in_order(
        best,
        options.most,
        lambda others: apart_by_pairs(problem, others, apart),
        budget.part(SHARE),
    )
    told = (*either.plans, *by_pairs.plans)
    known = {near.own.pairs: near.own} | {tuple(sorted(t.found.pairs)): t.found for t in told}
    worth = near.stages.worth(best.found)
    level = best.found.value - slack(worth.total)
    return Near(
        answered=True,
        apart=apart,
        total=standing.worth.total,
        best_total=worth.total,
        best_bound=near.total(best),
        by_pairs_or_dates=_told(near, either),
        by_pairs=_told(near, by_pairs),
        limit=worth.total - slack(worth.total),
        pairings=len(known),
        pairs=tuple(firm_pairs(near, level, best.bound, tuple(known.values()), budget)),
    )


def _told(near: Neighbourhood, ties: Ties) -> NearTies:
    plans = tuple(_plan(near, tie) for tie in ties.plans)
    return NearTies(plans=plans, all_told=ties.all_told)


def _plan(near: Neighbourhood, tie: Tie) -> NearTie:
    found, own, problem = tie.found, near.own, near.stages.problem
    worth, days = near.stages.worth(found), problem.candidates.days

    def named(pairs: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
        return tuple((problem.patients.ids[a], problem.professionals.ids[b]) for a, b in pairs)

    moves = enumerate(zip(found.dates, own.dates, strict=True), start=1)
    return NearTie(
        total=worth.total,
        bound=near.total(tie),
        proven=tie.proven,
        loses=near.stages.worth(own).total - worth.total,
        reserves=worth.reserves,
        worst_fit=worth.worst_fit,
        dates=tuple(days[index] for index in found.dates),
        pairs=named(sorted(found.pairs)),
        moved=tuple(number for number, (then, now) in moves if then != now),
        new_pairs=named(sorted(set(found.pairs) - set(own.pairs))),
    )
