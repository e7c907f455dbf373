"""The command that puts a plan under stress: `stress`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.commands.base import Force, LanguageName, Seed, as_json, to_stdout


def stress(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="A plan, as `matcher plan --out` wrote it.", show_default=False
        ),
    ],
    futures: Annotated[
        int, typer.Option("--futures", metavar="N", min=1, help="How many futures are drawn.")
    ] = 1000,
    drop_out: Annotated[
        float | None,
        typer.Option(
            "--drop-out",
            metavar="SHARE",
            min=0,
            max=1,
            help="How likely everybody is to leave, such as 0.15; the rates of \\[drop_out] by "
            "default.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE.csv", help="Write in how many futures how many pairs finish."
        ),
    ] = None,
    force: Force = False,
    language: LanguageName = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="How many processes share the work; the answer is the same.",
        ),
    ] = 2,
    seed: Seed = None,
) -> None:
    """Say how many pairs finish when people leave, over a thousand futures, and what would help.

    Who leaves when is drawn by the rates in \\[drop_out] of programme.toml.
    """
    from matcher.export.folder import open_plan
    from matcher.export.writing import write_bytes
    from matcher.futures.stressing import stress as put_under_stress
    from matcher.futures.tables import finishing_csv
    from matcher.language import language_named

    if language is not None:
        language_named(language)
    found = put_under_stress(
        open_plan(plan), futures=futures, seed=seed, drop_out=drop_out, workers=workers
    )
    if out is not None:
        write_bytes(out, finishing_csv(found), force=force)
        typer.echo(f"In how many futures how many pairs finish is in {out}.", err=True)
    if json:
        to_stdout([as_json(found.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in found.lines(language))
