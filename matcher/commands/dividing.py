"""The command that divides one intake into many cohorts: `intake`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.commands.base import (
    EXIT_CODES,
    CohortPath,
    Force,
    LanguageName,
    Seed,
    as_json,
    to_stdout,
)


def intake(
    cohort: CohortPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the results go.")],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help="How many cores to use; all of them by default."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
    seed: Seed = None,
    force: Force = False,
) -> None:
    """Divide one large intake into many cohorts, each with its pairs and dates.

    COHORT holds everybody who applied, and \\[intake] in its programme.toml says what a cohort is
    like. DIR gets intake.json, tables, and a plan folder for each cohort. A run that was cut short
    goes on from what is finished when it is started again.
    """
    from matcher.files import inspect
    from matcher.intakes.folder import refuse_existing
    from matcher.language import language_named, language_of, words_in
    from matcher.talk import IntakeProgress
    from matcher.talk_of_problems import say_problems

    refuse_existing(out, force=force)
    spoken = None if language is None else language_named(language)
    found = inspect(cohort)
    known = found.require()
    say_problems(found.problems)
    words = words_in(spoken or language_of(known))
    from matcher.intakes.running import intake as divide

    with IntakeProgress() as progress:
        made = divide(
            known, out=out, jobs=jobs, seed=seed, words=words, progress=progress, force=force
        )
    if json:
        to_stdout([as_json(made.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in made.lines(words))
    typer.echo(f"The results are in {out} (intake.json, cohorts.csv, …).", err=True)
    raise typer.Exit(EXIT_CODES[made.status.value])
