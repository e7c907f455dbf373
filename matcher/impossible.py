"""Why no plan exists: the first plain reason, and what would be possible instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matcher.plans import Reason
from matcher.scores import REASON_KEYS, REASON_TEXTS
from matcher.solve.levels import solve
from matcher.solve.progress import Budget

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.scores import Scores
    from matcher.solve.problem import People, Problem

    Node = tuple[str, int]

RELAXED_SECONDS = 10.0
"""How long the search may take that finds out what would be possible instead."""


@dataclass(frozen=True)
class Case:
    """A cohort for which no plan exists."""

    cohort: Cohort
    scores: Scores
    problem: Problem


def first_reason(cohort: Cohort, scores: Scores, problem: Problem) -> Reason:
    """Return the first plain reason why no plan exists.

    The reasons are asked from the simplest on; the last one always answers.
    """
    case = Case(cohort, scores, problem)
    return next(reason for ask in REASONS for reason in [ask(case)] if reason is not None)


def _nobody_on_a_side(case: Case) -> Reason | None:
    sides = {"patient": case.problem.patients, "professional": case.problem.professionals}
    for name, people in sides.items():
        if not people.ids:
            listed = sum(person.side == name for person in case.cohort.people)
            return Reason(
                rule="participants.side",
                text=f"Nobody is left on the {name} side: {listed} in the file, none of whom "
                "has consented and not withdrawn.",
                remedies=(f"add people on the {name} side, or ask for their consent",),
            )
    return None


def _absent_must(case: Case) -> Reason | None:
    if not case.problem.absent:
        return None
    return Reason(
        rule="participants.consent",
        text=f"{', '.join(case.problem.absent)} must be in the plan (confirmed or locked) but "
        "withdrew or has not consented.",
        remedies=("ask for their consent, or take back the confirmation or the lock",),
    )


def _too_many_must(case: Case) -> Reason | None:
    wanted = case.problem.wanted
    for name, people in (
        ("patient", case.problem.patients),
        ("professional", case.problem.professionals),
    ):
        if people.must.sum() > wanted:
            return Reason(
                rule="programme.pairs",
                text=f"{people.must.sum()} people on the {name} side are confirmed or locked, but "
                f"only {wanted} pairs are wanted.",
                remedies=(f"want {people.must.sum()} pairs", "confirm fewer people"),
            )
    return None


def _no_allowed_pair(case: Case) -> Reason | None:
    if case.problem.allowed.any():
        return None
    counted = Counter(int(reason) for reason in case.scores.reason.ravel() if reason)
    if not counted:
        return Reason(rule="lock", text="The locks contradict each other.", remedies=("unlock",))
    reason, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return Reason(
        rule=f"pairing.{REASON_KEYS[reason]}",
        text=f"No pair is allowed. The commonest reason, for {count} of {case.scores.reason.size} "
        f"pairs: {REASON_TEXTS[reason]}.",
        remedies=("relax this rule, or add people",),
    )


def _must_without_partner(case: Case) -> Reason | None:
    for people, allowed in (
        (case.problem.patients, case.problem.allowed),
        (case.problem.professionals, case.problem.allowed.T),
    ):
        for index in np.flatnonzero(people.must & ~allowed.any(axis=1)):
            return Reason(
                rule="participants.status",
                text=f"{people.ids[index]} must be in the plan, but no pair with them is allowed.",
                remedies=(
                    "take back the confirmation or the lock, or relax what forbids the pair",
                ),
            )
    return None


def _too_few_partners(case: Case) -> Reason | None:
    """Name people who must be in the plan and share too few partners (Hall's condition)."""
    for people, others, allowed in (
        (case.problem.patients, case.problem.professionals, case.problem.allowed),
        (case.problem.professionals, case.problem.patients, case.problem.allowed.T),
    ):
        must = np.flatnonzero(people.must)
        graph = nx.Graph(
            [(("a", int(i)), ("b", int(j))) for i in must for j in np.flatnonzero(allowed[i])]
        )
        top = {("a", int(index)) for index in must}
        matching = nx.bipartite.hopcroft_karp_matching(graph, top)
        alone = next((node for node in sorted(top) if node not in matching), None)
        if alone is None:
            continue
        crowd, partners = _crowd(graph, matching, alone)
        return Reason(
            rule="participants.status",
            text=f"{_names(people, crowd)} must all be in the plan, but may only be paired with "
            f"{_names(others, partners)}.",
            remedies=("take back a confirmation or a lock, or relax what forbids their pairs",),
        )
    return None


def _crowd(
    graph: nx.Graph[Node], matching: dict[Node, Node], alone: Node
) -> tuple[set[Node], set[Node]]:
    """Return who is reached by alternating paths from somebody without a partner."""
    crowd, partners, ahead = {alone}, set(), [alone]
    while ahead:
        for partner in graph[ahead.pop()]:
            if partner not in partners:
                partners.add(partner)
                crowd.add(matching[partner])
                ahead.append(matching[partner])
    return crowd, partners


def _names(people: People, nodes: set[Node]) -> str:
    return ", ".join(people.ids[index] for _, index in sorted(nodes))


def _fixed_date_impossible(case: Case) -> Reason | None:
    days = case.problem.candidates.days
    for number, fixed in case.cohort.decisions.fixed_dates.items():
        if fixed not in days:
            why = next(
                (w for w, those in case.problem.candidates.dropped.items() if fixed in those), None
            )
            said = f" ({DROPPED_WORDS[why]})" if why else ""
            return Reason(
                rule="date",
                text=f"Workshop {number} is fixed on {fixed.isoformat()}, on which no workshop can "
                f"be held{said}.",
                remedies=("fix it on another day",),
            )
    return None


def _no_sequence(case: Case) -> Reason | None:
    if case.problem.slots.any(axis=1).all():
        return None
    settings = case.cohort.programme.workshops
    window = case.cohort.programme.programme
    dropped = case.problem.candidates.dropped
    lost = [f"{len(days)} {DROPPED_WORDS[why]}" for why, days in dropped.items() if days]
    left_out = f" ({', '.join(lost)})" if lost else ""
    return Reason(
        rule="workshops.min_gap_days",
        text=f"No {settings.count} dates between {window.start.isoformat()} and "
        f"{window.end.isoformat()} lie {settings.min_gap_days} to {settings.max_gap_days} days "
        f"apart: there are {len(case.problem.candidates.days)} candidate dates{left_out}.",
        remedies=("widen the window, allow other gaps or more weekdays, or hold fewer workshops",),
    )


def _must_cannot_attend(case: Case) -> Reason | None:
    problem = case.problem
    must = int(max(problem.patients.must.sum(), problem.professionals.must.sum()))
    if not must:
        return None
    nobody = [np.zeros_like(side.must) for side in (problem.patients, problem.professionals)]
    relaxed = replace(
        problem,
        patients=replace(problem.patients, must=nobody[0]),
        professionals=replace(problem.professionals, must=nobody[1]),
    )
    possible = _pairs_possible(relaxed)
    return Reason(
        rule="participants.status",
        text=f"On no dates can everybody who is confirmed or locked ({must} on one side) be in a "
        f"pair that attends {_attendance(problem)}. {_words(possible)} would be possible if "
        "nobody were confirmed or locked.",
        remedies=("take back a confirmation or a lock",),
    )


def _attend_too_few(case: Case) -> Reason | None:
    problem = case.problem
    text = f"On no dates can even one pair attend {_attendance(problem)}."
    for more in range(problem.max_missed + 1, problem.workshops + 1):
        relaxed = replace(
            problem, max_missed=more, everyone=np.zeros_like(problem.everyone), limits=None
        )
        possible = _pairs_possible(relaxed)
        if possible:
            said = f"{_words(possible)} would be possible if a pair might miss {more}."
            return Reason(
                rule="workshops.max_missed",
                text=f"{text} {said}",
                remedies=(f"workshops.max_missed = {more}", "ask for more availability"),
            )
    return None


def _last(case: Case) -> Reason:
    return Reason(
        rule="projects.max_pairs",
        text="No dates and pairs keep to all the rules, the limits on projects among them.",
        remedies=("allow more pairs on a project, or fewer as its least",),
    )


REASONS: tuple[Callable[[Case], Reason | None], ...] = (
    _nobody_on_a_side,
    _absent_must,
    _too_many_must,
    _no_allowed_pair,
    _must_without_partner,
    _too_few_partners,
    _fixed_date_impossible,
    _no_sequence,
    _must_cannot_attend,
    _attend_too_few,
    _last,
)
"""What is asked, in order; the first that answers is told."""

DROPPED_WORDS = {
    "blocked": "blocked",
    "venue": "without a suitable venue",
    "facilitators": "with too few facilitators",
}


def _pairs_possible(problem: Problem) -> int:
    solution = solve(problem, Budget(RELAXED_SECONDS))
    return 0 if solution.worth is None else solution.worth.pairs


def _attendance(problem: Problem) -> str:
    least = max(0, problem.workshops - problem.max_missed)
    everyone = (np.flatnonzero(problem.everyone) + 1).tolist()
    also = f", workshops {', '.join(map(str, everyone))} among them" if everyone else ""
    return f"at least {least} of {problem.workshops} workshops together{also}"


def _words(pairs: int) -> str:
    return "1 pair" if pairs == 1 else f"{pairs} pairs"
