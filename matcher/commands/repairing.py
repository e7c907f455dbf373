"""The command that changes a running plan as little as possible: `repair`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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
    with ConsoleProgress() as progress:
        how: dict[str, Any] = {"time_limit": time_limit, "seed": seed}
        watched = {**how, "may_move_announced": may_move_announced, "progress": progress}
        choices: Sequence[Choice] = ()
        if frontier or point is not None:
            choices = _frontier(before, changes, most_dates, watched)
        made = _chosen(choices, point) if choices else _repaired(before, changes, watched)
    found = _Found(before, made, choices, _ways(before, changes, how) if ways else ())
    save(made, out, force=force)
    say_plan(made, out)
    if json:
        to_stdout([as_json(found.data()), "\n"])
    else:
        to_stdout(f"{line}\n" for line in found.lines(words))
    raise typer.Exit(EXIT_CODES[made.status.value])


def _frontier(
    before: Plan, changes: Sequence[str], most_dates: int, how: dict[str, Any]
) -> Sequence[Choice]:
    from matcher.repairing.points import repairs

    return repairs(before, *changes, most_dates=most_dates, **how)


def _ways(before: Plan, changes: Sequence[str], how: dict[str, Any]) -> Sequence[Way]:
    from matcher.repairing.ways import ways_on

    return ways_on(before, *changes, **how)


def _repaired(before: Plan, changes: Sequence[str], how: dict[str, Any]) -> Plan:
    from matcher.repairing import repair as make_repair

    return make_repair(before, *changes, **how)


def _chosen(choices: Sequence[Choice], point: int | None) -> Plan:
    if point is not None and point > len(choices):
        count = len(choices)
        plans = "one plan" if count == 1 else f"{count} plans: name one from 1 to {count}"
        raise typer.BadParameter(f"the frontier has {plans}", param_hint="--point")
    return choices[(point or 1) - 1].plan


class _Found(NamedTuple):
    """What there is to tell: the plan that ran, its repair, and what else was asked for."""

    before: Plan
    made: Plan
    choices: Sequence[Choice]
    ways: Sequence[Way]

    @property
    def both_have_pairs(self) -> bool:
        """Whether the two can be compared."""
        return bool(self.made.pairs and self.before.pairs)

    def lines(self, words: Words) -> Iterator[str]:
        """Yield it in sentences."""
        from matcher.comparing.plans import compare
        from matcher.export.names import Names
        from matcher.repairing.telling import frontier_lines, repair_lines, way_lines

        if self.ways:
            yield from way_lines(self.ways, words, Names(self.made.cohort, self.before.cohort))
            yield ""
        if self.choices:
            yield from frontier_lines(self.choices, words)
            yield ""
        yield from repair_lines(self.made, words)
        if self.both_have_pairs:
            yield ""
            language = words.language.value
            yield from compare(self.before, self.made, language=language).lines(language)

    def data(self) -> dict[str, Any]:
        """Return it for programs."""
        from matcher.comparing.plans import compare

        differs = None
        if self.both_have_pairs:
            differs = compare(self.before, self.made).model_dump(mode="json")
        return {
            "status": self.made.status.value,
            "objective": _objective(self.made),
            "bound": self.made.bound,
            "disturbances": _dumped(self.made),
            "frontier": [
                {
                    "status": one.plan.status.value,
                    "objective": _objective(one.plan),
                    "disturbances": _dumped(one.plan),
                    "weight": one.weight,
                    "net": one.net,
                }
                for one in self.choices
            ],
            "ways": [
                {
                    "person": one.person,
                    "kind": one.kind.value,
                    "change": one.change,
                    "with": list(one.with_whom),
                    "objective": _objective(one.plan),
                    "disturbances": _dumped(one.plan),
                    "weight": one.weight,
                    "price": one.price,
                }
                for one in self.ways
            ],
            "differs": differs,
        }


def _objective(plan: Plan) -> dict[str, Any] | None:
    return None if plan.objective is None else plan.objective.model_dump(mode="json")


def _dumped(plan: Plan) -> dict[str, Any] | None:
    return None if plan.disturbances is None else plan.disturbances.model_dump(mode="json")
