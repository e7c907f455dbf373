"""The commands: what each of them takes, does and answers."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher import __version__

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


class SchemaName(StrEnum):
    """What there is a JSON Schema of."""

    COHORT = "cohort"
    PLAN = "plan"


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


@app.command()
def demo(
    sample: Annotated[str, typer.Argument(help="Which sample: london or lyon.")] = "london",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Where to; matcher-demo, or the next free, by default."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Plan the shipped sample cohort and say where the results are.

    All people in it are invented.
    """
    from matcher.samples import sample_names, sample_path

    if sample not in sample_names():
        raise typer.BadParameter(f"there are {', '.join(sample_names())}", param_hint="SAMPLE")
    _plan(sample_path(sample), out or _free_folder("matcher-demo"), force, None, None)


@app.command()
def check(
    cohort: CohortPath,
    as_json: Annotated[bool, typer.Option("--json", help="Write the problems as JSON.")] = False,
) -> None:
    """Find every problem in the files: file, row, column, value, and what to do.

    Errors stop a plan, warnings do not.
    """
    from matcher.files import inspect
    from matcher.talk import say_problems, say_verdict

    found = inspect(cohort)
    if as_json:
        _to_stdout(_json_list(problem.model_dump(mode="json") for problem in found.problems))
    else:
        say_problems(found.problems, to_stdout=True)
    say_verdict(cohort, found)
    raise typer.Exit(2 if found.cohort is None else 0)


@app.command()
def scores(
    cohort: CohortPath,
    out: Annotated[Path, typer.Option("--out", metavar="F.csv", help="Where to; - for stdout.")],
    force: Force = False,
) -> None:
    """Write the fit of every patient with every professional, and why a pair is not allowed."""
    from matcher.export.scores import score_lines
    from matcher.export.writing import write_lines
    from matcher.files import load

    lines = score_lines(load(cohort))
    if str(out) == "-":
        _to_stdout(lines)
        return
    write_lines(out, lines, force=force)
    typer.echo(f"The scores are in {out}.", err=True)


@app.command()
def plan(
    cohort: CohortPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the results go.")],
    force: Force = False,
    time_limit: TimeLimit = None,
    seed: Seed = None,
) -> None:
    """Choose pairs and workshop dates together, with a proof.

    DIR gets plan.json, the tables as CSV, and what the plan was made from. Ctrl-C stops and keeps
    the best plan so far.
    """
    _plan(cohort, out, force, time_limit, seed)


@app.command()
def schema(
    name: Annotated[
        SchemaName, typer.Argument(help="Of a cohort, or of a plan.")
    ] = SchemaName.PLAN,
) -> None:
    """Print the JSON Schema of a cohort or of a plan."""
    from matcher.cohort import Cohort
    from matcher.plans import Plan

    model = Cohort if name is SchemaName.COHORT else Plan
    _to_stdout([_json(model.model_json_schema()), "\n"])


@app.command(name="app")
def run_app(
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="The port, on this machine only.")
    ] = 8501,
) -> None:
    """Open the app in the browser."""
    from matcher.ui.launch import launch

    raise typer.Exit(launch(port))


def _to_stdout(pieces: Iterable[str]) -> None:
    """Write machine output; whoever reads it may stop when they have enough."""
    sys.stdout.writelines(pieces)
    sys.stdout.flush()


def _json(value: object) -> str:
    """Return a value as JSON that is valid in whatever encoding the standard output has."""
    is_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    return json.dumps(value, ensure_ascii=not is_utf8, indent=2)


def _json_list(values: Iterable[object]) -> Iterator[str]:
    """Yield a list as JSON, item by item: there may be very many."""
    between = "["
    for value in values:
        yield f"{between}\n{_json(value)}"
        between = ","
    yield "[]\n" if between == "[" else "\n]\n"


def _plan(path: Path, out: Path, force: bool, time_limit: float | None, seed: int | None) -> None:
    from matcher.export.folder import refuse_existing, save
    from matcher.files import inspect
    from matcher.talk import ConsoleProgress, say_plan, say_problems

    refuse_existing(out, force=force)
    found = inspect(path)
    cohort = found.require()
    say_problems(found.problems)
    from matcher.pipeline import plan as make_plan

    with ConsoleProgress() as progress:
        made = make_plan(cohort, time_limit=time_limit, seed=seed, progress=progress)
    save(made, out, force=force)
    say_plan(made, out)
    raise typer.Exit(EXIT_CODES[made.status.value])


EXIT_CODES = {"optimal": 0, "feasible": 0, "infeasible": 1, "unknown": 3}


def _free_folder(name: str) -> Path:
    """Return the first folder of this name, or with a number behind it, that does not exist."""
    number = 1
    folder = Path(name)
    while folder.exists():
        number += 1
        folder = Path(f"{name}-{number}")
    return folder
