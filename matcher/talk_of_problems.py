"""What the command line says is wrong with input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.alike import shortened
from matcher.errors import Severity, how_many
from matcher.language import Language, words_in
from matcher.language.words import to_say
from matcher.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matcher.cohort import Cohort
    from matcher.errors import Problem
    from matcher.files import Inspection
    from matcher.language.words import Words

_STDERR = Console(stderr=True)

ENGLISH = words_in(Language.ENGLISH)
"""What the command line is written in where nobody asks for another language."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.REPAIRED: "cyan"}

SEVERITIES = {
    Severity.ERROR: to_say("error"),
    Severity.WARNING: to_say("warning"),
    Severity.REPAIRED: to_say("repaired"),
}

HEADINGS = (
    "",
    to_say("File"),
    to_say("Row"),
    to_say("Column"),
    to_say("Value"),
    to_say("What is wrong, and what to do"),
)
"""What stands above the columns of a table of problems."""


def say_problems(
    problems: Sequence[Problem], words: Words = ENGLISH, *, to_stdout: bool = False
) -> None:
    """Show problems as a table, errors first, and of many alike the first few."""
    if not problems:
        return
    from matcher.language.problems import line_in_words, remedy_in_words

    console = Console() if to_stdout else _STDERR
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading in HEADINGS:
        said = words.say(heading) if heading else ""
        table.add_column(said, overflow="fold", no_wrap=heading == "Row")
    short = shortened(sorted(problems, key=lambda one: list(Severity).index(one.severity)))
    for line in short.shown:
        problem = line.problem
        table.add_row(
            Text(words.say(SEVERITIES[problem.severity]), COLOURS[problem.severity]),
            Text(problem.file),
            "" if problem.row is None or line.rows else str(problem.row),
            Text(problem.column or ""),
            Text(_value(problem)),
            Text(f"{sentence(line_in_words(line, words))} {remedy_in_words(problem, words)}"),
        )
        if line.more:
            more = words.say("… and {number} more of this kind.", number=words.number(line.more))
            table.add_row("", Text(problem.file), "", Text(problem.column or ""), "", Text(more))
    console.print(table)
    if short.left_out:
        console.print(words.say("… and {number} more.", number=words.number(short.left_out)))
    if len(short.shown) < len(problems):
        console.print(_to_see_all(sum(problem.more for problem in problems), words))


def _to_see_all(counted: int, words: Words) -> str:
    """Return how to see every problem, but for those that are only counted."""
    if not counted:
        return words.say("To see every one: matcher check COHORT --json")
    return words.say(
        "To see every one, but for {number} that are only counted: matcher check COHORT --json",
        number=words.number(counted),
    )


def _value(problem: Problem) -> str:
    """Return what stands there, and what it was read as where it was put right."""
    before = problem.value or ""
    return before if problem.after is None else f"{before} → {problem.after}"


def say_verdict(path: Path, found: Inspection, words: Words = ENGLISH) -> None:
    """Say in a line what came of a check."""
    errors, warnings, repairs = (how_many(found.problems, severity) for severity in Severity)
    counted = [
        words.say_many("{number} error", "{number} errors", errors),
        words.say_many("{number} warning", "{number} warnings", warnings),
    ]
    if repairs:
        counted.append(words.say_many("{number} repair", "{number} repairs", repairs))
    if found.cohort is None:
        come = words.say("Nothing can be planned until they are solved.")
    else:
        come = _who_applied(found.cohort, words)
    line = words.say("{path}: {counted}. {come}", path=path, counted=", ".join(counted), come=come)
    _STDERR.print(Text(line))


def say_room(cohort: Cohort, words: Words) -> None:
    """Say how many dates and pairs the rules leave, and what each of them takes away."""
    from matcher.language.room_in_words import room_in_words
    from matcher.room import room

    for line in room_in_words(room(cohort), cohort, words):
        _STDERR.print(Text(line))


def _who_applied(cohort: Cohort, words: Words) -> str:
    from matcher.language.labels import side_in_words

    labels, wanted = cohort.programme.labels, cohort.programme.programme.pairs
    if not cohort.programme.pairing.form_pairs:
        who = words.people(len(cohort.people))
        return words.say("{who}, {wanted} wanted.", who=who, wanted=wanted)
    return words.say(
        "{patients} on the {patient} side, {professionals} on the {professional} side, {wanted} "
        "pairs wanted.",
        patients=len(cohort.patients),
        patient=side_in_words(labels.patient, words),
        professionals=len(cohort.professionals),
        professional=side_in_words(labels.professional, words),
        wanted=wanted,
    )
