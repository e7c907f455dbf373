"""The commands on files as they come: `check` and `schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from matcher.commands.base import CohortPath, as_json, json_list, to_stdout


class SchemaName(StrEnum):
    """What there is a JSON Schema of."""

    COHORT = "cohort"
    PLAN = "plan"


def check(
    cohort: CohortPath,
    wants_json: Annotated[bool, typer.Option("--json", help="Write the problems as JSON.")] = False,
) -> None:
    """Find every problem in the files: file, row, column, value, and what to do.

    Errors stop a plan, warnings do not.
    """
    from matcher.files import inspect
    from matcher.talk import say_problems, say_verdict

    found = inspect(cohort)
    if wants_json:
        to_stdout(json_list(problem.model_dump(mode="json") for problem in found.problems))
    else:
        say_problems(found.problems, to_stdout=True)
    say_verdict(cohort, found)
    raise typer.Exit(2 if found.cohort is None else 0)


def schema(
    name: Annotated[
        SchemaName, typer.Argument(help="Of a cohort, or of a plan.")
    ] = SchemaName.PLAN,
) -> None:
    """Print the JSON Schema of a cohort or of a plan."""
    from matcher.cohort import Cohort
    from matcher.plans import Plan

    model = Cohort if name is SchemaName.COHORT else Plan
    to_stdout([as_json(model.model_json_schema()), "\n"])
