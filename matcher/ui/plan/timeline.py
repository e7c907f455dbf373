"""The workshops as a strip of the months."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt

from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort
    from matcher.ui.view import ShownWorkshop

NARROW = 620
"""Below so many pixels there is no room for words between the dots."""

CLOSEST_DAYS = 15
"""Workshops nearer than this leave no room for words between the dots."""

MOST_MONTHS = 14
INK = {"light": ("#31333f", "#6b6f7b", "#d5d7dd"), "dark": ("#fafafa", "#a3a8b4", "#4a4e59")}
ACCENT = {"light": ("#005eb8", "#ffffff"), "dark": ("#6cb4ff", "#0e1117")}
FONT = "'Source Sans', 'Source Sans Pro', sans-serif"
HEIGHT = 144
LINE, ABOVE, BELOW, TRACK, FOOT = 52, 18, 80, 112, 130
"""Where things stand, in pixels from the top."""


def strip(
    cohort: Cohort, workshops: Sequence[ShownWorkshop], theme: str = "light"
) -> alt.LayerChart:
    """Return the chart: months, days to avoid or closed, dots with their dates, gaps."""
    drawing = _Strip(cohort, workshops, theme)
    config = alt.Config(
        font=FONT, padding=0, view=alt.ViewConfig(strokeWidth=0), background="transparent"
    )
    layers = [*drawing.calendar(), *drawing.workshops(), *drawing.gaps()]
    return alt.LayerChart(layer=layers, height=HEIGHT, config=config)


class _Strip:
    """Draws the layers. Days are counted from the first, so that no time zone can move one."""

    def __init__(self, cohort: Cohort, workshops: Sequence[ShownWorkshop], theme: str) -> None:
        self._cohort, self._workshops = cohort, workshops
        self._first, self._last = _span(cohort, workshops)
        self._ink, self._grey, self._pale = INK.get(theme, INK["light"])
        self._accent, self._on_accent = ACCENT.get(theme, ACCENT["light"])
        close = any((one.gap_days or CLOSEST_DAYS) < CLOSEST_DAYS for one in workshops)
        self._wide: Any = 0 if close else {"expr": f"width < {NARROW} ? 0 : 1"}

    def calendar(self) -> list[alt.Chart]:
        """Return the months below, and the days to avoid or closed."""
        closed = [
            {"at": self._offset(start), "to": self._offset(end) + 1, "label": label}
            for start, end, label in _closed(self._cohort, self._first, self._last)
        ]
        months = _months(self._first, self._last)
        whole = [{"at": 0, "to": self._offset(self._last)}]
        bands = self._at(closed, TRACK - 4, x2="to:Q", y2=alt.value(TRACK + 4), tooltip="label:N")
        names = self._at(months, FOOT, text="name:N")
        return [
            self._at(whole, LINE, x2="to:Q").mark_rule(color=self._pale, strokeWidth=2),
            self._at(whole, TRACK, x2="to:Q").mark_rule(color=self._pale),
            self._at(months, TRACK, y2=alt.value(TRACK + 8)).mark_rule(color=self._pale),
            bands.mark_rect(color=self._grey, opacity=1, cornerRadius=2),
            names.mark_text(color=self._grey, fontSize=12, align="left"),
        ]

    def workshops(self) -> list[alt.Chart]:
        """Return the numbered dots, the date above each and the pairs below."""
        dots = [
            {
                "at": self._offset(one.date),
                "number": str(one.number),
                "day": one.day,
                "pairs": f"{one.attendance} {one.who}",
            }
            for one in self._workshops
        ]
        circles = self._at(dots, LINE, tooltip=["day:N", "pairs:N"])
        numbers = self._at(dots, LINE, text="number:N")
        days = self._at(dots, ABOVE, text="day:N")
        pairs = self._at(dots, BELOW, text="pairs:N")
        return [
            circles.mark_circle(color=self._accent, size=620, opacity=1),
            numbers.mark_text(color=self._on_accent, fontSize=13, fontWeight=600),
            days.mark_text(color=self._ink, fontSize=14, fontWeight=600, opacity=self._wide),
            pairs.mark_text(color=self._grey, fontSize=12, opacity=self._wide),
        ]

    def gaps(self) -> list[alt.Chart]:
        """Return how long it is from each dot to the next."""
        middles = [
            {"at": (self._offset(one.date) + self._offset(other.date)) / 2, "gap": other.gap}
            for one, other in pairwise(self._workshops)
        ]
        texts = self._at(middles, LINE - 12, text="gap:N")
        return [texts.mark_text(color=self._grey, fontSize=11, opacity=self._wide)]

    def _at(self, rows: list[dict[str, Any]], height: int, **more: Any) -> alt.Chart:
        scale = alt.Scale(domain=[0, self._offset(self._last)], nice=False, padding=34)
        chart = alt.Chart(alt.InlineData(values=rows))
        return chart.encode(x=alt.X("at:Q", scale=scale, axis=None), y=alt.value(height), **more)

    def _offset(self, day: date) -> int:
        return (day - self._first).days


def in_words(workshops: Sequence[ShownWorkshop]) -> str:
    """Return what the chart shows, for those who do not see it."""
    said = [f"{one.number}: {one.day}, {one.attendance} {one.who}" for one in workshops]
    return say(
        "The workshops on a strip of the months. {workshops}.", workshops=spoken().parted(said)
    )


def _span(cohort: Cohort, workshops: Sequence[ShownWorkshop]) -> tuple[date, date]:
    settings = cohort.programme.programme
    days = [workshop.date for workshop in workshops]
    return min([settings.start, *days]), max([settings.end, *days])


def _closed(cohort: Cohort, first: date, last: date) -> list[tuple[date, date, str]]:
    """Return the rows of the calendar that speak for everybody, cut to the strip."""
    return [
        (max(row.date_from, first), min(row.date_to, last), row.label or row.kind)
        for row in cohort.calendar
        if not row.area and row.date_from <= last and row.date_to >= first
    ]


def _months(first: date, last: date) -> list[dict[str, Any]]:
    starts = [first]
    day = first.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) <= last:
        starts.append(day)
    if starts[1:] and (starts[1] - first).days < 12:
        starts = starts[1:]
    step = math.ceil(len(starts) / MOST_MONTHS)
    return [
        {"at": (start - first).days, "name": spoken().short_month(start)}
        for start in starts[::step]
    ]
