"""The workshops as a strip of the months."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.cohort import Cohort
    from matcher.ui.view import ShownWorkshop

Spec = dict[str, Any]
"""A chart, or a part of one, in the words of Vega-Lite."""

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


def strip(cohort: Cohort, workshops: Sequence[ShownWorkshop], theme: str = "light") -> Spec:
    """Return the chart: months, days to avoid or closed, dots with their dates, gaps.

    It is written in Vega-Lite itself: Altair takes a third of a second to check so many layers.
    """
    drawing = _Strip(cohort, workshops, theme)
    return {
        "height": HEIGHT,
        "config": {
            "font": FONT,
            "padding": 0,
            "view": {"strokeWidth": 0},
            "background": "transparent",
        },
        "layer": [*drawing.calendar(), *drawing.workshops(), *drawing.gaps()],
    }


class _Strip:
    """Draws the layers. Days are counted from the first, so that no time zone can move one."""

    def __init__(self, cohort: Cohort, workshops: Sequence[ShownWorkshop], theme: str) -> None:
        self._cohort, self._workshops = cohort, workshops
        self._first, self._last = _span(cohort, workshops)
        self._ink, self._grey, self._pale = INK.get(theme, INK["light"])
        self._accent, self._on_accent = ACCENT.get(theme, ACCENT["light"])
        close = any((one.gap_days or CLOSEST_DAYS) < CLOSEST_DAYS for one in workshops)
        self._wide: Any = 0 if close else {"expr": f"width < {NARROW} ? 0 : 1"}

    def calendar(self) -> list[Spec]:
        """Return the months below, and the days to avoid or closed."""
        closed = [
            {"at": self._offset(start), "to": self._offset(end) + 1, "label": label}
            for start, end, label in _closed(self._cohort, self._first, self._last)
        ]
        months = _months(self._first, self._last)
        whole = [{"at": 0, "to": self._offset(self._last)}]
        to = {"x2": {"field": "to"}}
        bands = {**to, "y2": {"value": TRACK + 4}, "tooltip": _named("label")}
        pale, grey = {"type": "rule", "color": self._pale}, {"color": self._grey}
        return [
            self._at(whole, LINE, {**pale, "strokeWidth": 2}, to),
            self._at(whole, TRACK, pale, to),
            self._at(months, TRACK, pale, {"y2": {"value": TRACK + 8}}),
            self._at(closed, TRACK - 4, {"type": "rect", **grey, "cornerRadius": 2}, bands),
            self._at(months, FOOT, _text(12, self._grey, align="left"), _says("name")),
        ]

    def workshops(self) -> list[Spec]:
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
        circle = {"type": "circle", "color": self._accent, "size": 620, "opacity": 1}
        number = _text(13, self._on_accent, fontWeight=600)
        day = _text(14, self._ink, fontWeight=600, opacity=self._wide)
        return [
            self._at(dots, LINE, circle, {"tooltip": [_named("day"), _named("pairs")]}),
            self._at(dots, LINE, number, _says("number")),
            self._at(dots, ABOVE, day, _says("day")),
            self._at(dots, BELOW, _text(12, self._grey, opacity=self._wide), _says("pairs")),
        ]

    def gaps(self) -> list[Spec]:
        """Return how long it is from each dot to the next."""
        middles = [
            {"at": (self._offset(one.date) + self._offset(other.date)) / 2, "gap": other.gap}
            for one, other in pairwise(self._workshops)
        ]
        text = _text(11, self._grey, opacity=self._wide)
        return [self._at(middles, LINE - 12, text, _says("gap"))]

    def _at(self, rows: list[Spec], height: int, mark: Spec, more: Spec) -> Spec:
        """Return a layer of marks at some height."""
        scale = {"domain": [0, self._offset(self._last)], "nice": False, "padding": 34}
        x = {"field": "at", "type": "quantitative", "scale": scale, "axis": None}
        encoding = {"x": x, "y": {"value": height}, **more}
        return {"data": {"values": rows}, "mark": mark, "encoding": encoding}

    def _offset(self, day: date) -> int:
        return (day - self._first).days


def _text(size: int, color: str, **more: Any) -> Spec:
    return {"type": "text", "fontSize": size, "color": color, **more}


def _says(field: str) -> Spec:
    return {"text": _named(field)}


def _named(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


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
