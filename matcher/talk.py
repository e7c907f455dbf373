"""What the command line says to people: progress, and a plan in short."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.endings import asked_to_end
from matcher.plans import Outcome
from matcher.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from types import FrameType, TracebackType

    from matcher.cohort import Cohort
    from matcher.parallel.watching import Done
    from matcher.plans import Plan
    from matcher.solve.progress import Snapshot

_STDERR = Console(stderr=True)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

MOST_SAID = 5
"""How many things that could not be placed are told."""

VERDICTS = {
    Outcome.OPTIMAL: "[bold green]Best possible under your rules: proven.[/]",
    Outcome.FEASIBLE: "[bold yellow]A plan, not proven to be the best:[/] at most {points} points "
    "({gap:.1%}) more are possible.",
    Outcome.INFEASIBLE: "[bold red]No plan exists under these rules.[/]",
    Outcome.UNKNOWN: "[bold yellow]The search ended before any plan was found.[/]",
}

REPAIRED = "[bold green]The fewest changes to the running plan: proven.[/]"


def day_in_words(day: date) -> str:
    """Return a date as people say it: Tue 13 Apr 2027."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_plan(plan: Plan, out: Path) -> None:
    """Say in short what a plan holds and where it is."""
    _STDERR.print()
    if plan.objective is not None:
        wanted = f"{plan.cohort.programme.programme.pairs} {_who(plan.cohort)}"
        if plan.workshops:
            _STDERR.print(_workshops(plan))
            _STDERR.print()
        _STDERR.print(_pairs(plan))
        _STDERR.print()
        paired = plan.cohort.programme.pairing.form_pairs
        lowest = f"lowest fit {plan.objective.worst_fit} of 1000, " if paired else ""
        _STDERR.print(
            f"[bold]{plan.objective.pairs} of {wanted}[/], total {plan.objective.total:,} "
            f"points, {lowest}{_count(len(plan.waiting), 'person', 'people')} waiting."
        )
        for said in _care(plan):
            _STDERR.print(Text(said))
    points = (
        0 if plan.objective is None or plan.bound is None else plan.bound - plan.objective.total
    )
    verdict = VERDICTS[plan.status]
    if plan.disturbances is not None and plan.status is Outcome.OPTIMAL:
        verdict = REPAIRED
    _STDERR.print(verdict.format(points=points, gap=plan.gap or 0.0))
    for reason in plan.reasons:
        _STDERR.print(Text(f"  {reason.text}"))
        for remedy in reason.remedies:
            _STDERR.print(Text(f"  - {remedy}"))
    _STDERR.print(
        Text.assemble("The results are in ", (str(out), "bold"), " (plan.json, pairs.csv, …).")
    )


def _care(plan: Plan) -> Iterator[str]:
    """Say how many check-ins and catch-up days there are, and what could not be placed."""
    looked_after = [pair for pair in plan.pairs if pair.facilitator]
    if looked_after or plan.check_ins:
        leaders = len({pair.facilitator for pair in looked_after})
        verb = "looks after" if leaders == 1 else "look after"
        days = f", {_count(len(plan.catch_ups), 'catch-up')}" if plan.catch_ups else ""
        yield (
            f"{_count(leaders, 'facilitator')} {verb} {len(looked_after)} of "
            f"{len(plan.pairs)} {_who(plan.cohort)}: {_count(len(plan.check_ins), 'check-in')}"
            f"{days}."
        )
    for one in plan.unplaced[:MOST_SAID]:
        after = "" if one.workshop is None else f" (workshop {one.workshop})"
        kind = one.what.replace("_", "-")
        yield f"  No {kind} for {' + '.join(one.members)}{after}: {one.reason}."
    if len(plan.unplaced) > MOST_SAID:
        yield f"  … and {len(plan.unplaced) - MOST_SAID} more in unplaced.csv."


def _workshops(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    who = capitalised(_who(plan.cohort))
    for name in ("Workshop", "Date", who, "Venue", "Facilitators"):
        table.add_column(name, justify="right" if name == who else "left")
    venues = {venue.venue_id: venue.name or venue.venue_id for venue in plan.cohort.venues}
    leaders = {
        one.facilitator_id: one.name or one.facilitator_id for one in plan.cohort.facilitators
    }
    for workshop in plan.workshops:
        away = set(workshop.absent)
        together = sum(not away & set(pair.two) for pair in plan.pairs)
        table.add_row(
            str(workshop.number),
            day_in_words(workshop.date),
            f"{together}/{len(plan.pairs)}",
            Text(venues.get(workshop.venue or "", workshop.venue or "")),
            Text(", ".join(leaders.get(one, one) for one in workshop.facilitators)),
        )
    return table


def _pairs(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    paired = plan.cohort.programme.pairing.form_pairs
    numbers = ("Fit", "Missed", "If needed") if paired else ("Missed", "If needed")
    for name in (*_sides(plan.cohort), *(("Project",) if paired else ()), *numbers):
        table.add_column(Text(name), justify="right" if name in numbers else "left")
    names = {one.person_id: one.name for one in plan.cohort.people}
    others = {one.person_id for one in plan.cohort.professionals}
    titles = {project.project_id: project.title for project in plan.cohort.projects}
    for pair in plan.pairs:
        cells = [f"{identity} {names[identity]}" for identity in pair.two]
        if pair.third is not None:
            cells[pair.third in others] += f" + {pair.third} {names[pair.third]}"
        cells += [titles.get(pair.project or "", ""), str(pair.fit)] if paired else []
        cells += [str(pair.missed or ""), str(pair.if_needed or "")]
        table.add_row(*map(Text, cells))
    return table


def _who(cohort: Cohort) -> str:
    """Return what takes part: pairs, or people where nobody is paired."""
    return "pairs" if cohort.programme.pairing.form_pairs else "people"


def _sides(cohort: Cohort) -> tuple[str, ...]:
    """Return the headings above people: one for each side, or one where nobody is paired."""
    labels = cohort.programme.labels
    if not cohort.programme.pairing.form_pairs:
        return ("Person",)
    return capitalised(labels.patient), capitalised(labels.professional)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class _Stoppable:
    """Shows work in one line on a terminal; Ctrl-C asks it to stop, and what is there is kept."""

    def __init__(self, beginning: str) -> None:
        self._status = _STDERR.status(beginning)
        self._stop = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in asked_to_end():
            self._before[number] = signal.signal(number, self._on_signal)
        self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def stop_requested(self) -> bool:
        """Return whether somebody asked to stop."""
        return self._stop

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stop = True


class ConsoleProgress(_Stoppable):
    """Shows a search."""

    def __init__(self) -> None:
        super().__init__("Looking for the best plan …")

    def report(self, snapshot: Snapshot) -> None:
        """Show best, bound and gap."""
        if snapshot.pairs is None:
            self._status.update(f"Looking for a first plan … {snapshot.seconds:.0f} s")
            return
        more = "" if snapshot.gap is None else f", at most {snapshot.gap:.1%} better is possible"
        self._status.update(
            f"Best so far: {snapshot.pairs} pairs, {snapshot.total:,} points{more} … "
            f"{snapshot.seconds:.0f} s, Ctrl-C keeps it"
        )


class ManyProgress(_Stoppable):
    """Shows how far work on many plans is, and about how long it still takes.

    Parameters
    ----------
    doing
        What is done, while nothing is done yet.
    many
        What is counted, in the plural.
    """

    def __init__(self, doing: str, many: str) -> None:
        super().__init__(f"{doing} …")
        self._many = many

    def report(self, done: Done) -> None:
        """Show how many are done."""
        left = "" if done.left is None else f", about {_time(done.left)} left"
        self._status.update(f"{done.number:,} of {done.of:,} {self._many}{left}, Ctrl-C keeps them")


def _time(seconds: float) -> str:
    """Return a time that is only known roughly: 40 s, 12 min, 3.5 h."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


class IntakeProgress:
    """Shows in one line how far an intake is, and about how long it still takes."""

    def __init__(self) -> None:
        self._status = _STDERR.status("Dividing people …")
        self._done: Done | None = None

    def __enter__(self) -> Self:
        self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()
        if kind in (KeyboardInterrupt, SystemExit):  # Ctrl-C, or asked to end by the system
            number = 0 if self._done is None else self._done.number
            whole = "" if self._done is None else f" of {self._done.of:,}"
            said = f"{number:,}{whole} cohorts are finished and kept."
            _STDERR.print(f"{said} The same command goes on from there.", soft_wrap=True)

    def report(self, done: Done) -> None:
        """Show how many cohorts are done."""
        self._done = done
        left = "" if done.left is None else f", about {_time(done.left)} left"
        self._status.update(f"{done.number:,} of {done.of:,} cohorts{left}")
