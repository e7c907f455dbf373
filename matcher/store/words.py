"""The memory in words: the chain of plans of each scenario, and the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.store.records import Act

if TYPE_CHECKING:
    from datetime import datetime

    from matcher.store.records import (
        Decision,
        KeptPlan,
        LogEntry,
        Purged,
        Reproduction,
        Scenario,
        TouchedPair,
    )

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

DONE = {
    Act.KEPT: "kept plan {plan}",
    Act.BRANCHED: "kept plan {plan} beside the others",
    Act.REVIEWED: "reviewed plan {plan}",
    Act.APPROVED: "approved plan {plan}",
    Act.SUPERSEDED: "superseded plan {plan}",
    Act.UNDONE: "went back to plan {plan}",
    Act.REDONE: "went on to plan {plan} again",
    Act.USED: "went to plan {plan}",
    Act.PURGED: "removed a person",
    Act.SAVED: "saved the cohort",
    Act.COPIED: "made a copy",
    Act.RENAMED: "renamed it",
    Act.SHARED: "shared it",
    Act.UNSHARED: "stopped sharing it",
    Act.DELETED: "deleted it",
    Act.BROUGHT_BACK: "brought it back",
}


def moment(at: datetime) -> str:
    """Return a moment as people say it: 24 Nov 2026 23:50 UTC."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} UTC"


def entry_line(entry: LogEntry) -> str:
    """Say what was done, by whom, when and why."""
    done = DONE[entry.act].format(plan=entry.plan)
    return f"{entry.who} {done} on {moment(entry.at)} ({entry.why})"


def history_lines(
    scenarios: Iterable[Scenario], plans: Iterable[KeptPlan], log: Iterable[LogEntry]
) -> Iterator[str]:
    """Tell of every scenario the chain of its plans, then the log."""
    everything = tuple(plans)
    for scenario in scenarios:
        yield f"{scenario.name} (version {scenario.version})"
        for plan in everything:
            if plan.scenario == scenario.name:
                yield from plan_lines(plan)
        yield ""
    yield "What was done:"
    for entry in log:
        about = f"{entry.scenario}: " if entry.scenario else ""
        yield f"  {about}{entry_line(entry)}"


def plan_lines(plan: KeptPlan) -> Iterator[str]:
    """Tell of one plan: where it stands, what it holds, and who decided what about it."""
    here = "→" if plan.is_current else " "
    yield f"  {here} plan {plan.number}, {plan.state}{_place(plan)}: {_worth(plan)}"
    for change in plan.changes:
        yield f"        {change}"
    for pair in plan.touched:
        yield f"        {_touched(pair)}"
    for decision in plan.decisions:
        yield f"        {_decided(decision)}"
    if plan.purged:
        yield "        somebody was removed from it: it can be read, but not made again"


def reproduction_lines(made: Reproduction, *, may_differ: bool) -> Iterator[str]:
    """Say whether the same came out, and what differs."""
    if made.is_same:
        yield f"Plan {made.number} was made again: the same came out, to the last point."
    else:
        good = "another that is exactly as good" if made.is_as_good else "something else"
        yield f"Plan {made.number} was made again, and {good} came out:"
        for one in made.differences:
            yield f"  - {one}"
        if may_differ:
            yield "It was not proven to be the best: how much time there is decides what comes out."
    if made.other_versions:
        yield f"Other versions: {'; '.join(made.other_versions)}."


def purged_lines(gone: Purged, *, done: bool = True) -> Iterator[str]:
    """Say what was removed, or what would be."""
    where = ", ".join(f'"{one}"' for one in gone.scenarios)
    became = "is" if done else "would be"
    yield f"The person {became} {gone.pseudonym} from now on, in {where}:"
    yield f"  {_count(gone.cohorts, 'cohort')} without name, e-mail and answers,"
    yield f"  {_count(gone.answers, 'answer')} about dates removed,"
    yield f"  {_count(gone.plans, 'plan')} with the pseudonym, fits and totals as they were,"
    yield f"  {_count(gone.texts, 'text')} without the person."
    for one in gone.remnants:
        yield f"Still to do: {one}"


def _place(plan: KeptPlan) -> str:
    if plan.is_branch:
        return f", a branch of plan {plan.parent}" if plan.parent is not None else ", a branch"
    return f", after plan {plan.parent}" if plan.parent is not None else ""


def _worth(plan: KeptPlan) -> str:
    if plan.objective is None:
        return f"{plan.status}, no pairs"
    worth = plan.objective
    return (
        f"{_count(worth.pairs, 'pair')}, total {worth.total:,} points, "
        f"lowest fit {worth.worst_fit}, {plan.status}"
    )


def _touched(pair: TouchedPair) -> str:
    return f"{pair.kind} {pair.patient}+{pair.professional}: {_by(pair)}"


def _decided(decision: Decision) -> str:
    return f"{decision.state}: {_by(decision)}"


def _by(said: Decision | TouchedPair) -> str:
    return f"{said.who}, {moment(said.at)}: {said.why}"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
