"""Who looks after each pair of a plan, and whether everything that is missing is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.check.check_ins import check_ins_held
from matcher.check.facts import differs, name
from matcher.check.meetings import in_conflict, to_come
from matcher.happened import held
from matcher.plans import MeetingState
from matcher.timetable import Step, steps
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.check.facts import Check, Facts
    from matcher.plans import Pair

    Leading = dict[tuple[str, str | None], set[str]]
    Missing = tuple[str, tuple[str, str | None], int | None]


def known(facts: Facts) -> Iterator[str]:
    """Whoever looks after a pair is a facilitator of the cohort."""
    for pair in facts.plan.pairs:
        if pair.facilitator is not None and pair.facilitator not in facts.leaders:
            yield differs(f"facilitator of {name(pair)}", "one of the cohort's", pair.facilitator)


def one_each(facts: Facts) -> Iterator[str]:
    """A pair has the same facilitator throughout, its own."""
    for couple, found in _leading(facts).items():
        if len(found) > 1:
            where = f"facilitators of {'+'.join(filter(None, couple))}"
            yield differs(where, "one throughout", ", ".join(sorted(found)))


def language(facts: Facts) -> Iterator[str]:
    """A pair and its facilitator share a language, where they name any and nobody interprets.

    A pair that has begun keeps its facilitator all the same.
    """
    before = {pair.couple: pair.facilitator for pair in _went_on(facts)}
    for pair in facts.plan.pairs:
        leader = facts.leaders.get(pair.facilitator or "")
        if leader is None or before.get(pair.couple) == pair.facilitator:
            continue
        people = [facts.people[one] for one in pair.two if one in facts.people]
        named = [leader.languages, *(one.languages for one in people if not one.interpreters)]
        spoken = [{plain(language) for language in languages} for languages in named if languages]
        if spoken and not set.intersection(*spoken):
            yield differs(
                f"languages of {name(pair)} and {pair.facilitator}", "one that all speak", "none"
            )


def conflicts(facts: Facts) -> Iterator[str]:
    """No facilitator looks after somebody whom they must not, or who asked for somebody else."""
    for couple, found in _leading(facts).items():
        members = facts.members(couple)
        for identity in sorted(found & facts.leaders.keys()):
            if in_conflict(facts, facts.leaders[identity], members):
                where = f"facilitator of {'+'.join(members)}"
                yield differs(where, f"somebody other than {identity}", "a conflict")


def max_pairs(facts: Facts) -> Iterator[str]:
    """No facilitator looks after more pairs than they take."""
    times = Counter(identity for found in _leading(facts).values() for identity in found)
    for identity, number in sorted(times.items()):
        leader = facts.leaders.get(identity)
        if leader is not None and leader.max_pairs is not None and number > leader.max_pairs:
            yield differs(f"pairs of {identity}", f"at most {leader.max_pairs}", number)


def throughout(facts: Facts) -> Iterator[str]:
    """A pair that has begun keeps its facilitator, as long as the rules allow it."""
    if not _is_settled(facts):
        return
    now = {pair.couple: pair.facilitator for pair in facts.plan.pairs}
    went_on = _went_on(facts)
    times = Counter(pair.facilitator for pair in went_on)
    for pair in went_on:
        most = facts.leaders[pair.facilitator or ""].max_pairs
        fits = most is None or times[pair.facilitator] <= most
        if fits and now[pair.couple] != pair.facilitator:
            yield differs(f"facilitator of {name(pair)}", pair.facilitator, now[pair.couple])


def _went_on(facts: Facts) -> list[Pair]:
    """Return the pairs of the running plan that have begun, with facilitators who may stay."""
    running = facts.cohort.current_plan
    if running is None:
        return []
    begun = {one.couple for one in running.check_ins if one.state is not MeetingState.PLANNED}
    return [
        pair
        for pair in running.pairs
        if pair.couple in facts.couples
        and pair.facilitator in facts.leaders
        and (pair.couple in begun or held(facts.cohort))
        and not in_conflict(facts, facts.leaders[pair.facilitator], facts.members(pair.couple))
    ]


def complete(facts: Facts) -> Iterator[str]:
    """What a pair should have is there, or listed with a reason; never both."""
    if not (facts.has_plan and facts.leaders and _is_settled(facts)):
        return
    listed: Counter[Missing] = Counter(
        (one.what, one.couple, one.workshop) for one in facts.plan.unplaced
    )
    expected: Counter[Missing] = Counter(_missing(facts))
    for (what, couple, number), times in sorted((listed | expected).items(), key=str):
        found = listed[what, couple, number]
        if found != expected[what, couple, number]:
            after = "" if number is None else f" (workshop {number})"
            where = f"{what} of {'+'.join(filter(None, couple))}{after} among what is unplaced"
            yield differs(where, f"{expected[what, couple, number]} times", f"{found} of {times}")


def reasons(facts: Facts) -> Iterator[str]:
    """Whatever could not be placed says why."""
    for one in facts.plan.unplaced:
        if not one.reason.strip():
            yield differs(f"reason for {one.what} of {'+'.join(one.members)}", "one", "none")


def _missing(facts: Facts) -> Iterator[Missing]:
    """Yield everything that a pair should have and has not."""
    settings = facts.cohort.programme
    past = held(facts.cohort)
    open_gaps = [
        number
        for number, step in enumerate(steps(settings.workshops), start=1)
        if step is Step.APART and number + 1 not in past
    ]
    there = check_ins_held(facts)
    caught = {(one.couple, one.workshop) for one in facts.plan.catch_ups}
    for one in facts.recomputed:
        couple = one.pair.couple
        if one.pair.facilitator is None:
            yield "facilitator", couple, None
        for number in open_gaps:
            for _ in range(settings.check_ins.per_gap - there.get((couple, number), 0)):
                yield "check_in", couple, number
        for number in one.missed if settings.catch_ups.within_days else ():
            if (couple, number) not in caught:
                yield "catch_up", couple, number


def _is_settled(facts: Facts) -> bool:
    """Return whether the plan says anything of who looks after whom; older ones do not."""
    plan = facts.plan
    chosen = any(pair.facilitator for pair in plan.pairs)
    return chosen or bool(plan.unplaced)


def _leading(facts: Facts) -> Leading:
    """Return pair -> everybody who looks after it, by the pair and by its check-ins to come."""
    pairs: tuple[Pair, ...] = facts.plan.pairs
    found: Leading = {
        pair.couple: {pair.facilitator} if pair.facilitator else set() for pair in pairs
    }
    for meeting in to_come(facts.plan.check_ins):
        found.setdefault(meeting.couple, set()).add(meeting.facilitator)
    return found


CHECKS: dict[str, Check] = {
    "facilitators.of_pairs": known,
    "facilitators.one_each": one_each,
    "facilitators.language": language,
    "facilitators.conflicts": conflicts,
    "facilitators.max_pairs": max_pairs,
    "facilitators.throughout": throughout,
    "unplaced.complete": complete,
    "unplaced.reason": reasons,
}
