"""The commands on the files of a cohort: `new`, `check` and `schema`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.commands.base import CohortPath, Force, as_json, json_list, to_stdout

if TYPE_CHECKING:
    from matcher.files import Inspection

CountryLanguage = Annotated[
    str | None,
    typer.Option(
        "--language", metavar="en|fr", help="In which language; that of the country by default."
    ),
]


class SchemaName(StrEnum):
    """What there is a JSON Schema of."""

    COHORT = "cohort"
    PLAN = "plan"
    CHANGES = "changes"


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    country: Annotated[
        str,
        typer.Option(metavar="FR", help="Whose public holidays are kept free: GB, FR, …"),
    ] = "GB",
    start: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The first day on which a workshop may be held."),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day on which a workshop may be held."),
    ] = None,
    language: CountryLanguage = None,
    force: Force = False,
) -> None:
    """Start an empty cohort to fill in: a workbook, or CSV files, that explain themselves.

    DIR/README.txt says what to do next.
    """
    from matcher.starting import start_cohort

    start_cohort(
        folder,
        start=start and start.date(),
        end=end and end.date(),
        country=country,
        language=language,
        force=force,
    )
    typer.echo(f"An empty cohort is in {folder}. Next: {folder / 'README.txt'}", err=True)


def check(
    cohort: CohortPath,
    wants_json: Annotated[bool, typer.Option("--json", help="Write the problems as JSON.")] = False,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix", metavar="OUT", help="Write the cohort as it was read, put right, to a folder."
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="OUT.toml",
            help="Write what the headings were taken for, with proposals for the others.",
        ),
    ] = None,
    wants_room: Annotated[
        bool,
        typer.Option(
            "--room", help="Say how many dates and pairs the rules leave, and what each takes away."
        ),
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="en|fr", help="In which language; in English by default."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Find every problem in the files: file, row, column, value, and what to do.

    Errors stop a plan, warnings do not. The files themselves stay as they are.
    """
    from matcher.export.writing import write_text
    from matcher.files import inspect
    from matcher.files.mapping_text import mapping_text
    from matcher.language import Language, language_named, language_of, words_in
    from matcher.talk_of_problems import say_problems, say_room, say_verdict

    chosen = None if language is None else language_named(language)
    words = words_in(chosen or Language.ENGLISH)
    if fix is not None:
        from matcher.export.cohort_folder import refuse_cohort_place

        refuse_cohort_place(fix, cohort, force=force)
    found = inspect(cohort)
    if wants_json:
        to_stdout(json_list(problem.model_dump(mode="json") for problem in found.problems))
    else:
        say_problems(found.problems, words, to_stdout=True)
    if mapping is not None:
        write_text(mapping, mapping_text(found.recognised), force=force)
    say_verdict(cohort, found, words)
    if wants_room and found.cohort is not None:
        say_room(found.cohort, words_in(chosen or language_of(found.cohort)))
    if fix is not None:
        _write_fixed(found, fix, force)
    raise typer.Exit(2 if found.cohort is None else 0)


def _write_fixed(found: Inspection, out: Path, force: bool) -> None:
    """Write a cohort as it was read, unless errors are left."""
    from matcher.export.cohort_folder import save_cohort

    if found.cohort is None:
        typer.echo(
            f"Nothing is written to {out}: errors are left that you have to solve.", err=True
        )
        return
    save_cohort(found.cohort, out, force=force)
    typer.echo(f"The cohort, put right, is in {out}.", err=True)


def schema(
    name: Annotated[
        SchemaName, typer.Argument(help="Of a cohort, of a plan, or of changes.")
    ] = SchemaName.PLAN,
) -> None:
    """Print the JSON Schema of a cohort, of a plan, or of a list of changes."""
    from matcher.changes import schema as changes_schema
    from matcher.cohort import Cohort
    from matcher.plans import Plan

    schemas = {
        SchemaName.COHORT: Cohort.model_json_schema,
        SchemaName.PLAN: Plan.model_json_schema,
        SchemaName.CHANGES: changes_schema,
    }
    to_stdout([as_json(schemas[name]()), "\n"])
