"""The command that says what differs between two plans: `compare`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.commands.base import Force, LanguageName, as_json, to_stdout

if TYPE_CHECKING:
    from matcher.plans import Plan


class Under(StrEnum):
    """Under whose rules both plans are revalued."""

    FIRST = "first"
    SECOND = "second"


def compare(
    first: Annotated[
        Path, typer.Argument(metavar="DIR1", help="The plan that people know.", show_default=False)
    ],
    second: Annotated[Path, typer.Argument(metavar="DIR2", help="The plan that takes its place.")],
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
    under: Annotated[
        Under | None,
        typer.Option(
            "--under",
            help="Under whose rules both are revalued; under either's by default.",
        ),
    ] = None,
    told: Annotated[
        Path | None,
        typer.Option("--told", metavar="FILE.csv", help="Write who must be told what."),
    ] = None,
    force: Force = False,
) -> None:
    """Say what differs between two plans, and who must be told what.

    Plans of one cohort, or of two whose ids overlap, as `matcher plan --out` wrote them.
    """
    from matcher.comparing.plans import compare as compare_plans
    from matcher.comparing.tables import told_csv
    from matcher.export.writing import write_bytes

    found = compare_plans(
        *_opened(first, second), language=language, under=under.value if under else None
    )
    if told is not None:
        write_bytes(told, told_csv(found), force=force)
        typer.echo(f"Who must be told what is in {told}.", err=True)
    if json:
        to_stdout([as_json(found.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in found.lines(language))


def _opened(*folders: Path) -> tuple[Plan, Plan]:
    """Return both plans, or every problem of both, each with the folder where it is."""
    from matcher.errors import InputError
    from matcher.export.folder import open_plan

    plans, problems = [], []
    for folder in folders:
        try:
            plans.append(open_plan(folder))
        except InputError as error:
            problems += [
                one.model_copy(update={"file": f"{folder.name}: {one.file}"})
                for one in error.problems
            ]
    if problems:
        raise InputError(problems)
    first, second = plans
    return first, second
