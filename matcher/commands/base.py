"""What the commands share: options, and ways to write what they answer."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

LARGEST_SEED = 2**31 - 1
"""As `solve.seed` has it; repeated here so that the records need not be loaded for it."""


def _given(text: str) -> Path:
    if not text.strip():
        raise typer.BadParameter("name a folder of CSV files or an .xlsx workbook")
    return Path(text)


CohortPath = Annotated[
    Path,
    typer.Argument(metavar="COHORT", parser=_given, help="A folder of CSV files, or one .xlsx."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an output that exists.")]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="S",
        min=0,
        help="Seconds after which the best plan so far is kept; solve.time_limit_seconds by "
        "default.",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        max=LARGEST_SEED,
        help="Decides among equal plans; solve.seed by default.",
    ),
]


LanguageName = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="en|fr",
        help="In which language; that of programme.locale by default.",
    ),
]


def to_stdout(pieces: Iterable[str]) -> None:
    """Write machine output; whoever reads it may stop when they have enough."""
    sys.stdout.writelines(pieces)
    sys.stdout.flush()


def as_json(value: object) -> str:
    """Return a value as JSON that is valid in whatever encoding the standard output has."""
    is_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    return json.dumps(value, ensure_ascii=not is_utf8, indent=2)


def json_list(values: Iterable[object]) -> Iterator[str]:
    """Yield a list as JSON, item by item: there may be very many."""
    between = "["
    for value in values:
        yield f"{between}\n{as_json(value)}"
        between = ","
    yield "[]\n" if between == "[" else "\n]\n"


EXIT_CODES = {"optimal": 0, "feasible": 0, "infeasible": 1, "unknown": 3}
"""What a command ends with, by the status of the plan that it made."""
