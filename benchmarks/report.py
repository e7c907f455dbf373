"""The results as a table and as a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def table(results: list[dict[str, Any]], machine: dict[str, str]) -> str:
    """Return the results in Markdown."""
    rows = [
        "| cohort | aim | proof, median | slowest | first plan | within 1 % | proven | MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        runs = result["runs"]
        proven = sum(run["proven"] for run in runs)
        rows.append(
            f"| {result['case']} | {_seconds(result['target'])} | {_seconds(result['median'])} "
            f"| {_seconds(result['slowest'])} | {_seconds(_median(runs, 'first'))} "
            f"| {_seconds(_median(runs, 'close'))} | {proven} of {len(runs)} "
            f"| {max(run['megabytes'] for run in runs):.0f} |"
        )
    rows += ["", "| cohort | other way | time | proven | pairs | total | ours |"]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    for result in results:
        ours = {run["seed"]: run for run in result["runs"]}
        for name, runs in result["peers"].items():
            for run in runs:
                mine = ours[run["seed"]]
                rows.append(
                    f"| {result['case']} | {name} | {_seconds(run['seconds'])} "
                    f"({run['seconds'] / mine['proof']:.0f} x ours) | "
                    f"{'yes' if run['proven'] else 'no'} | {run['pairs']} | {run['total']} "
                    f"| {mine['pairs']} pairs, {mine['total']} |"
                )
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    return "\n".join([*rows, "", said, ""])


def plot(results: list[dict[str, Any]], path: Path) -> None:
    """Draw the time to the proof of every run against the number of pairs.

    Where the charting packages are not installed, no plot is made, and that is said.
    """
    try:
        import altair as alt
        import vl_convert  # noqa: F401 (altair draws files with it)
    except ImportError as missing:
        print(f"No plot: {missing.name} is not installed (pip install altair vl-convert-python).")
        return
    points = [
        {"case": result["case"], "pairs": result["pairs"], "seconds": run["proof"]}
        for result in results
        for run in result["runs"]
    ]
    chart = (
        alt.Chart(alt.Data(values=points), title="Time to the proof")
        .mark_circle(size=60)
        .encode(
            x=alt.X("pairs:Q", scale=alt.Scale(type="log"), title="pairs"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds"),
            color=alt.Color("case:N", title="cohort"),
        )
        .properties(width=480, height=320)
    )
    chart.save(str(path))


def _median(runs: list[dict[str, Any]], name: str) -> float | None:
    known = sorted(run[name] for run in runs if run[name] is not None)
    return known[len(known) // 2] if known else None


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3g} s"
