"""Reasons that the search finds: which rule, taken away alone, would let a plan exist.

What a reason says is possible has been found. That nothing else stands in the way is said only
where every question so far was answered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.attendance import attendance
from matcher.cohort import Status
from matcher.plans import Reason
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.impossible.case import Case

TOGETHER = "No dates and pairs keep to all the rules together."


def limits_in_the_way(case: Case) -> Reason | None:
    """Without the limits on projects there would be a plan."""
    if case.problem.limits is None:
        return None
    possible = case.questions.pairs_possible(replace(case.problem, limits=None))
    if possible is None:
        return None
    return Reason(
        rule="projects.max_pairs",
        text="No dates and pairs keep to the limits on projects. "
        f"{_words(case, possible)} would be possible without them.",
        remedies=("allow more pairs on a project, or fewer as its least",),
    )


def balance_in_the_way(case: Case) -> Reason | None:
    """Without one of the limits on pairs from somewhere, or all of them, there would be a plan."""
    balance = case.problem.balance
    if balance is None:
        return None
    texts = sorted(set(balance.texts))
    for dropped in [*([one] for one in texts), texts] if len(texts) > 1 else [texts]:
        kept = np.array([text not in dropped for text in balance.texts], dtype=bool)
        rest = balance.some(kept) if kept.any() else None
        possible = case.questions.pairs_possible(replace(case.problem, balance=rest))
        if possible is not None:
            listed = " and ".join(f'"{text}"' for text in dropped)
            return Reason(
                rule="balance.limits",
                text=f"No dates and pairs keep to {listed}. "
                f"{_words(case, possible)} would be possible "
                "without.",
                remedies=(f"leave out {listed}, or relax it",),
            )
    return None


def quorum_in_the_way(case: Case) -> Reason | None:
    """With a lower quorum there would be a plan."""
    quorum = case.problem.quorum
    for lower in range(quorum - 1, -1, -1):
        possible = case.questions.pairs_possible(replace(case.problem, quorum=lower))
        if possible is not None:
            return Reason(
                rule="workshops.quorum",
                text=f"No dates bring {_words(case, quorum)} to every workshop. "
                f"{_words(case, possible)} "
                f"would be possible if {lower} were enough.",
                remedies=(f"workshops.quorum = {lower}", "ask for more availability"),
            )
    return None


def days_together_in_the_way(case: Case) -> Reason | None:
    """Without a limit on weekdays, or on what venues cost, there would be a plan."""
    days = case.problem.days
    if days is None:
        return None
    workshops = case.problem.workshops
    unlimited = replace(days, room=np.full_like(days.room, workshops))
    settings = case.cohort.programme
    rules = (
        ("workshops.max_same_weekday", settings.workshops.max_same_weekday, unlimited),
        ("venues.budget", settings.venues.budget, replace(days, budget=None)),
    )
    for rule, value, relaxed in rules:
        if value is None:
            continue
        possible = case.questions.pairs_possible(replace(case.problem, days=relaxed))
        if possible is not None:
            return Reason(
                rule=rule,
                text=f"No dates keep to {rule} = {value:g}. "
                f"{_words(case, possible)} would be possible "
                "without that limit.",
                remedies=(f"a higher {rule}, or none",),
            )
    return None


def single_workshops_in_the_way(case: Case) -> Reason | None:
    """Without the rules on the days of single workshops there would be a plan."""
    workshops = case.cohort.programme.workshops
    rules: dict[str, dict[str, object]] = {
        "workshops.windows": {"windows": ()},
        "workshops.weekdays_for": {"weekdays_for": ()},
        "workshops.fixed": {"fixed": ()},
        "workshops.notice_weeks": {"notice_weeks": 0},
    }
    for rule, without in rules.items():
        if not getattr(workshops, rule.partition(".")[2]):
            continue
        settings = workshops.model_copy(update=without)
        programme = case.cohort.programme.model_copy(update={"workshops": settings})
        relaxed = build_problem(case.cohort.model_copy(update={"programme": programme}))
        possible = case.questions.pairs_possible(relaxed)
        if possible is not None:
            return Reason(
                rule=rule,
                text=f"No dates and pairs keep to {rule}. "
                f"{_words(case, possible)} would be possible "
                "without.",
                remedies=(f"relax {rule}",),
            )
    return None


def more_pairs_needed(case: Case) -> Reason | None:
    """Whoever must be in needs more pairs than are wanted."""
    problem = case.problem
    must = int(problem.patients.must.sum() + problem.professionals.must.sum())
    pairs = _fewest_wanted(case, must)
    if pairs is None:
        return None
    return Reason(
        rule="programme.pairs",
        text=f"The {must} people who are {case.why_must} cannot all be in "
        f"{_words(case, problem.wanted)}, but in {_words(case, pairs)} they can.",
        remedies=(f"want {_words(case, pairs)}", *case.letting_go()),
    )


def _fewest_wanted(case: Case, most: int) -> int | None:
    """Return the fewest pairs to be wanted, up to some, with which a plan was found.

    A plan for some number wanted is one for every higher number, so the range is halved.
    """

    def is_enough(wanted: int) -> bool:
        return case.questions.pairs_possible(replace(case.problem, wanted=wanted)) is not None

    too_few, enough = case.problem.wanted, most
    if enough <= too_few or not is_enough(enough):
        return None
    while too_few + 1 < enough:
        middle = (too_few + enough) // 2
        if is_enough(middle):
            enough = middle
        else:
            too_few = middle
    return enough


def must_cannot_attend(case: Case) -> Reason | None:
    """If nobody were confirmed or locked there would be a plan."""
    problem = case.problem
    must = int(problem.patients.must.sum() + problem.professionals.must.sum())
    if not must:
        return None
    possible = case.questions.pairs_possible(build_problem(_without_musts(case)))
    if possible is None:
        return None
    who = "the one person who is" if must == 1 else f"all {must} people who are"
    attend = "be in pairs that attend" if case.paired else "attend"
    obstacle = (
        f"On no dates can {who} {case.why_must} {attend} {attendance(problem, _what(case))}."
        if case.questions.all_answered
        else TOGETHER
    )
    return Reason(
        rule="participants.status",
        text=f"{obstacle} "
        f"{_words(case, possible)} would be possible if nobody were {case.decided}.",
        remedies=("take back a confirmation or a lock" if case.paired else "confirm fewer people",),
    )


def everyone_cannot_attend(case: Case) -> Reason | None:
    """If no workshop were for everyone there would be a plan."""
    problem = case.problem
    if not problem.everyone.any():
        return None
    freed = replace(problem, everyone=np.zeros_like(problem.everyone))
    possible = case.questions.pairs_possible(freed)
    if possible is None:
        return None
    return Reason(
        rule="workshops.everyone",
        text=f"{_no_pair_attends(case)} "
        f"{_words(case, possible)} would be possible if no workshop were "
        "for everyone.",
        remedies=("workshops.everyone = []", "ask for more availability"),
    )


def attend_too_few(case: Case) -> Reason | None:
    """If a pair might miss more workshops there would be a plan."""
    problem = case.problem
    nobody_bound = replace(problem, everyone=np.zeros_like(problem.everyone))
    for relaxed in (problem, nobody_bound) if problem.everyone.any() else (problem,):
        for more in range(problem.max_missed + 1, problem.workshops + 1):
            possible = case.questions.pairs_possible(replace(relaxed, max_missed=more))
            if possible is None:
                continue
            also = "" if relaxed is problem else " and no workshop were for everyone"
            settings = [f"workshops.max_missed = {more}"]
            settings += [] if relaxed is problem else ["workshops.everyone = []"]
            who = "a pair" if case.paired else "somebody"
            return Reason(
                rule="workshops.max_missed",
                text=f"{_no_pair_attends(case)} {_words(case, possible)} would be possible if "
                f"{who} might miss {more}{also}.",
                remedies=(" and ".join(settings), "ask for more availability"),
            )
    return None


def several_rules(case: Case) -> Reason:
    """No single rule that was asked about was found to stand in the way alone."""
    if case.questions.all_answered:
        return Reason(
            rule="programme",
            text=f"{TOGETHER} No single rule was found that stands in the way alone.",
            remedies=("ask for more availability, and relax more than one rule",),
        )
    return Reason(
        rule="programme",
        text=f"{TOGETHER} The search for the rule that stands in the way ended before it was "
        "found.",
        remedies=("allow more time, to be told more", "ask for more availability, or relax a rule"),
    )


def _no_pair_attends(case: Case) -> str:
    """Say that attendance is the obstacle, where it is known that nothing else is one."""
    if not case.questions.all_answered:
        return TOGETHER
    who = "a pair" if case.paired else "anybody"
    return f"On no dates can {who} attend {attendance(case.problem, _what(case))}."


def _what(case: Case) -> str:
    return "workshops together" if case.paired else "workshops"


def _without_musts(case: Case) -> Cohort:
    people = tuple(
        person.model_copy(update={"status": Status.APPLIED})
        if person.status is Status.CONFIRMED
        else person
        for person in case.cohort.people
    )
    decisions = case.cohort.decisions.model_copy(update={"locked": (), "thirds": {}})
    return case.cohort.model_copy(update={"people": people, "decisions": decisions})


def _words(case: Case, number: int) -> str:
    """Return a number of pairs, or of people where nobody is paired."""
    if not case.paired:
        return "1 person" if number == 1 else f"{number} people"
    return "1 pair" if number == 1 else f"{number} pairs"
