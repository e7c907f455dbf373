"""The commands on what is kept: `history` and what stands behind it, and `purge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from matcher.commands.base import Force, TimeLimit, as_json, to_stdout

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL|FILE",
        envvar="MATCHER_DATABASE",
        help="postgresql://…, or an .sqlite file; matcher.sqlite beside the cohort by default.",
    ),
]
PlanNumber = Annotated[int, typer.Argument(metavar="PLAN", help="The number of a plan.")]
ScenarioName = Annotated[str, typer.Argument(metavar="NAME", help="The name of a scenario.")]
By = Annotated[str, typer.Option("--by", metavar="YOU", help="Your name: you answer for it.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, in a few words.")]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="VERSION",
        min=0,
        help="The version of the scenario that you saw; you are told if others changed it since.",
    ),
]


class _ShowFirst(TyperGroup):
    """Takes what is no command for what `show` is about."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


history = typer.Typer(
    cls=_ShowFirst,
    add_completion=False,
    help="Look at what was kept: plans, decisions, reasons. [bold]matcher history COHORT[/bold] "
    "shows it; the commands below add to it.",
)


@history.command(name="show")
def show(
    where: Annotated[
        Path | None,
        typer.Argument(metavar="[COHORT|DIR]", help="A cohort or a plan beside the memory."),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME", help="One scenario alone.")
    ] = None,
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
) -> None:
    """Show the chain of plans of each scenario, and the log."""
    from matcher.store.place import ENDINGS
    from matcher.store.store import open_store
    from matcher.store.words import history_lines

    if where is not None and not where.exists() and where.suffix not in ENDINGS:
        raise typer.BadParameter(
            f"there is no command, cohort or plan of the name {str(where)!r}; the commands are "
            f"{', '.join(one.name or '' for one in history.registered_commands)}",
            param_hint="COHORT|DIR",
        )
    with open_store(database or where, create=False) as store:
        listed = store.scenarios() if scenario is None else (store.scenario(scenario),)
        plans, log = store.plans(scenario), store.log()
    names = {one.name for one in listed}
    log = tuple(one for one in log if scenario is None or one.scenario in names)
    if json:
        told = {"scenarios": listed, "plans": plans, "log": log}
        records = {name: [one.model_dump(mode="json") for one in told[name]] for name in told}
        to_stdout([as_json(records), "\n"])
    else:
        to_stdout(f"{line}\n" for line in history_lines(listed, plans, log))


@history.command(name="keep")
def keep(
    plan: Annotated[
        Path, typer.Argument(metavar="DIR", help="A plan, as `matcher plan --out` wrote it.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The scenario's name.")],
    by: By,
    why: Why,
    pair: Annotated[
        list[str] | None,
        typer.Option(
            "--pair",
            metavar="ID+ID=TEXT",
            help="Why a pair was locked or forbidden by hand; more than once for several.",
        ),
    ] = None,
    seen: Seen = None,
    database: Database = None,
) -> None:
    """Keep a plan, with its cohort, changes, versions and seed, as the next of a scenario."""
    from matcher.export.folder import open_plan
    from matcher.store.store import open_store

    reasons = dict(_reason(text) for text in pair or ())
    opened = open_plan(plan)
    with open_store(database or plan) as store:
        kept = store.keep(opened, name, by=by, why=why, reasons=reasons, seen=seen)
        place = store.place
    after = f", after plan {kept.parent}" if kept.parent is not None else ""
    typer.echo(f'This is plan {kept.number} of "{kept.scenario}"{after}, in {place}.', err=True)


@history.command(name="review")
def review(
    plan: PlanNumber, by: By, why: Why, seen: Seen = None, database: Database = None
) -> None:
    """Say that you have looked at a draft and stand by it."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        kept = store.review(plan, by=by, why=why, seen=seen)
    typer.echo(f'Plan {plan} of "{kept.scenario}" is reviewed.', err=True)


@history.command(name="approve")
def approve(
    plan: PlanNumber, by: By, why: Why, seen: Seen = None, database: Database = None
) -> None:
    """Let a reviewed plan take effect; the one approved before is superseded."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        kept = store.approve(plan, by=by, why=why, seen=seen)
    typer.echo(f'Plan {plan} of "{kept.scenario}" is approved.', err=True)


@history.command(name="undo")
def undo(
    name: ScenarioName, by: By, why: Why, seen: Seen = None, database: Database = None
) -> None:
    """Let a scenario stand at the plan before; nothing is deleted."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        kept = store.undo(name, by=by, why=why, seen=seen)
    typer.echo(f'"{name}" stands at plan {kept.number}.', err=True)


@history.command(name="redo")
def redo(
    name: ScenarioName, by: By, why: Why, seen: Seen = None, database: Database = None
) -> None:
    """Let a scenario stand at the plan that was undone last."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        kept = store.redo(name, by=by, why=why, seen=seen)
    typer.echo(f'"{name}" stands at plan {kept.number}.', err=True)


@history.command(name="use")
def use(plan: PlanNumber, by: By, why: Why, seen: Seen = None, database: Database = None) -> None:
    """Let a scenario stand at any of its plans, a branch for example."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        kept = store.use(plan, by=by, why=why, seen=seen)
    typer.echo(f'"{kept.scenario}" stands at plan {plan}.', err=True)


@history.command(name="open")
def open_kept(
    plan: PlanNumber,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the plan goes.")],
    force: Force = False,
    database: Database = None,
) -> None:
    """Write a kept plan out as a folder, as `matcher plan` would."""
    from matcher.export.folder import refuse_existing, save
    from matcher.store.store import open_store

    refuse_existing(out, force=force)
    with open_store(database, create=False) as store:
        kept, opened = store.kept(plan), store.plan(plan)
    save(opened, out, force=force)
    typer.echo(f'Plan {plan} of "{kept.scenario}" is in {out}.', err=True)
    if kept.purged:
        typer.echo(
            "Somebody was removed from it: its tables are to be read, but the other commands take "
            "the cohort beside them for a changed one.",
            err=True,
        )


@history.command(name="reproduce")
def reproduce(plan: PlanNumber, time_limit: TimeLimit = None, database: Database = None) -> None:
    """Plan again from what was kept, with the same seed, and compare.

    Ends with 0 if the same, or a plan that is exactly as good, came out, and with 1 otherwise.
    """
    from matcher.store.reproducing import may_differ
    from matcher.store.store import open_store
    from matcher.store.words import reproduction_lines
    from matcher.talk import ConsoleProgress

    with open_store(database, create=False) as store, ConsoleProgress() as progress:
        made = store.reproduce(plan, time_limit=time_limit, progress=progress)
        before = store.plan(plan)
    lines = reproduction_lines(made, may_differ=may_differ(before))
    to_stdout(f"{line}\n" for line in lines)
    raise typer.Exit(0 if made.is_as_good else 1)


@history.command(name="backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes.")],
    force: Force = False,
    database: Database = None,
) -> None:
    """Write the whole memory as one file, which either kind of database takes in."""
    from matcher.store.store import open_store

    with open_store(database, create=False) as store:
        store.backup(file, force=force)
    typer.echo(f"The memory is in {file}. It holds people's data: keep it safe.", err=True)


@history.command(name="restore")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace everything that is kept, the log too.")
    ] = False,
    database: Database = None,
) -> None:
    """Take in a backup, whole or not at all."""
    from matcher.store.store import open_store

    with open_store(database) as store:
        store.restore(file, force=force)
        plans, place = len(store.plans()), store.place
    typer.echo(f"{place} holds what was in {file}: {plans} plans.", err=True)


def purge(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="An id, an e-mail address or a name.")
    ],
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", metavar="NAME", help="Where, if several answer to it."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is done.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="YOU", help="Your name.")] = None,
    database: Database = None,
) -> None:
    """Remove a person's data from everything that was kept; fits and totals stay.

    Names, e-mail addresses, answers and what was written about the person are gone for good; a
    pseudonym such as gone-1 stands in the plans.
    """
    from matcher.store.store import open_store
    from matcher.store.words import purged_lines

    with open_store(database, create=False) as store:
        if not yes:
            planned = store.count_of(person, scenario=scenario)
            typer.echo("\n".join(purged_lines(planned, done=False)), err=True)
            if not typer.confirm("This cannot be undone. Remove the person?", err=True):
                typer.echo("Nothing was removed.", err=True)
                raise typer.Exit(2)
        gone = store.purge(person, scenario=scenario, by=by)
    to_stdout(f"{line}\n" for line in purged_lines(gone))


def _reason(text: str) -> tuple[tuple[str, str], str]:
    """Return the two ids and the reason of ``ID+ID=TEXT``."""
    couple, equals, reason = text.partition("=")
    one, plus, other = (part.strip() for part in couple.partition("+"))
    if not (one and plus and other and equals and reason.strip()):
        raise typer.BadParameter(f"write ID+ID=TEXT, not {text!r}", param_hint="--pair")
    return (one, other), reason
