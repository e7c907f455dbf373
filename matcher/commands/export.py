"""The command that makes what people are sent: `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.commands.base import Force, LanguageName


def export(
    plan: Annotated[
        Path, typer.Argument(metavar="DIR", help="A plan, as `matcher plan --out` wrote it.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Where the files go.")],
    what: Annotated[
        list[str] | None,
        typer.Option(
            "--what",
            metavar="NAME",
            help="One kind of export; more than once for several, all of them by default.",
        ),
    ] = None,
    language: LanguageName = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="DIR3",
            help="What people were told last, an earlier export or plan: calendars cancel what is "
            "gone, letters say what is new. The export that is replaced, by default.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write a plan as what a team needs: a workbook, calendars, hand-outs, letters."""
    from matcher.export.folder import open_plan
    from matcher.export.kinds import export_plan

    made = export_plan(
        open_plan(plan), out, kinds=what, language=language, since=since, force=force
    )
    for file in made:
        typer.echo(str(file))
    typer.echo(f"{len(made)} files are in {out}.", err=True)
