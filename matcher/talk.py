"""What the command line says to people: problems, progress, and a plan in short."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.alike import shortened
from matcher.errors import Severity, how_many
from matcher.plans import Outcome
from matcher.wording import capitalised, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from types import FrameType, TracebackType

    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.files import Inspection
    from matcher.parallel.watching import Done
    from matcher.plans import Plan
    from matcher.solve.progress import Snapshot

_STDERR = Console(stderr=True)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

MOST_SAID = 5
"""How many things that could not be placed are told."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.REPAIRED: "cyan"}

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


def say_problems(problems: Sequence[Problem], *, to_stdout: bool = False) -> None:
    """Show problems as a table, errors first, and of many alike the first few."""
    if not problems:
        return
    console = Console() if to_stdout else _STDERR
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading in ("", "File", "Row", "Column", "Value", "What is wrong, and what to do"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Row")
    short = shortened(sorted(problems, key=lambda one: list(Severity).index(one.severity)))
    for line in short.shown:
        problem = line.problem
        table.add_row(
            Text(problem.severity.value, COLOURS[problem.severity]),
            Text(problem.file),
            "" if problem.row is None or line.rows else str(problem.row),
            Text(problem.column or ""),
            Text(_value(problem)),
            Text(f"{sentence(problem.message + line.in_rows)} {problem.remedy}"),
        )
        if line.more:
            words = f"… and {line.more:,} more of this kind."
            table.add_row("", Text(problem.file), "", Text(problem.column or ""), "", Text(words))
    console.print(table)
    if short.left_out:
        console.print(f"… and {short.left_out:,} more.")
    if len(short.shown) < len(problems):
        counted = sum(problem.more for problem in problems)
        but = f", but for {counted:,} that are only counted" if counted else ""
        console.print(f"To see every one{but}: matcher check COHORT --json")


def _value(problem: Problem) -> str:
    """Return what stands there, and what it was read as where it was put right."""
    before = problem.value or ""
    return before if problem.after is None else f"{before} → {problem.after}"


def say_verdict(path: Path, found: Inspection) -> None:
    """Say in a line what came of a check."""
    errors, warnings, repairs = (how_many(found.problems, severity) for severity in Severity)
    counted = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    if repairs:
        counted += f", {_count(repairs, 'repair')}"
    if found.cohort is None:
        come = "Nothing can be planned until they are solved."
    else:
        come = _who_applied(found.cohort)
    _STDERR.print(Text(f"{path}: {counted}. {come}"))


def say_room(cohort: Cohort) -> None:
    """Say how many dates and pairs the rules leave, and what each of them takes away."""
    from matcher.language import language_of, words_in
    from matcher.language.room_in_words import room_in_words
    from matcher.room import room

    for line in room_in_words(room(cohort), cohort, words_in(language_of(cohort))):
        _STDERR.print(Text(line))


def _who_applied(cohort: Cohort) -> str:
    labels, wanted = cohort.programme.labels, cohort.programme.programme.pairs
    if not cohort.programme.pairing.form_pairs:
        return f"{_count(len(cohort.people), 'person', 'people')}, {wanted} wanted."
    return (
        f"{len(cohort.patients)} on the {labels.patient} side, "
        f"{len(cohort.professionals)} on the {labels.professional} side, {wanted} pairs wanted."
    )


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
        for number in (signal.SIGINT, signal.SIGTERM):
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

    def report(self, done: Done) -> None:
        """Show how many cohorts are done."""
        left = "" if done.left is None else f", about {_time(done.left)} left"
        self._status.update(f"{done.number:,} of {done.of:,} cohorts{left}")
