"""The rules that may be relaxed, each with gentler versions of it as changes.

Rules of the programme and locks only: never what stands in a row, such as what people answered.
Nothing here alters what a programme consists of (how many workshops, in which blocks).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from matcher.aside import decided_thirds
from matcher.changes import Change, Leave, SetPairs, SetRule, SetWeekdays, Unlock
from matcher.changes.setting_values import setting_of
from matcher.cohort import Status
from matcher.programme import LONGEST_WINDOW_DAYS, Weekday
from matcher.programme.balance import read_limit
from matcher.trios import kept_together, set_aside
from matcher.venues import room_needed, too_small_venues

if TYPE_CHECKING:
    from matcher.cohort import Cohort

MORE_WEEKS = (1, 2, 4, 8, 13, 26)
"""By how many weeks the window may be widened."""

MORE_BUDGET = (1.1, 1.25, 1.5, 2.0)
"""How many times the budget may be, before there is none."""

LONGEST_GAP = 1000


@dataclass(frozen=True)
class Step:
    """A gentler version of a rule."""

    words: str
    """Such as `with gaps from 18 days`."""
    change: Callable[[Cohort], str]
    """The change of the contract that leads from a cohort to it."""


@dataclass(frozen=True)
class Rule:
    """A rule that binds a cohort and may be relaxed."""

    key: str
    said: str
    """The rule in words."""
    steps: tuple[Step, ...]
    """Gentler versions, the gentlest first; the last one drops the rule."""
    is_ladder: bool = True
    """Whether a plan that one step allows is allowed by all later ones."""

    def dropped(self, cohort: Cohort) -> Cohort:
        """Return a cohort without the rule."""
        return cohort.with_changes(self.steps[-1].change(cohort))


def active_rules(cohort: Cohort) -> tuple[Rule, ...]:
    """Return the rules that bind a cohort, those that are named first before the others."""
    return tuple(rule for rules in RULES for rule in rules(cohort))


def _set(key: str, value: Any, words: str) -> Step:
    """Return the step to another value of a setting."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _always(SetRule(name=key, value=text), words)


def _always(change: Change, words: str) -> Step:
    """Return a step that is the same change for every cohort."""
    return Step(words, lambda _: str(change))


def _entry(key: str, entry: Any, instead: Any, words: str) -> Step:
    """Return the step to a list in which something, or nothing, stands instead of an entry."""
    return Step(words, partial(_with_entry, key=key, entry=entry, instead=instead))


def _with_entry(cohort: Cohort, key: str, entry: Any, instead: Any) -> str:
    listed = [instead if one == entry else one for one in setting_of(cohort.programme, key)]
    kept = [one for one in listed if one is not None]
    return str(SetRule(name=key, value=json.dumps(kept, ensure_ascii=False)))


def _ladder(key: str, values: range, words: str, said: str) -> Iterator[Rule]:
    """Return a rule with a number that may take other values; none where there are none."""
    steps = tuple(_set(key, value, words.format(value)) for value in values)
    if steps:
        yield Rule(key, said, steps)


def _smallest_gap(cohort: Cohort) -> Iterator[Rule]:
    least = cohort.programme.workshops.min_gap_days
    if cohort.programme.workshops.count > 1:
        said = f"at least {least} days from one workshop to the next"
        values = range(least - 1, 0, -1)
        yield from _ladder("workshops.min_gap_days", values, "with gaps from {} days", said)


def _largest_gap(cohort: Cohort) -> Iterator[Rule]:
    window, most = cohort.programme.programme, cohort.programme.workshops.max_gap_days
    if cohort.programme.workshops.count > 1:
        widest = (window.end - window.start).days + 7 * MORE_WEEKS[-1]
        values = range(most + 1, min(widest, LONGEST_GAP) + 1)
        said = f"at most {most} days from one workshop to the next"
        yield from _ladder("workshops.max_gap_days", values, "with gaps up to {} days", said)


def _weekdays(cohort: Cohort) -> Iterator[Rule]:
    given = cohort.programme.workshops.weekdays
    others = [day for day in Weekday if day not in given]
    if not others or not cohort.programme.workshops.count:
        return
    wider = [(*given, day) for day in others]
    working = tuple(dict.fromkeys((*given, *tuple(Weekday)[:5])))
    wider += [days for days in (working, tuple(Weekday)) if len(days) > len(given) + 1]
    said = f"workshops on {_listed(given)} only"
    steps = (
        _always(SetWeekdays(weekdays=days), f"with workshops on {_listed(days)}")
        for days in (tuple(day for day in Weekday if day in some) for some in wider)
    )
    yield Rule("workshops.weekdays", said, tuple(steps), is_ladder=False)


def _listed(days: tuple[Weekday, ...]) -> str:
    return ", ".join(days)


def _window(cohort: Cohort) -> Iterator[Rule]:
    window = cohort.programme.programme
    last = window.start + timedelta(days=LONGEST_WINDOW_DAYS - 1)
    ends = [window.end + timedelta(weeks=weeks) for weeks in MORE_WEEKS]
    steps = tuple(
        _set("programme.end", end.isoformat(), f"with an end on {end.isoformat()}")
        for end in ends
        if end <= last
    )
    if steps and cohort.programme.workshops.count:
        said = f"workshops from {window.start.isoformat()} to {window.end.isoformat()}"
        yield Rule("programme.end", said, steps)


def _single_workshops(cohort: Cohort) -> Iterator[Rule]:
    settings = cohort.programme.workshops
    for key, what in (("windows", "held between the days"), ("fixed", "fixed on")):
        name = f"workshops.{key}"
        for entry in getattr(settings, key):
            number, _, days = entry.partition(":")
            said = f"workshop {number.strip()} is {what} {days.strip()}"
            yield Rule(name, said, (_entry(name, entry, None, f'without "{said}"'),))
    numbers = {int(entry.partition(":")[0]) for entry in settings.weekdays_for}
    if numbers and all({*settings.weekdays_of(n)} <= {*settings.weekdays} for n in numbers):
        said = f"weekdays of single workshops: {', '.join(settings.weekdays_for)}"
        steps = (_set("workshops.weekdays_for", [], "without weekdays of single workshops"),)
        yield Rule("workshops.weekdays_for", said, steps)
    weeks = settings.notice_weeks
    said = f"{weeks} weeks of notice"
    values = range(weeks - 1, -1, -1)
    yield from _ladder("workshops.notice_weeks", values, "with {} weeks of notice", said)


def _all_dates(cohort: Cohort) -> Iterator[Rule]:
    settings, budget = cohort.programme.workshops, cohort.programme.venues.budget
    most = settings.max_same_weekday
    if most is not None:
        values, said = (
            range(most + 1, settings.count + 1),
            f"at most {most} workshops on the same weekday",
        )
        words = "with up to {} workshops on the same weekday"
        yield from _ladder("workshops.max_same_weekday", values, words, said)
    if budget is not None:
        more = [round(budget * times, 2) for times in MORE_BUDGET if budget]
        steps = [_set("venues.budget", much, f"with a budget of {much:g}") for much in more]
        steps.append(_set("venues.budget", "", "without a budget for venues"))
        yield Rule("venues.budget", f"venues for at most {budget:g}", tuple(steps))


def _leaders(cohort: Cohort) -> Iterator[Rule]:
    needed = cohort.programme.workshops.facilitators
    if cohort.facilitators and cohort.programme.workshops.count:
        values, said = range(needed - 1, -1, -1), f"{needed} facilitators at each workshop"
        words = "with {} facilitators at each workshop"
        yield from _ladder("workshops.facilitators", values, words, said)


def _room(cohort: Cohort) -> Iterator[Rule]:
    """Fewer pairs need less room; the last step leaves the room of venues aside."""
    wanted, room = cohort.programme.programme.pairs, room_needed(cohort)
    capacities = {one.capacity or 0 for one in too_small_venues(cohort)}
    if not capacities or not cohort.programme.workshops.count:
        return
    is_paired = cohort.programme.pairing.form_pairs
    places = 2 if is_paired else 1
    enough = (wanted - -(-(room - capacity) // places) for capacity in sorted(capacities))
    who = "pairs" if is_paired else "people"
    steps = [
        _always(SetPairs(pairs=fewer), f"with {fewer} {who} wanted")
        for fewer in reversed(list(dict.fromkeys(enough)))
        if fewer > 0
    ]
    steps.append(_set("venues.check_capacity", False, "if venues may be too small"))
    said = f"venues with room for {room} people"
    yield Rule("venues.check_capacity", said, tuple(steps), is_ladder=False)


def _attendance(cohort: Cohort) -> Iterator[Rule]:
    settings = cohort.programme.workshops
    who = "a pair" if cohort.programme.pairing.form_pairs else "a person"
    values = range(settings.max_missed + 1, settings.count + 1)
    said = f"{who} may miss at most {settings.max_missed} of the workshops"
    words = f"if {who} may miss {{}} of the workshops"
    yield from _ladder("workshops.max_missed", values, words, said)
    for number in settings.everyone:
        said = f"workshop {number} is for everyone"
        step = _entry("workshops.everyone", number, None, f'without "{said}"')
        yield Rule("workshops.everyone", said, (step,))
    if settings.count:
        who = "pairs" if cohort.programme.pairing.form_pairs else "people"
        values = range(settings.quorum - 1, -1, -1)
        said = f"at least {settings.quorum} {who} at every workshop"
        words = f"if {{}} {who} are enough at every workshop"
        yield from _ladder("workshops.quorum", values, words, said)


def _pairing(cohort: Cohort) -> Iterator[Rule]:
    settings = cohort.programme.pairing
    if not settings.form_pairs:
        return
    values, said = range(settings.min_fit - 1, -1, -1), f"no pair below a fit of {settings.min_fit}"
    yield from _ladder("pairing.min_fit", values, "with fits from {}", said)
    if settings.require_shared_project:
        said = "a pair needs a theme or project that both named"
        step = _set("pairing.require_shared_project", False, f'without "{said}"')
        yield Rule("pairing.require_shared_project", said, (step,))
    for one, other in cohort.decisions.locked:
        step = _always(Unlock(one=one, other=other), f"without the lock of {one} and {other}")
        yield Rule("lock", f"{one} and {other} are locked", (step,))
    for (one, other), who in decided_thirds(cohort).items():
        step = _always(Leave(person=who), f"without {who} as the third of {one} and {other}")
        yield Rule("join", f"{who} has joined {one} and {other}, who are kept together", (step,))


def _balance(cohort: Cohort) -> Iterator[Rule]:
    key, wanted = "balance.limits", cohort.programme.programme.pairs
    for text in dict.fromkeys(cohort.programme.balance.limits):
        limit = read_limit(text)
        most = max(wanted, limit.number)
        others = range(limit.number + 1, most) if limit.is_most else range(limit.number - 1, 0, -1)
        gentler = [re.sub(r"\d+$", str(number), text) for number in others]
        steps = [_entry(key, text, one, f'with "{one}"') for one in gentler]
        steps.append(_entry(key, text, None, f'without "{text}"'))
        yield Rule(key, text, tuple(steps))


def _places(cohort: Cohort) -> Iterator[Rule]:
    """More pairs may be wanted; where there are venues, that would ask for larger ones."""
    wanted = cohort.programme.programme.pairs
    kept, aside = {who for couple in kept_together(cohort) for who in couple}, set_aside(cohort)
    confirmed = {p.person_id for p in cohort.people if p.status is Status.CONFIRMED}
    must = kept | (confirmed - aside)
    if not cohort.venues:
        who = "pairs" if cohort.programme.pairing.form_pairs else "people"
        values, said = range(wanted + 1, len(must) + 1), f"{wanted} {who} are wanted"
        yield from _ladder("programme.pairs", values, f"with {{}} {who} wanted", said)


RULES: tuple[Callable[[Cohort], Iterator[Rule]], ...] = (
    _smallest_gap,
    _weekdays,
    _attendance,
    _pairing,
    _balance,
    _single_workshops,
    _all_dates,
    _leaders,
    _room,
    _largest_gap,
    _places,
    _window,
)
"""What binds a cohort. Where either of two would do, the one that stands first is named."""
