"""The command that plans many cohorts: `batch`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.commands.base import LanguageName, Seed, TimeLimit, as_json, to_stdout

if TYPE_CHECKING:
    from matcher.batch.results import Batch

SEVEREST = {
    2: {"refused", "failed", "killed"},
    3: {"unknown", "stopped"},
    1: {"infeasible"},
}
"""Exit code -> what gives it; the first that is met counts."""


def batch(
    cohorts: Annotated[
        list[Path],
        typer.Argument(metavar="COHORT…", help="Folders of CSV files, or .xlsx workbooks."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the plans go.")],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help="How many plans at once; one a core by default."
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster."),
    ] = None,
    shared_files: Annotated[
        bool,
        typer.Option(
            "--shared-files",
            help="The workers of the cluster see the same files, and read and write them.",
        ),
    ] = False,
    retry: Annotated[
        bool,
        typer.Option("--retry", help="Plan again what is there and not proven to be the best."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")] = False,
    language: LanguageName = None,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Plan everything again; other files that lie in DIR are kept."
        ),
    ] = False,
) -> None:
    """Plan many cohorts, on all cores or a cluster.

    DIR gets a folder for each cohort, a table, a workbook and a plot. A cohort that cannot be
    planned is a row with its reason. Run again, only what is missing or changed is planned.
    Ctrl-C keeps what is done. The time limit is for each plan.
    """
    from matcher.batch.cluster import dask_executor
    from matcher.batch.folder import save_summary
    from matcher.batch.plotting import obstacle
    from matcher.batch.running import plan_many
    from matcher.batch.summing import summed
    from matcher.batch.words import lines
    from matcher.language import language_named, words_in
    from matcher.talk import ManyProgress

    if dask is None and shared_files:
        raise typer.BadParameter("only workers of --dask share files", param_hint="--shared-files")
    if dask is not None and jobs is not None:
        raise typer.BadParameter("a cluster has its own workers", param_hint="--jobs")
    words = words_in(language_named(language or "en"))
    with ExitStack() as stack:
        executor = None if dask is None else stack.enter_context(dask_executor(dask))
        progress = stack.enter_context(ManyProgress("Planning every cohort", "cohorts"))
        found = plan_many(
            cohorts,
            executor=executor,
            jobs=jobs,
            out=out,
            shared_files=shared_files,
            seed=seed,
            time_limit=time_limit,
            again=force,
            retry=retry,
            progress=progress,
        )
        done, problems = summed(cohorts, found, seed)
    save_summary(done, problems, out, words)
    if json:
        to_stdout([as_json(done.model_dump(mode="json")), "\n"])
    else:
        to_stdout(f"{line}\n" for line in lines(done, words, problems))
    no_plot = obstacle(done)
    if no_plot is not None:
        typer.echo(no_plot, err=True)
    typer.echo(f"The results are in {out} (batch.csv, batch.xlsx, …).", err=True)
    raise typer.Exit(_exit_code(done))


def _exit_code(done: Batch) -> int:
    """Return 0 where every cohort has a plan; else what stands in the way of most."""
    states = {row.status.value for row in done.rows}
    return next((code for code, bad in SEVEREST.items() if states & bad), 0)
