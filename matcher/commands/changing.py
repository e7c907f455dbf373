"""The commands on a plan that changes: `what-if`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.commands.base import EXIT_CODES, Force, Seed, TimeLimit, as_json, to_stdout

if TYPE_CHECKING:
    from collections.abc import Iterator

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
) -> None:
    """Make the best plan after some changes, and say what differs.

    The changes come on top of those that the plan was made with. DIR stays as it is; DIR2 is a plan
    like it, with its cohort and all changes.
    """
    from matcher.changes import parse_changes
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
    if json:
        to_stdout([as_json(_as_data(before, after)), "\n"])
    else:
        to_stdout(f"{line}\n" for line in _lines(before, after))
    raise typer.Exit(EXIT_CODES[after.status.value])


def _as_data(before: Plan, after: Plan) -> dict[str, Any]:
    """Return what differs, for programs."""
    made, broken = _couples(after) - _couples(before), _couples(before) - _couples(after)
    added = after.cohort.changes[len(before.cohort.changes) :]
    return {
        "changes": [str(change) for change in added],
        "status": {"before": before.status.value, "after": after.status.value},
        "objective": {
            name: one.objective and one.objective.model_dump(mode="json")
            for name, one in (("before", before), ("after", after))
        },
        "pairs": {
            "kept": len(_couples(before) & _couples(after)),
            "made": [list(filter(None, one)) for one in sorted(made, key=str)],
            "broken": [list(filter(None, one)) for one in sorted(broken, key=str)],
        },
        "workshops": [
            {"number": number, "before": was and was.isoformat(), "after": now and now.isoformat()}
            for number, was, now in _moved(before, after)
        ],
    }


def _lines(before: Plan, after: Plan) -> Iterator[str]:
    """Yield what differs, in words."""
    from matcher.explaining.called import Called
    from matcher.talk import day_in_words

    called = Called(after.cohort)
    for change in after.cohort.changes[len(before.cohort.changes) :]:
        yield f"If: {change.sentence(called)}."
    if after.objective is None:
        yield "There is no plan then." if after.reasons else "No plan was found in the time."
        yield from (f"- {reason.text}" for reason in after.reasons)
        return
    if before.objective is not None:
        was, now = before.objective, after.objective
        yield f"Pairs: {was.pairs} before, {now.pairs} after."
        yield f"Points: {was.total:,} before, {now.total:,} after ({now.total - was.total:+,})."
    for word, one, other in (("No longer a pair", before, after), ("A new pair", after, before)):
        for couple in sorted(_couples(one) - _couples(other), key=str):
            yield f"{word}: {' and '.join(called(each) for each in couple if each)}."
    for number, *both in _moved(before, after):
        days = ["no date" if day is None else day_in_words(day) for day in both]
        yield f"Workshop {number} moves: {days[0]} before, {days[1]} after."
    if _couples(before) == _couples(after) and not list(_moved(before, after)):
        yield "Pairs and dates stay as they are."


def _couples(plan: Plan) -> set[tuple[str, str | None]]:
    return {pair.couple for pair in plan.pairs}


def _moved(before: Plan, after: Plan) -> Iterator[tuple[int, Any, Any]]:
    """Yield the number of each workshop whose date differs, with the two dates."""
    was = {workshop.number: workshop.date for workshop in before.workshops}
    now = {workshop.number: workshop.date for workshop in after.workshops}
    for number in sorted({*was, *now}):
        if was.get(number) != now.get(number):
            yield number, was.get(number), now.get(number)
