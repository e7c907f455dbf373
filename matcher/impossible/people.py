"""Reasons that lie with the people: who is there, who must be in, who may be paired."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matcher.cohort import Side
from matcher.happened import at_work, who_missed
from matcher.plans import Reason
from matcher.scores import REASON_KEYS, REASON_TEXTS
from matcher.trios import kept_together
from matcher.wording import in_labels

if TYPE_CHECKING:
    from matcher.impossible.case import Case
    from matcher.solve.problem import People

    Node = tuple[str, int]


def nobody_on_a_side(case: Case) -> Reason | None:
    """Nobody on a side has consented and not withdrawn."""
    labels = case.cohort.programme.labels
    sides = {Side.PATIENT: case.problem.patients, Side.PROFESSIONAL: case.problem.professionals}
    for side, people in sides.items():
        if not people.ids:
            name = in_labels(side.value, labels)
            listed = len(case.cohort.side(side))
            return Reason(
                rule="participants.side",
                text=f"Nobody is left on the {name} side: {listed} in the file, none of whom "
                "has consented and not withdrawn.",
                remedies=(f"add people on the {name} side, or ask for their consent",),
            )
    return None


def absent_must(case: Case) -> Reason | None:
    """Somebody who must be in the plan has not applied."""
    if not case.problem.absent:
        return None
    return Reason(
        rule="participants.consent",
        text=f"{', '.join(case.problem.absent)} must be in the plan ({case.decided}) but "
        "withdrew or has not consented.",
        remedies=("ask for their consent, or take back the confirmation or the lock",),
    )


def too_many_must(case: Case) -> Reason | None:
    """More people must be in the plan than there are places."""
    wanted, labels = case.problem.wanted, case.cohort.programme.labels
    for name, people in (
        (labels.patient, case.problem.patients),
        (labels.professional, case.problem.professionals),
    ):
        if people.must.sum() > wanted:
            who, what = f"people on the {name} side", "pairs"
            if not case.paired:
                who, what = "people", "people"
            return Reason(
                rule="programme.pairs",
                text=f"{people.must.sum()} {who} are {case.why_must}, but only {wanted} {what} "
                "are wanted.",
                remedies=(f"want {people.must.sum()} {what}", *case.letting_go()),
            )
    return None


def locked_pair_not_allowed(case: Case) -> Reason | None:
    """A lock overrides no rule: name the first pair that is kept against a rule."""
    row = {person.person_id: index for index, person in enumerate(case.cohort.patients)}
    column = {person.person_id: index for index, person in enumerate(case.cohort.professionals)}
    locked = case.cohort.decisions.locked
    for one, other in kept_together(case.cohort):
        reason = case.scores.reason[row[one], column[other]]
        if reason:
            is_locked = (one, other) in locked
            kept = "locked" if is_locked else "kept together with a third member"
            what = "take back the lock" if is_locked else "let the third member leave"
            return Reason(
                rule="lock" if is_locked else "join",
                text=f"{one} and {other} are {kept}, but the pair is not allowed: "
                f"{in_labels(REASON_TEXTS[reason], case.cohort.programme.labels)}.",
                remedies=(f"{what}, or change what forbids the pair",),
            )
    return None


def no_allowed_pair(case: Case) -> Reason | None:
    """The rules on pairs forbid all of them."""
    if case.problem.allowed.any():
        return None
    counted = Counter(int(reason) for reason in case.scores.reason.ravel() if reason)
    if not counted:
        return Reason(rule="lock", text="The locks contradict each other.", remedies=("unlock",))
    reason, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return Reason(
        rule=f"pairing.{REASON_KEYS[reason]}",
        text=f"No pair is allowed. The commonest reason, for {count} of {case.scores.reason.size} "
        f"pairs: {in_labels(REASON_TEXTS[reason], case.cohort.programme.labels)}.",
        remedies=("relax this rule, or add people",),
    )


def must_without_partner(case: Case) -> Reason | None:
    """Somebody who must be in the plan may be paired with nobody."""
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


def missed_too_many(case: Case) -> Reason | None:
    """A pair at work, or somebody at work alone, has missed more workshops than allowed."""
    past = who_missed(case.cohort)
    most = case.problem.max_missed
    for couple in at_work(case.cohort):
        members = [identity for identity in couple if identity is not None]
        missed = sum(not absent.isdisjoint(members) for absent in past.values())
        if missed > most:
            return Reason(
                rule="workshops.max_missed",
                text=f"{' and '.join(members)} have missed {missed} of the workshops that were "
                f"held; {most} may be missed.",
                remedies=(f"workshops.max_missed = {missed}", f"withdraw {members[0]}"),
            )
    return None


def too_few_partners(case: Case) -> Reason | None:
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
        crowd, partners = crowd_without_partners(graph, matching, [alone])
        return Reason(
            rule="participants.status",
            text=f"{_names(people, crowd)} must all be in the plan, but may only be paired with "
            f"{_names(others, partners)}.",
            remedies=("take back a confirmation or a lock, or relax what forbids their pairs",),
        )
    return None


def crowd_without_partners(
    graph: nx.Graph[Node], matching: dict[Node, Node], alone: list[Node]
) -> tuple[set[Node], set[Node]]:
    """Return who is reached by alternating paths from people without a partner.

    Nobody in the first set may be paired with anybody outside the second, which is smaller.
    """
    partners: set[Node] = set()
    crowd, ahead = set(alone), list(alone)
    while ahead:
        for partner in graph[ahead.pop()]:
            if partner not in partners:
                partners.add(partner)
                crowd.add(matching[partner])
                ahead.append(matching[partner])
    return crowd, partners


def _names(people: People, nodes: set[Node]) -> str:
    return ", ".join(people.ids[index] for _, index in sorted(nodes))
