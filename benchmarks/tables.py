"""The results as tables in Markdown; every figure stands beside what was aimed at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from benchmarks.cases import EARLY
from benchmarks.figures import (
    exponent,
    growth_of,
    memory_of,
    proof_times,
    ratio,
    share,
    spread,
    times_to,
    whole_times,
)
from benchmarks.peers.table import PEERS
from benchmarks.running import did_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.figures import Share, Spread
    from benchmarks.running import Row

Result = dict[str, Any]
SERIES = (("growth with pairs", "pairs"), ("growth with dates", "days"))


def report(data: dict[str, Any]) -> str:
    """Return everything that was measured, in Markdown."""
    results = data["results"]
    parts = [
        _section("Time to the proof", _proofs(_of(results, "proof"))),
        _section(f"Gap after {EARLY:.0f} s", _early_gaps(results)),
        _section("Other ways to a plan", _others(results, "plan")),
        _section("Pairs alone, then dates for them", _others(results, "pairs")),
        _section("Harder cohorts", _proofs(_of(results, "harder"))),
        _section("Growth", _growth(results)),
        *(_section(name.capitalize(), _free(rows)) for name, rows in data["others"].items()),
        _section("What failed, or was skipped", _troubles(results)),
        _section("Measured on", _machines(results)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _of(results: Iterable[Result], section: str) -> list[Result]:
    return [result for result in results if result["section"] == section]


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([f"## {title}", "", *lines]) if lines else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table in Markdown; nothing where it has no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines] if lines else []


def _proofs(results: Iterable[Result]) -> list[str]:
    head = ["cohort", "aim", "proof, median", "slowest", "held", "with scoring"]
    head += ["first plan (slowest)", "within 1 % (slowest)", "proven", "peak MB"]
    return table(head, (_proof_row(result) for result in results))


def _proof_row(result: Result) -> list[str]:
    runs = result["runs"]
    times, whole = proof_times(runs), whole_times(runs)
    limit = None if any("failed" in run for run in runs) else result["limit"]
    proven = sum(bool(run.get("proven")) for run in runs)
    memory = memory_of(runs)
    return [
        result["case"],
        "" if result["target"] is None else seconds(result["target"]),
        seconds(times.median if times else None, limit),
        seconds(times.worst if times else None, limit),
        held(times, result["target"]),
        seconds(whole.median if whole else None, limit),
        _both(times_to(runs, "first"), limit),
        _both(times_to(runs, "close"), limit),
        f"{proven} of {len(runs)}",
        "" if memory is None else f"{memory:.0f}",
    ]


def held(times: Spread | None, target: float | None) -> str:
    """Return whether an aim is held, and by how much it is missed."""
    if target is None or times is None:
        return ""
    if times.worst <= target:
        return "yes"
    if times.median <= target:
        return "median only"
    if math.isinf(times.median):
        return "**no**"
    return f"**no**, {times.median / target:.3g} x"


def seconds(value: float | None, limit: float | None = None) -> str:
    """Return a time as it stands in the tables; one that never came is told by the limit.

    Without a limit the run failed, and "What failed" says how.
    """
    if value is None:
        return ""
    if math.isinf(value):
        return "failed" if limit is None else f"> {limit:.0f} s"
    return f"{value:.0f} s" if value >= 100 else f"{value:.3g} s"


def _both(times: Spread | None, limit: float | None) -> str:
    if times is None:
        return ""
    return f"{seconds(times.median, limit)} ({seconds(times.worst, limit)})"


def _early_gaps(results: Iterable[Result]) -> list[str]:
    rows = []
    for result in results:
        target = result["early_gap_target"]
        if target is not None:
            gaps = spread(run.get("early_gap") for run in result["runs"])
            worst, median = (gaps.worst, gaps.median) if gaps else (math.inf, math.inf)
            rows.append(
                (
                    result["case"],
                    _percent(target),
                    _percent(median),
                    _percent(worst),
                    held(gaps, target),
                )
            )
    return table(("cohort", "aim", "median", "largest", "held"), rows)


def _percent(value: float) -> str:
    return "no plan" if math.isinf(value) else f"{100 * value:.2g} %"


def _others(results: Iterable[Result], finds: str) -> list[str]:
    rows = [
        _other_row(result, name, runs)
        for result in results
        for name, runs in result["peers"].items()
        if PEERS[name].finds == finds and did_run(runs)
    ]
    if finds == "pairs":
        head = ["cohort", "other way", "time for the pairs", "dates for them"]
        left = [[*row[:3], *row[7:]] for row in rows]
        return table([*head, "pairs that are left", "of our total", "peak MB"], left)
    head = ["cohort", "other way", "time", "x our proof", "aim", "held", "proven"]
    return table(
        [*head, "pairs", "of our total", "peak MB"], [[*row[:7], *row[8:]] for row in rows]
    )


def _other_row(result: Result, name: str, runs: list[Row]) -> list[str]:
    proves, done = PEERS[name].proves, did_run(runs)
    times = spread(run["seconds"] for run in done)
    shared = share(result["runs"], runs)
    found = None if PEERS[name].until_limit else ratio(result["runs"], runs, proves)
    aim = result["ratio_target"] if proves else None
    more = "> " if found and found.at_least else ""
    dates = spread(run["dates_seconds"] for run in done)
    return [
        result["case"],
        name,
        seconds(times.median if times else None),
        "" if found is None else more + times_longer(found.times),
        "" if aim is None else f"{aim:g}",
        "" if aim is None or found is None else "yes" if found.times >= aim else "**no**",
        f"{sum(run['proven'] for run in done)} of {len(done)}" if proves else "cannot",
        "" if dates is None or math.isinf(dates.median) else seconds(dates.median),
        str(sum(run["pairs"] for run in done))
        + ("" if shared is None else f" of {shared.of_pairs}"),
        _worth(shared),
        f"{memory_of(runs) or 0:.0f}",
    ]


def _worth(shared: Share | None) -> str:
    """Return what others' plans are worth, or on which level before the total they fall short."""
    if shared is None:
        return ""
    said = [f"{shared.percent:.1f} %"]
    if shared.broken:
        said.append(f"rules broken in {shared.broken}")
    if shared.lower_fit:
        said.append(f"lowest fit lower in {shared.lower_fit}")
    return ", ".join(said)


def times_longer(ratio: float) -> str:
    """Return a ratio as it stands in the tables."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _growth(results: Sequence[Result]) -> list[str]:
    rows = []
    for section, size in SERIES:
        points = growth_of(results, section, size)
        sizes = [point["size"] for point in points]
        for what, key in (("time to the proof", "median"), ("memory on top", "megabytes")):
            power = exponent(sizes, [point[key] for point in points])
            if power is not None:
                unit = "s" if key == "median" else "MB"
                told = ", ".join(f"{p['size']}: {p[key]:.3g} {unit}" for p in points)
                rows.append((section.removeprefix("growth with "), what, told, f"{power:.2f}"))
    return table(("with", "what", "median by size", "exponent"), rows)


def _free(rows: Any) -> list[str]:
    """Return another module's rows as a table, or as it is where they are no rows."""
    rows = rows.get("rows", rows) if isinstance(rows, dict) else rows
    if isinstance(rows, list) and rows and all(isinstance(one, dict) for one in rows):
        head = list(dict.fromkeys(key for one in rows for key in one))
        return table(head, ([_cell(one.get(key)) for key in head] for one in rows))
    return [_cell(rows)]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value).replace("|", "/").replace("\n", " ")


def _troubles(results: Iterable[Result]) -> list[str]:
    found: dict[tuple[str, str, str], list[int]] = {}
    for result in results:
        for who, runs in (("the search", result["runs"]), *result["peers"].items()):
            for run in runs:
                for word in ("failed", "skipped"):
                    if word in run:
                        why = f"{word}: {_cell(run[word])}"
                        found.setdefault((result["case"], who, why), []).append(run["seed"])
    rows = [(*key, ", ".join(map(str, seeds))) for key, seeds in found.items()]
    return table(("cohort", "who", "what happened", "seeds"), rows)


def _machines(results: Iterable[Result]) -> list[str]:
    said: dict[str, int] = {}
    for result in results:
        text = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
        said[text] = said.get(text, 0) + 1
    return [f"- {text} (rows: {count})" for text, count in said.items()]
