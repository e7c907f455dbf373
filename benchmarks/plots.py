"""The results as pictures: the time to the proof by size, and how time and memory grow."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.figures import exponent, growth_of, proof_times, share, spread
from benchmarks.running import did_run, say
from benchmarks.storing import beside
from benchmarks.tables import SERIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Result = dict[str, Any]

OURS, OURS_STOPPED = "Matcher: proof", "Matcher: stopped, gap known"
MODEL, ENGINE = "one CP-SAT model", "Timefold"
PROVEN, STOPPED = "CP-SAT model: proof", "CP-SAT model: stopped without a proof"
NO_PROOF = "Timefold: stopped, cannot prove"
LOOKS = {
    OURS: ("#0072B2", "circle"),
    OURS_STOPPED: ("#56B4E9", "diamond"),
    PROVEN: ("#D55E00", "square"),
    STOPPED: ("#E69F00", "triangle-up"),
    NO_PROOF: ("#5F6B6D", "cross"),
}
"""Colours that colour-blind people tell apart (after Okabe and Ito), and a shape for each."""


def draw(results: Sequence[Result], folders: Sequence[Path]) -> None:
    """Draw both pictures into some folders, where there is something to draw.

    Where the charting packages are not installed, nothing is drawn, and that is said.
    """
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401 (altair draws files with it)
    except ImportError as missing:
        say(f"No plots: {missing.name} is not installed (pip install altair vl-convert-python).")
        return
    points = headline_points(results)
    growth = growth_points(results)
    for folder in folders:
        if len({point["pairs"] for point in points}) > 1:
            _save(headline_chart(points), folder / "benchmark.png")
        if growth:
            _save(growth_chart(growth), folder / "growth.png")


def headline_points(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return a point for each size and way: its time, and what it came to.

    Of several cohorts with as many pairs, the one with the most dates is drawn, without the
    harder kinds.
    """
    points = []
    for result in _plain(results):
        points += _our_points(result)
        for name in (MODEL, ENGINE):
            runs = did_run(result["peers"].get(name, []))
            shared = share(result["runs"], runs)
            took = spread(run["seconds"] for run in runs)
            if took is not None and shared is not None:
                proven = all(run["proven"] for run in runs)
                series = NO_PROOF if name == ENGINE else PROVEN if proven else STOPPED
                points.append(
                    _point(
                        result, series, took.median, took.worst, "" if proven else _worth(shared)
                    )
                )
    return points


def _our_points(result: Result) -> list[dict[str, Any]]:
    """Return our point: the proof; or, where the median cohort has none, how far it came."""
    times = proof_times(result["runs"])
    if times is not None and math.isfinite(times.median):
        worst = times.worst if math.isfinite(times.worst) else times.median
        return [_point(result, OURS, times.median, worst, "")]
    done = did_run(result["runs"])
    stopped = [run for run in done if not run["proven"] and run["gap"] is not None]
    if not stopped:
        return []
    took = statistics.median(run["proof"] for run in stopped)
    gap = statistics.median(run["gap"] for run in stopped)
    return [_point(result, OURS_STOPPED, took, took, f"gap {100 * gap:.2g} %")]


def _plain(results: Sequence[Result]) -> list[Result]:
    chosen: dict[int, Result] = {}
    for result in results:
        plain = result["section"] == "proof" and result["kind"] is None
        if plain and not result["if_needed"]:
            known = chosen.get(result["pairs"])
            if known is None or known["days"] < result["days"]:
                chosen[result["pairs"]] = result
    return list(chosen.values())


def _worth(shared: Any) -> str:
    if not shared.pairs:
        return "no plan"
    return "breaks rules" if shared.broken else f"{shared.percent:.0f} % of ours"


def _point(
    result: Result, series: str, median: float, slowest: float, label: str
) -> dict[str, Any]:
    return {
        "pairs": result["pairs"],
        "series": series,
        "seconds": median,
        "slowest": slowest,
        "label": label,
    }


def growth_points(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the points of each growth series, each with its series' exponents in words."""
    told = []
    for section, size in SERIES:
        points = growth_of(results, section, size)
        sizes = [point["size"] for point in points]
        for name, key in (("time to the proof, s", "median"), ("memory on top, MB", "megabytes")):
            power = exponent(sizes, [point[key] for point in points])
            if power is None:
                continue
            words = f"{name} by {section.removeprefix('growth with ')}: exponent {power:.2f}"
            told += [
                {
                    "size": point["size"],
                    "value": point[key],
                    "slowest": point["slowest"] if key == "median" else point[key],
                    "what": words,
                    "unit": name,
                    "by": "candidate dates" if size == "days" else "pairs",
                }
                for point in points
                if math.isfinite(point[key]) and math.isfinite(point["slowest"])
            ]
    return told


def headline_chart(points: list[dict[str, Any]]) -> Any:
    """Return the picture of the time to the proof by size."""
    import altair as alt

    shown = [name for name in LOOKS if any(point["series"] == name for point in points)]
    colours = alt.Scale(domain=shown, range=[LOOKS[name][0] for name in shown])
    shapes = alt.Scale(domain=shown, range=[LOOKS[name][1] for name in shown])
    ticks = sorted({point["pairs"] for point in points})
    x = alt.X("pairs:Q", title="pairs wanted", axis=alt.Axis(values=ticks, grid=False)).scale(
        type="log", domain=[ticks[0] * 0.7, ticks[-1] * 1.35]
    )
    y = alt.Y("seconds:Q", title="seconds", axis=alt.Axis(format="~g")).scale(type="log")
    base = alt.Chart(alt.Data(values=points)).encode(
        x=x,
        y=y,
        color=alt.Color("series:N", scale=colours, title=None, legend=alt.Legend(labelLimit=400)),
        shape=alt.Shape("series:N", scale=shapes, title=None),
    )
    ours = alt.FieldEqualPredicate(field="series", equal=OURS)
    engine = alt.datum.series == NO_PROOF
    chart = alt.layer(
        base.transform_filter(ours).mark_line(strokeWidth=2),
        base.transform_filter(ours).mark_rule(opacity=0.5).encode(y2="slowest:Q"),
        base.mark_point(size=110, filled=True, opacity=1),
        *(
            base.transform_filter(engine if below else alt.datum.series != NO_PROOF)
            .mark_text(dy=18 if below else -15, fontSize=12)
            .encode(text="label:N", color=alt.value("#333333"), shape=alt.value("circle"))
            for below in (True, False)
        ),
    )
    return _styled(
        chart.properties(
            width=640,
            height=380,
            title=alt.Title(
                "Pairs and dates together: seconds to the proof",
                subtitle=[
                    "median over random cohorts; the thin line reaches to the slowest;",
                    "labels: what the best plan of those that were stopped is worth",
                ],
            ),
        ),
        legend="bottom",
    )


def growth_chart(points: list[dict[str, Any]]) -> Any:
    """Return the pictures of growth, one for each series and figure."""
    import altair as alt

    panels = []
    for what in dict.fromkeys(point["what"] for point in points):
        mine = [point for point in points if point["what"] == what]
        colour = LOOKS[OURS][0] if mine[0]["by"] == "pairs" else LOOKS[PROVEN][0]
        ticks = [point["size"] for point in mine]
        base = alt.Chart(alt.Data(values=mine)).encode(
            x=alt.X("size:Q", title=mine[0]["by"], axis=alt.Axis(values=ticks)).scale(
                type="log", domain=[ticks[0] * 0.85, ticks[-1] * 1.2]
            ),
            y=alt.Y("value:Q", title=mine[0]["unit"], axis=alt.Axis(format="~g")).scale(type="log"),
        )
        panels.append(
            alt.layer(
                base.mark_line(color=colour),
                base.mark_rule(color=colour, opacity=0.5).encode(y2="slowest:Q"),
                base.mark_point(color=colour, filled=True, size=80, opacity=1),
            ).properties(width=330, height=230, title=what)
        )
    return _styled(alt.concat(*panels, columns=2).resolve_scale(x="independent", y="independent"))


def _styled(chart: Any, legend: str | None = None) -> Any:
    chart = (
        chart.configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=14, gridColor="#E3E6E8")
        .configure_title(fontSize=15, subtitleFontSize=13, anchor="start")
    )
    if legend is None:
        return chart
    return chart.configure_legend(
        orient=legend, columns=2, labelFontSize=13, symbolSize=110, labelLimit=400
    )


def _save(chart: Any, path: Path) -> None:
    with beside(path) as temporary:
        chart.save(str(temporary), format="png", scale_factor=2)
