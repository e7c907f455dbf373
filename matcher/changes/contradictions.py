"""Changes that contradict each other, or a decision that the cohort holds already.

Only what still stands at the end of the list counts: a lock that was taken back contradicts
nothing. A contradiction in the cohort as it was before is left to planning, which finds no plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from matcher.changes.dating import say_day, write_range
from matcher.changes.days import FixDate
from matcher.changes.finding import find_person
from matcher.changes.settings import SettingChange
from matcher.cohort import Status

if TYPE_CHECKING:
    from matcher.changes.base import Change
    from matcher.cohort import Cohort
    from matcher.decisions import Couple
    from matcher.errors import Problem


@dataclass(frozen=True)
class Outcome:
    """What came of a list of changes.

    Attributes
    ----------
    base, after
        The cohort before and after the changes.
    standing
        Kind and subject -> the change that still stands, and its place in the list.
    """

    base: Cohort
    after: Cohort
    standing: dict[tuple[str, str], tuple[int, Change]]

    def maker(self, kind: str, subject: str) -> Change | None:
        """Return the change that made something so; nothing where the cohort says it itself."""
        return self.standing.get((kind, subject), (0, None))[1]

    def locker(self, couple: Couple) -> Change | None:
        """Return the change that locked a pair."""
        return self.maker("lock", "+".join(couple))

    def of_kind(self, kind: str) -> list[Change]:
        """Return the changes of a kind that still stand, in their order."""
        return [change for (one, _), (_, change) in self.standing.items() if one == kind]

    def clash(self, one: Change | None, other: Change | None, what: str, remedy: str) -> Problem:
        """Return the problem that two changes, or a change and the cohort, contradict."""
        places = {id(change): place for place, change in self.standing.values()}
        made = sorted((c for c in (one, other) if c is not None), key=lambda c: places[id(c)])
        if len(made) == 1:
            message = f"{made[0]} contradicts a decision that the cohort holds: {what}"
        else:
            message = f"{made[0]} and {made[1]} contradict each other: {what}"
        return made[-1].problem(message, remedy)


def contradictions(base: Cohort, after: Cohort, changes: Sequence[Change]) -> list[Problem]:
    """Return every contradiction in a list of changes that led from one cohort to another."""
    standing: dict[tuple[str, str], tuple[int, Change]] = {}
    for place, change in enumerate(changes):
        if change.undoes is not None:
            standing.pop((change.undoes, change.subject), None)
        standing[change.kind, change.subject] = (place, change)
    outcome = Outcome(base, after, standing)
    return [problem for rule in RULES for problem in rule(outcome)]


def two_partners(outcome: Outcome) -> Iterator[Problem]:
    """Nobody is kept together with two people."""
    of_person = defaultdict(list)
    for couple in outcome.after.decisions.locked:
        for identity in couple:
            of_person[identity].append(couple)
    for identity, couples in of_person.items():
        for one, other in pairwise(couples):
            if {one, other} <= set(outcome.base.decisions.locked):
                continue
            partners = [next(who for who in two if who != identity) for two in (one, other)]
            yield outcome.clash(
                outcome.locker(one),
                outcome.locker(other),
                f"{identity} cannot be kept together with both {' and '.join(partners)}",
                "Leave one of them out, or take it back with unlock=.",
            )


def locked_and_forbidden(outcome: Outcome) -> Iterator[Problem]:
    """No pair is both kept together and never paired."""
    for couple in sorted(_torn(outcome.after) - _torn(outcome.base)):
        yield outcome.clash(
            outcome.locker(couple),
            outcome.maker("forbid", "+".join(couple)),
            f"{couple[0]} and {couple[1]} cannot be both kept together and never paired",
            "Leave one of them out, or take it back with unlock= or allow=.",
        )


def _torn(cohort: Cohort) -> set[Couple]:
    return set(cohort.decisions.locked) & set(cohort.decisions.forbidden)


def locked_and_left(outcome: Outcome) -> Iterator[Problem]:
    """Nobody who leaves is kept together with somebody; who had left already is no news."""
    for couple in outcome.after.decisions.locked:
        for identity in couple:
            left = outcome.maker("withdraw", identity)
            earlier = find_person(outcome.base, identity) if left else None
            if left and not (earlier and earlier.status is Status.WITHDRAWN):
                yield outcome.clash(
                    outcome.locker(couple),
                    left,
                    f"{identity} leaves and cannot be kept in a pair",
                    f"Leave one of them out, or add unlock={'+'.join(couple)}.",
                )


def joined_and_kept(outcome: Outcome) -> Iterator[Problem]:
    """Nobody of a trio is kept in another pair, or in another trio."""
    base, after = outcome.base.decisions, outcome.after.decisions
    for who, couple in after.thirds.items():
        was = base.thirds.get(who) == couple
        kept = [(two, outcome.locker(two), two in base.locked) for two in after.locked]
        others = [(one, two) for one, two in after.thirds.items() if one > who]
        joined = [
            ((one, *two), outcome.maker("join", one), base.thirds.get(one) == two)
            for one, two in others
        ]
        for those, maker, were in (*kept, *joined):
            torn = sorted({who, *couple}.intersection(those))
            if torn and those != couple and not (was and were):
                same = those[1:] == couple
                what = (
                    f"{' and '.join(couple)} cannot have two third members"
                    if same
                    else f"{torn[0]} cannot be with both {_but(torn[0], who, *couple)} and "
                    f"{_but(torn[0], *those)}"
                )
                yield outcome.clash(
                    outcome.maker("join", who),
                    maker,
                    what,
                    f"Leave one of them out, or take it back with leave={who} or unlock=.",
                )


def joined_and_forbidden(outcome: Outcome) -> Iterator[Problem]:
    """Nobody joins a pair that is forbidden, or somebody whom they are never paired with."""
    base, after = outcome.base.decisions, outcome.after.decisions
    for who, couple in after.thirds.items():
        for two in after.forbidden:
            were = base.thirds.get(who) == couple and two in base.forbidden
            if {who, *couple}.issuperset(two) and not were:
                yield outcome.clash(
                    outcome.maker("join", who),
                    outcome.maker("forbid", "+".join(two)),
                    f"{' and '.join(two)} cannot be both in one trio and never paired",
                    f"Leave one of them out, or take it back with leave={who} or allow=.",
                )


def kept_and_pausing(outcome: Outcome) -> Iterator[Problem]:
    """Nobody who pauses is kept together with somebody."""
    base, after = outcome.base.decisions, outcome.after.decisions
    for couple in after.locked:
        for who in couple:
            were = who in base.paused and couple in base.locked
            if who in after.paused and not were:
                yield outcome.clash(
                    outcome.locker(couple),
                    outcome.maker("pause", who),
                    f"{who} pauses and cannot be kept in a pair",
                    f"Leave one of them out, or add unlock={'+'.join(couple)}.",
                )


def _but(left_out: str, *ids: str) -> str:
    return " and ".join(one for one in ids if one != left_out)


def two_dates(outcome: Outcome) -> Iterator[Problem]:
    """No workshop has two dates."""
    fixed: dict[int, FixDate] = {}
    for change in outcome.of_kind("date"):
        assert isinstance(change, FixDate)
        earlier = fixed.setdefault(change.number, change)
        held = outcome.base.decisions.fixed_dates.get(change.number, change.day)
        remedy = f"Give workshop {change.number} one date."
        if earlier.day != change.day:
            what = f"workshop {change.number} cannot be on two days"
            yield outcome.clash(earlier, change, what, remedy)
        elif held != change.day and outcome.maker("unfix", f"{change.number}:{held}") is None:
            what = f"workshop {change.number} is fixed on {say_day(held, year=True)}"
            yield outcome.clash(None, change, what, remedy)


def fixed_and_blocked(outcome: Outcome) -> Iterator[Problem]:
    """No workshop is fixed on a blocked day."""
    decisions, held = outcome.after.decisions, outcome.base.decisions
    for number, day in decisions.fixed_dates.items():
        for days in decisions.blocked:
            held_both = held.fixed_dates.get(number) == day and days in held.blocked
            if days.covers(day) and not held_both:
                yield outcome.clash(
                    outcome.maker("date", f"{number}:{day.isoformat()}"),
                    outcome.maker("block", write_range(days)),
                    f"workshop {number} cannot be on {say_day(day, year=True)}, which is blocked",
                    "Leave one of them out, or choose another day for one of them.",
                )


def fixed_and_gone(outcome: Outcome) -> Iterator[Problem]:
    """No workshop whose date the cohort itself fixes falls away with a change of their count."""
    settings = [c for _, c in outcome.standing.values() if isinstance(c, SettingChange)]
    counts = [change for change in settings if change.key == "workshops.count"]
    count = outcome.after.programme.workshops.count
    decided = outcome.base.decisions.fixed_dates.items()
    for number in (one for one, _ in decided & outcome.after.decisions.fixed_dates.items()):
        if counts and number > count:
            yield outcome.clash(
                None,
                counts[-1],
                f"there is no workshop {number}, whose date is fixed",
                f"Write a number from {number} on.",
            )


RULES: tuple[Callable[[Outcome], Iterator[Problem]], ...] = (
    two_partners,
    locked_and_forbidden,
    locked_and_left,
    joined_and_kept,
    joined_and_forbidden,
    kept_and_pausing,
    two_dates,
    fixed_and_blocked,
    fixed_and_gone,
)
"""Every way in which changes can contradict each other."""
