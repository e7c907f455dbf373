"""Why there is no plan, or none with as many pairs as are wanted, and what would help."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from matcher.explaining.crowds import Crowd, crowds
from matcher.explaining.few_days import FewDays, fewest_days
from matcher.explaining.no_plan import no_plan
from matcher.explaining.questions import Told
from matcher.explaining.running_out import RunsOut, runs_out
from matcher.impossible.contradiction import Contradiction, of_impossible, of_short
from matcher.impossible.questions import Questions
from matcher.language.reasons import reason_in_words
from matcher.plans import Outcome
from matcher.records import Record
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matcher.cohort import Cohort
    from matcher.explaining.questions import Options
    from matcher.language import Words
    from matcher.plans import Plan
    from matcher.solve.progress import Progress


class RuleInTheWay(Record):
    """A rule that contradicts others, or leaves no plan by itself."""

    rule: str
    """Its key."""
    text: str


class OfferedRepair(Record):
    """Changes with which a plan was found on the whole cohort."""

    changes: tuple[str, ...]
    pairs: int
    """How many pairs the plan has, or people where nobody is paired."""
    text: str


class NothingWorks(Record):
    """Why there is no plan, or none with more pairs."""

    wanted: int
    formed: int | None
    """How many pairs the plan has; nothing where there is none."""
    asked: int = 1
    """How many pairs a plan must have to be none of those that the rules exclude."""
    reason: str | None = None
    """The first plain reason, in English."""
    rules: tuple[RuleInTheWay, ...] = ()
    is_smallest: bool = False
    """Whether it is proven that the rules contradict only all together."""
    repairs: tuple[OfferedRepair, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    runs_out: RunsOut | None = None
    fewest_days: tuple[FewDays, ...] = ()


def tell(plan: Plan, words: Words, options: Options) -> Told:
    """Return why there is no plan, or none with more pairs, and what would help.

    Parameters
    ----------
    plan, words, options
        As `Question.ask` takes them.
    """
    found = nothing_works(plan, options.seconds, options.most, options.progress)
    return Told(found, tuple(_lines(found, plan, words, options.folder)))


def nothing_works(
    plan: Plan, seconds: float, most: int, progress: Progress | None = None
) -> NothingWorks:
    """Return the same as a value.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    seconds
        How long the answer may take.
    most
        How many people are told who can come on few days.
    progress
        Who may stop the work.
    """
    cohort = plan.cohort
    wanted = cohort.programme.programme.pairs
    formed = None if plan.objective is None else plan.objective.pairs
    reason = plan.reasons[0].text if plan.reasons else None
    settled = plan.status in (Outcome.INFEASIBLE, Outcome.OPTIMAL)
    if formed == wanted or not settled:
        return NothingWorks(wanted=wanted, formed=formed, reason=reason)
    asked, found = (
        (1, of_impossible(cohort, Questions(seconds, progress)))
        if formed is None
        else of_short(cohort, formed, seconds, progress)
    )
    problem = build_problem(cohort)
    return NothingWorks(
        wanted=wanted,
        formed=formed,
        asked=asked,
        reason=reason,
        rules=tuple(RuleInTheWay(rule=rule.key, text=rule.said) for rule in found.rules),
        is_smallest=found.is_smallest,
        repairs=_offered(found),
        crowds=crowds(problem) if cohort.programme.pairing.form_pairs else (),
        runs_out=runs_out(cohort, problem.candidates),
        fewest_days=fewest_days(problem, most),
    )


def _offered(found: Contradiction) -> tuple[OfferedRepair, ...]:
    return tuple(
        OfferedRepair(changes=one.changes, pairs=one.pairs, text=one.sentence)
        for one in found.repairs
    )


def _lines(found: NothingWorks, plan: Plan, words: Words, folder: str) -> Iterator[str]:
    if found.formed == found.wanted:
        yield words.say("The plan has as many as are wanted: nothing stands in the way.")
        return
    if found.formed is None:
        yield no_plan(plan, words)
    if found.reason is not None:
        yield reason_in_words(found.reason, words)
    if plan.status not in (Outcome.INFEASIBLE, Outcome.OPTIMAL):
        yield words.say("Plan again with more time: only then it is clear what stands in the way.")
        return
    yield from _rules(found, words)
    yield from _repairs(found, words, folder)
    for crowd in found.crowds:
        yield from crowd.lines(plan.cohort, words)
    if found.runs_out is not None:
        yield from found.runs_out.lines(words)
    yield from _few_days(found, plan.cohort, words)


def _rules(found: NothingWorks, words: Words) -> Iterator[str]:
    if not found.rules:
        if not found.is_smallest:
            yield words.say("Which rules stand in the way was not found in time.")
        elif found.formed is None:
            yield words.say(
                "No rule that could be relaxed is to blame: even without all of them there is no "
                "plan. It lies with the people and their answers, the venues, or what was decided."
            )
        else:
            yield words.say(
                "No rule that could be relaxed is to blame: even without all of them there are "
                "no more. It lies with the people and their answers, the venues, or what was "
                "decided."
            )
        return
    asked = words.number(found.asked)
    if found.formed is None:
        yield words.say_many(
            "One rule by itself leaves no plan, with the people and their answers as they are:",
            "These {number} rules cannot all be kept, with the people and their answers as they "
            "are:",
            len(found.rules),
        )
    else:
        yield words.say_many(
            "One rule by itself leaves no room for {asked}, with the answers as they are:",
            "These {number} rules together leave no room for {asked}, with the answers as they "
            "are:",
            len(found.rules),
            asked=asked,
        )
    yield from (f"  - {reason_in_words(rule.text, words)}" for rule in found.rules)
    if not found.is_smallest:
        yield words.say("Perhaps fewer of them do already.")


def _repairs(found: NothingWorks, words: Words, folder: str) -> Iterator[str]:
    if not found.rules:
        return
    if not found.repairs:
        yield words.say(
            "No change of one rule, or of two, was found in the time that would be enough."
        )
        return
    yield words.say("What would help; each was tried with everybody, and really gives a plan:")
    new = words.say("NEW_FOLDER")
    for repair in found.repairs:
        yield f"  - {reason_in_words(repair.text, words)}"
        command = shlex.join(["matcher", "what-if", folder, *repair.changes, "--out"])
        yield f"      {command} {new}"


def _few_days(found: NothingWorks, cohort: Cohort, words: Words) -> Iterator[str]:
    if not found.fewest_days:
        return
    yield words.say("Who can come on the fewest of the days on which a workshop could be held:")
    yield from (f"  - {one.line(cohort, words)}" for one in found.fewest_days)
