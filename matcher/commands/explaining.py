"""The command that says why a plan is as it is: `explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.commands.base import EXIT_CODES, LanguageName, Seed, as_json, to_stdout
from matcher.explaining.questions import QUESTIONS, Options


def explain(
    plan: Annotated[
        Path, typer.Argument(metavar="DIR", help="A plan, as `matcher plan --out` wrote it.")
    ],
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="[PATIENT PROFESSIONAL | PERSON]",
            help="The ids of two people, in either order; or one id alone.",
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(hidden=True),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help=f"A question about the whole plan: {', '.join(QUESTIONS) or 'none yet'}.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="How many of many, at most.")
    ] = Options.most,
    apart: Annotated[
        int,
        typer.Option("--apart", metavar="N", min=1, help="By how many pairs plans must differ."),
    ] = Options.apart,
    seconds: Annotated[
        float,
        typer.Option("--time-limit", metavar="S", min=0, help="How long the answer may take."),
    ] = Options.seconds,
    seed: Seed = None,
) -> None:
    """Say why two people are a pair or not and what that would cost; why somebody waits.

    With PATIENT and PROFESSIONAL about the two, with one id about that person, with --about NAME
    about the whole plan. With DIR alone: why there is no plan, or none with more pairs.
    """
    if person is not None and about is not None:
        raise typer.BadParameter("name one or two people, or a question with --about NAME")
    if about is not None and about not in QUESTIONS:
        known = ", ".join(QUESTIONS) or "none yet"
        raise typer.BadParameter(
            f"there is no question {about!r}; there are: {known}", param_hint="--about"
        )
    from matcher.explaining.asking import explain as ask
    from matcher.export.folder import open_plan
    from matcher.language import language_named, language_of, words_in

    opened = open_plan(plan)
    if person is None and about is None and not opened.reasons:
        raise typer.BadParameter("name one or two people, or a question with --about NAME")
    seed = opened.provenance.seed if seed is None else seed
    options = Options(most, apart, seconds, seed, str(plan))
    if person is not None:
        told = ask(opened, person, other, language=language, options=options)
    else:
        spoken = language_of(opened.cohort) if language is None else language_named(language)
        told = QUESTIONS[about or "nothing-works"].ask(opened, words_in(spoken), options)
    if json:
        to_stdout([as_json(told.data.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in told.lines)
    raise typer.Exit(EXIT_CODES[opened.status.value])
