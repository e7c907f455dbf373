"""The command that plans a grid of rules and weights: `sweep`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.commands.base import (
    EXIT_CODES,
    Force,
    LanguageName,
    Seed,
    TimeLimit,
    as_json,
    to_stdout,
)

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.sweeps.results import Sweep

WRONG, NOTHING_FOUND = 2, 3


def sweep(
    cohort: Annotated[
        Path,
        typer.Argument(
            metavar="COHORT|DIR",
            help="A folder of CSV files, an .xlsx, or a plan as `matcher plan --out` wrote it.",
        ),
    ],
    over: Annotated[
        list[str],
        typer.Option(
            "--over",
            metavar="SETTING=VALUES",
            help="A setting and its values: pairs=10..14, workshops.min_gap_days=21..56:7, "
            "weight=motivation=10,20,40, 'weekdays=Tue;Tue,Thu'. More than once for a grid.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Where the results go.")],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help="How many plans at once; one a core by default."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    force: Force = False,
) -> None:
    """Plan a cohort under every combination of some rules and weights.

    DIR2 gets a table, the data and a plot. A point without a plan is a row with its reason. The
    time limit is for each plan. Ctrl-C stops and keeps the points that are done.
    """
    from matcher.language import language_named, language_of, words_in
    from matcher.sweeps.folder import refuse_existing
    from matcher.sweeps.plotting import obstacle
    from matcher.sweeps.running import sweep as make_sweep
    from matcher.talk import ManyProgress

    refuse_existing(out, force=force)
    spoken = None if language is None else language_named(language)
    known = _cohort(cohort)
    words = words_in(spoken or language_of(known))
    with ManyProgress("Planning every point", "points") as progress:
        found = make_sweep(
            known, over, jobs=jobs, seed=seed, time_limit=time_limit, progress=progress
        )
    found.save(out, words=words, force=force)
    if json:
        to_stdout([as_json(found.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in found.lines(words))
    no_plot = obstacle(found)
    if no_plot is not None:
        typer.echo(no_plot, err=True)
    typer.echo(f"The results are in {out} (sweep.csv, …).", err=True)
    raise typer.Exit(_exit_code(found))


def _cohort(path: Path) -> Cohort:
    """Return the cohort in a folder or workbook, or that of a plan."""
    from matcher.export.folder import PLAN, open_plan
    from matcher.files import inspect
    from matcher.talk_of_problems import say_problems

    if (path / PLAN).is_file():
        return open_plan(path).cohort
    found = inspect(path)
    cohort = found.require()
    say_problems(found.problems)
    return cohort


def _exit_code(found: Sweep) -> int:
    """Return 0 with any plan; else what the points without one have in common."""
    codes = {EXIT_CODES.get(row.status.value, NOTHING_FOUND) for row in found.rows}
    if all(row.status.value == "refused" for row in found.rows):
        return WRONG
    return 0 if 0 in codes else 1 if codes == {1} else NOTHING_FOUND
