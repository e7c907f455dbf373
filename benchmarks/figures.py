"""Arithmetic on runs: medians, slowest, ratios, shares, and the exponent of growth."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.running import did_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.running import Row


@dataclass(frozen=True)
class Spread:
    """The median of some figures and the largest; infinite where a run never got there."""

    median: float
    worst: float


def spread(figures: Iterable[float | None]) -> Spread | None:
    """Return median and largest; what is missing counts as infinite."""
    known = [math.inf if figure is None else float(figure) for figure in figures]
    return Spread(statistics.median(known), max(known)) if known else None


def proof_times(runs: Sequence[Row]) -> Spread | None:
    """Return the time to the proof; a run without one, or that failed, counts as infinite."""
    return spread(run["proof"] if run.get("proven") else None for run in runs)


def whole_times(runs: Sequence[Row]) -> Spread | None:
    """Return the time from the loaded cohort to the proof: scores and arrays, then the search."""
    return spread(run["build"] + run["proof"] if run.get("proven") else None for run in runs)


def times_to(runs: Sequence[Row], what: str) -> Spread | None:
    """Return the time to the `first` plan, or to one that is `close`.

    Runs that proved that there is no plan are left out.
    """
    return spread(run.get(what) for run in runs if run.get("outcome") != "infeasible")


@dataclass(frozen=True)
class Ratio:
    """How many times longer others took.

    Attributes
    ----------
    times
        The median over the cohorts that both were asked about.
    at_least
        Whether some of them were stopped before they had what we had.
    """

    times: float
    at_least: bool


def ratio(ours: Sequence[Row], theirs: Sequence[Row], proves: bool) -> Ratio | None:
    """Return how their time compares with our time to the proof, cohort by cohort.

    Where they can prove, a run of theirs that did not is a lower limit. Cohorts on which either
    side failed, or we have no proof, are left out.
    """
    mine = {run["seed"]: run["proof"] for run in did_run(ours) if run["proven"]}
    both = [run for run in did_run(theirs) if run["seed"] in mine]
    if not both:
        return None
    times = statistics.median(run["seconds"] / mine[run["seed"]] for run in both)
    return Ratio(times, proves and not all(run["proven"] for run in both))


@dataclass(frozen=True)
class Share:
    """What the others' plans have of ours, summed over the cohorts that both were asked about.

    Attributes
    ----------
    pairs, of_pairs
        Their pairs and ours.
    total, of_total
        Their total and ours, in points.
    broken
        How many of their plans break a rule.
    lower_fit
        How many have a lower lowest fit, where that goes before the total.
    """

    pairs: int
    of_pairs: int
    total: int
    of_total: int
    broken: int
    lower_fit: int = 0

    @property
    def percent(self) -> float:
        """Their total in per cent of ours."""
        return 100 * self.total / max(1, self.of_total)


def share(ours: Sequence[Row], theirs: Sequence[Row]) -> Share | None:
    """Return what the plans of others are worth, set against ours on the same cohorts."""
    mine = {run["seed"]: run for run in did_run(ours) if run["total"] is not None}
    both = [(mine[run["seed"]], run) for run in did_run(theirs) if run["seed"] in mine]
    if not both:
        return None
    return Share(
        pairs=sum(run["pairs"] for _, run in both),
        of_pairs=sum(our["pairs"] for our, _ in both),
        total=sum(run["total"] or 0 for _, run in both),
        of_total=sum(our["total"] for our, _ in both),
        broken=sum(bool(run["broken"]) for _, run in both),
        lower_fit=sum(
            our.get("worst_first", False)
            and run["pairs"] > 0
            and run["worst_fit"] < our["worst_fit"]
            for our, run in both
        ),
    )


def exponent(sizes: Sequence[float], figures: Sequence[float]) -> float | None:
    """Return b of the power law ``figure = a * size ** b`` that fits best on log-log scales.

    Figures that are not positive and finite are left out; fewer than two sizes give nothing.
    """
    points = [
        (math.log(size), math.log(figure))
        for size, figure in zip(sizes, figures, strict=True)
        if figure > 0 and math.isfinite(figure)
    ]
    if len({x for x, _ in points}) < 2:
        return None
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def memory_of(runs: Sequence[Row]) -> float | None:
    """Return the highest peak memory of any run, in megabytes."""
    return max((run["megabytes"] for run in did_run(runs)), default=None)


def growth_of(results: Sequence[dict[str, Any]], section: str, size: str) -> list[dict[str, Any]]:
    """Return a point for each size of a growth series: time, and memory on top of what was held.

    Parameters
    ----------
    results
        The results of all cases.
    section
        The series.
    size
        What grows: `pairs` or `days`.
    """
    points = []
    for result in results:
        times = proof_times(result["runs"]) if result["section"] == section else None
        done = did_run(result["runs"])
        if times is not None and done:
            added = statistics.median(run["megabytes"] - run["before"] for run in done)
            points.append(
                {
                    "size": result[size],
                    "median": times.median,
                    "slowest": times.worst,
                    "megabytes": max(added, 0.1),
                }
            )
    return sorted(points, key=lambda point: float(point["size"]))
