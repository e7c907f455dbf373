"""The commands that make a plan: `demo`, `plan`, and `scores`, which a plan rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.commands.base import (
    EXIT_CODES,
    CohortPath,
    Force,
    Seed,
    TimeLimit,
    to_stdout,
)


def demo(
    sample: Annotated[str, typer.Argument(help="Which sample: london or lyon.")] = "london",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Where to; matcher-demo, or the next free, by default."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Plan the shipped sample cohort and say where the results are.

    All people in it are invented.
    """
    from matcher.samples import sample_names, sample_path

    if sample not in sample_names():
        raise typer.BadParameter(f"there are {', '.join(sample_names())}", param_hint="SAMPLE")
    _plan(sample_path(sample), out or _free_folder("matcher-demo"), force, None, None)


def scores(
    cohort: CohortPath,
    out: Annotated[Path, typer.Option("--out", metavar="F.csv", help="Where to; - for stdout.")],
    force: Force = False,
) -> None:
    """Write the fit of every patient with every professional, and why a pair is not allowed."""
    from matcher.export.scores import score_lines
    from matcher.export.writing import write_lines
    from matcher.files import load

    lines = score_lines(load(cohort))
    if str(out) == "-":
        to_stdout(lines)
        return
    write_lines(out, lines, force=force)
    typer.echo(f"The scores are in {out}.", err=True)


def plan(
    cohort: CohortPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the results go.")],
    force: Force = False,
    time_limit: TimeLimit = None,
    seed: Seed = None,
) -> None:
    """Choose pairs and workshop dates together, with a proof.

    DIR gets plan.json, the tables as CSV, and what the plan was made from. Ctrl-C stops and keeps
    the best plan so far.
    """
    _plan(cohort, out, force, time_limit, seed)


def _plan(path: Path, out: Path, force: bool, time_limit: float | None, seed: int | None) -> None:
    from matcher.export.folder import refuse_existing, save
    from matcher.files import inspect
    from matcher.talk import ConsoleProgress, say_plan
    from matcher.talk_of_problems import say_problems

    refuse_existing(out, force=force)
    found = inspect(path)
    cohort = found.require()
    say_problems(found.problems)
    from matcher.pipeline import plan as make_plan

    with ConsoleProgress() as progress:
        made = make_plan(cohort, time_limit=time_limit, seed=seed, progress=progress)
    save(made, out, force=force)
    say_plan(made, out)
    raise typer.Exit(EXIT_CODES[made.status.value])


def _free_folder(name: str) -> Path:
    """Return the first folder of this name, or with a number behind it, that does not exist."""
    number = 1
    folder = Path(name)
    while folder.exists():
        number += 1
        folder = Path(f"{name}-{number}")
    return folder
