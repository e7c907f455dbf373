"""The commands on a plan that changes: `what-if`."""

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
    from collections.abc import Iterator

    from matcher.changes import Change
    from matcher.plans import Plan

PlanPath = Annotated[
    Path, typer.Argument(metavar="DIR", help="A plan, as `matcher plan --out` wrote it.")
]
Changes = Annotated[
    list[str],
    typer.Argument(
        metavar="CHANGE...",
        help="What changes, such as withdraw=P07 or block=2027-04-13; docs/changes.md lists all.",
    ),
]


def what_if(
    plan: PlanPath,
    changes: Changes,
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Where the results go.")],
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    language: LanguageName = None,
) -> None:
    """Make the best plan after some changes, and say what differs.

    The changes come on top of those that the plan was made with. DIR stays as it is; DIR2 is a plan
    like it, with its cohort and all changes.
    """
    from matcher.changes import parse_changes
    from matcher.comparing.plans import compare
    from matcher.export.folder import open_plan, refuse_existing, save
    from matcher.replanning import replan
    from matcher.talk import ConsoleProgress, say_plan

    refuse_existing(out, force=force)
    asked = parse_changes(changes)
    before = open_plan(plan)
    with ConsoleProgress() as progress:
        after = replan(before, asked, time_limit=time_limit, seed=seed, progress=progress)
    save(after, out, force=force)
    say_plan(after, out)
    # Only plans that exist can be compared; without one, its reasons are what there is to say.
    both = before.objective is not None and after.objective is not None
    found = compare(before, after, language=language) if both else None
    if json:
        data = {
            "changes": [str(change) for change in _new(before, after)],
            "status": after.status.value,
            "reasons": [reason.model_dump(mode="json") for reason in after.reasons],
            "comparison": None if found is None else found.model_dump(mode="json"),
        }
        to_stdout([as_json(data), "\n"])
    else:
        told = () if found is None else found.lines(language)
        to_stdout(f"{line}\n" for line in (*_changes(before, after), *told))
    raise typer.Exit(EXIT_CODES[after.status.value])


def _new(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return the changes that came on top."""
    return after.cohort.changes[len(before.cohort.changes) :]


def _changes(before: Plan, after: Plan) -> Iterator[str]:
    """Yield what was changed, and why there is no plan then."""
    from matcher.explaining.called import Called

    called = Called(after.cohort)
    for change in _new(before, after):
        yield f"If: {change.sentence(called)}."
    if after.objective is None:
        yield from (reason.text for reason in after.reasons)
    elif before.objective is None:
        yield f"There was no plan before; now there is one with {after.objective.pairs} pairs."
