"""The command line's table of commands. A module holds those that belong together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from matcher import __version__
from matcher.commands.batching import batch
from matcher.commands.browser import run_app
from matcher.commands.changing import what_if
from matcher.commands.comparing import compare
from matcher.commands.dividing import intake
from matcher.commands.explaining import explain
from matcher.commands.export import export
from matcher.commands.files import check, new, schema
from matcher.commands.following_up import follow_up
from matcher.commands.history import history, purge
from matcher.commands.planning import demo, plan, scores
from matcher.commands.repairing import repair
from matcher.commands.sweeping import sweep
from matcher.commands.trying import stress

__all__ = ["app"]

app = typer.Typer(
    name="matcher",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Pair patients with professionals and choose the workshop dates, together and with a "
    "proof that nothing better exists.\n\nStart with [bold]matcher demo[/bold]. A cohort is a "
    "folder of CSV files, or one .xlsx; only participants.csv and programme.toml are needed.",
    epilog="Exit codes: 0 a plan, or clean files; 1 no plan exists; 2 the files, the command or "
    "the machine do not allow it; 3 the search ended before any plan; 70 a defect of Matcher; "
    "130 or 143 stopped by Ctrl-C or by the system.",
)

COMMANDS: dict[str, Callable[..., None] | typer.Typer] = {
    "demo": demo,
    "new": new,
    "check": check,
    "scores": scores,
    "plan": plan,
    "intake": intake,
    "explain": explain,
    "what-if": what_if,
    "repair": repair,
    "follow-up": follow_up,
    "compare": compare,
    "batch": batch,
    "sweep": sweep,
    "stress": stress,
    "export": export,
    "history": history,
    "purge": purge,
    "schema": schema,
    "app": run_app,
}
"""Every command, in the order of the help."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"matcher {__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say which version."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for _name, _command in COMMANDS.items():
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_name)
    else:
        app.command(name=_name)(_command)
