"""The command that changes a running plan as little as possible: `repair`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    from collections.abc import Iterator, Sequence

    from matcher.language import Words
    from matcher.plans import Plan
    from matcher.repairing.points import Choice
    from matcher.repairing.ways import Way


def repair(
    plan: Annotated[
        Path, typer.Argument(metavar="DIR", help="The running plan, as `matcher plan` wrote it.")
    ],
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="CHANGE…", help="What has happened, such as withdraw=P07@2.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Where the results go.")],
    frontier: Annotated[
        bool, typer.Option("--frontier", help="Say what disturbing more would gain, step by step.")
    ] = False,
    point: Annotated[
        int | None,
        typer.Option("--point", metavar="N", min=1, help="Which plan of the frontier is kept."),
    ] = None,
    most_dates: Annotated[
        int,
        typer.Option(
            "--most-dates",
            metavar="N",
            min=0,
            help="How many more dates may move than must, on the frontier.",
        ),
    ] = 2,
    may_move_announced: Annotated[
        bool, typer.Option("--may-move-announced", help="Let dates move that people were told.")
    ] = False,
    ways: Annotated[
        bool,
        typer.Option(
            "--ways",
            help="For whoever is left alone: partners, trios and a pause, each with its price.",
        ),
    ] = False,
    force: Force = False,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
) -> None:
    """Change a running plan as little as possible, with a proof, and say who must be told.

    In this order: the fewest held or announced things that move; dates that move; pairs short;
    people without their partner; then the best plan.
    """
    from matcher.export.folder import open_plan, refuse_existing, save
    from matcher.language import language_named, language_of, words_in
    from matcher.talk import ConsoleProgress, say_plan

    refuse_existing(out, force=force)
    before = open_plan(plan)
    spoken = language_of(before.cohort) if language is None else language_named(language)
    words = words_in(spoken)
    choices: Sequence[Choice] = ()
    with ConsoleProgress() as progress:
        how: dict[str, Any] = {
            "may_move_announced": may_move_announced,
            "time_limit": time_limit,
            "seed": seed,
            "progress": progress,
        }
        if frontier or point is not None:
            from matcher.repairing.points import repairs

            choices = repairs(before, *changes, most_dates=most_dates, **how)
        made = _chosen(choices, point) if choices else _repaired(before, changes, how)
    told: Sequence[Way] = ()
    if ways:
        from matcher.repairing.ways import ways_on

        told = ways_on(before, *changes, time_limit=time_limit, seed=seed)
    save(made, out, force=force)
    say_plan(made, out)
    if json:
        to_stdout([as_json(_as_data(before, made, choices, told)), "\n"])
    else:
        to_stdout(f"{line}\n" for line in _lines(before, made, choices, told, words))
    raise typer.Exit(EXIT_CODES[made.status.value])


def _repaired(before: Plan, changes: Sequence[str], how: dict[str, Any]) -> Plan:
    from matcher.repairing import repair as make_repair

    return make_repair(before, *changes, **how)


def _chosen(choices: Sequence[Choice], point: int | None) -> Plan:
    if point is not None and point > len(choices):
        count = len(choices)
        plans = "one plan" if count == 1 else f"{count} plans: name one from 1 to {count}"
        raise typer.BadParameter(f"the frontier has {plans}", param_hint="--point")
    return choices[(point or 1) - 1].plan


def _lines(
    before: Plan, made: Plan, choices: Sequence[Choice], ways: Sequence[Way], words: Words
) -> Iterator[str]:
    from matcher.comparing.plans import compare
    from matcher.export.names import Names
    from matcher.repairing.telling import frontier_lines, repair_lines, way_lines

    if ways:
        yield from way_lines(ways, words, Names(made.cohort, before.cohort))
        yield ""
    if choices:
        yield from frontier_lines(choices, words)
        yield ""
    yield from repair_lines(made, words)
    if made.pairs and before.pairs:
        yield ""
        language = words.language.value
        yield from compare(before, made, language=language).lines(language)


def _as_data(
    before: Plan, made: Plan, choices: Sequence[Choice], ways: Sequence[Way]
) -> dict[str, Any]:
    from matcher.comparing.plans import compare

    differs = compare(before, made).model_dump(mode="json") if made.pairs and before.pairs else None
    return {
        "status": made.status.value,
        "objective": None if made.objective is None else made.objective.model_dump(mode="json"),
        "bound": made.bound,
        "disturbances": _dumped(made),
        "frontier": [
            {
                "status": one.plan.status.value,
                "objective": one.plan.objective and one.plan.objective.model_dump(mode="json"),
                "disturbances": _dumped(one.plan),
                "weight": one.weight,
                "net": one.net,
            }
            for one in choices
        ],
        "ways": [
            {
                "person": one.person,
                "kind": one.kind.value,
                "change": one.change,
                "with": list(one.with_whom),
                "objective": one.plan.objective and one.plan.objective.model_dump(mode="json"),
                "disturbances": _dumped(one.plan),
                "weight": one.weight,
                "price": one.price,
            }
            for one in ways
        ],
        "differs": differs,
    }


def _dumped(plan: Plan) -> dict[str, Any] | None:
    return None if plan.disturbances is None else plan.disturbances.model_dump(mode="json")
