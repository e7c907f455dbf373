"""A field for each setting: what fits its kind, what it means, what is wrong, its default."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from matcher.files.book.shapes import Form, Shape, shapes_of
from matcher.files.cells import Refused
from matcher.files.meanings import section_record, setting_meaning, unmarked
from matcher.files.settings import keys
from matcher.language.allowed_in_words import allowed_in_words
from matcher.language.settings_in_words import (
    country_in_words,
    setting_in_words,
    value_in_words,
)
from matcher.language.words import to_say
from matcher.programme import Weekday
from matcher.public_holidays import known_countries, known_subdivisions
from matcher.time_zones import known_zones
from matcher.ui import fields, frame, markup
from matcher.ui.arriving import heard
from matcher.ui.sittings.rules_desk import COUNTRY, SUBDIVISION, RulesDesk, default_of, desk_of
from matcher.ui.sittings.rules_desk import is_changed as differs
from matcher.ui.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WEEKDAYS, EVERYONE, TIME_ZONE = "workshops.weekdays", "workshops.everyone", "programme.timezone"
WEIGHTS = "weights."
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
FULL_SLIDER = 100.0
OPTIONS_MEAN = {
    "pairing.fairness": to_say("What comes first among plans with as many pairs."),
    "check_ins.mode": to_say("Where no day suits both partners, a call with each may stand in."),
}
"""The meaning of settings whose options are said in words here."""


def show(desk: RulesDesk, those: Iterable[str]) -> None:
    """Show some settings, two beside each other where there is room."""
    listed = list(those)
    for place in range(0, len(listed), 2):
        for column, key in zip(
            st.columns(2, gap="medium"), listed[place : place + 2], strict=False
        ):
            with column, st.container(gap="xsmall", key=f"setting_{key.replace('.', '-')}"):
                _field(desk, key)


def _field(desk: RulesDesk, key: str) -> None:
    section, _, name = key.partition(".")
    shape = shapes_of(section_record(section))[name]
    _widget(desk, key, shape)
    words = spoken()
    if key in desk.wrong:
        said = say(
            "✕ This cannot stand here. {allowed}",
            allowed=allowed_in_words(key, desk.wrong[key], words),
        )
        st.html(f'<p class="m-wrong">{escape(said)}</p>')
    means = unmarked(say(OPTIONS_MEAN.get(key) or setting_meaning(section, name)))
    if key.startswith(WEIGHTS):
        means = f"{_share(desk, key)} {means}"
    default = value_in_words(default_of(key, desk.values), words)
    if not differs(key, desk.values):
        known = (
            "" if default_of(key, desk.values) is None else say("Default: {value}.", value=default)
        )
        st.html(markup.paragraph(f"{means} {known}".strip(), "m-says"))
        return
    told = say("Changed; the default is {value}.", value=default)
    st.html(f'<p class="m-says">{escape(means)} <b>{escape(told)}</b></p>')
    st.button(
        say("Back to the default"),
        key=f"back_{key}",
        type="tertiary",
        icon=":material/undo:",
        on_click=_put,
        args=(key, default_of(key, desk.values)),
        help=setting_in_words(key, words),
    )


def _share(desk: RulesDesk, key: str) -> str:
    """Return which part of the whole a weight is."""
    numbers = {
        name: value
        for name, value in desk.values.items()
        if name.startswith(WEIGHTS) and isinstance(value, int | float) and value >= 0
    }
    whole = sum(numbers.values())
    if not whole or key not in numbers:
        return ""
    return say("{share} of the whole.", share=spoken().percent(numbers[key] / whole))


def _widget(desk: RulesDesk, key: str, shape: Shape) -> None:
    """Show the widget that fits a setting."""
    make = _maker(desk, key, shape)
    widget, value = _key_of(key), _shown(shape, key, desk.values[key])
    make(
        markup.label(setting_in_words(key, spoken())),
        value,
        key=widget,
        on_change=heard(_typed),
        args=(key,),
    )


def _maker(desk: RulesDesk, key: str, shape: Shape) -> Callable[..., object]:
    """Return what makes the widget of a setting."""
    now = desk.values[key]
    words = spoken()
    if key == WEEKDAYS:
        days = list(map(str, Weekday))
        return _made(
            st.pills, fields.picked, options=days, selection_mode="multi", format_func=_weekday
        )
    if key == EVERYONE:
        count = desk.values["workshops.count"]
        numbers = {*range(1, count + 1)} if isinstance(count, int) and count <= 52 else set()
        offered = sorted({*numbers, *(now if isinstance(now, tuple) else ())})
        return _made(st.multiselect, fields.picked, options=offered, placeholder=say("None"))
    if key in (COUNTRY, SUBDIVISION, TIME_ZONE):
        return _place(desk, key)
    if key.startswith(WEIGHTS):
        most = max(FULL_SLIDER, float(now or 0))
        is_whole = float(now or 0).is_integer()
        steps = {"step": 1.0 if is_whole else 0.001, "format": "%.0f" if is_whole else "%.3f"}
        return _made(st.slider, fields.kept, min_value=0.0, max_value=most, **steps)
    if shape.is_list:
        return _made(st.text_area if shape.form is Form.TEXT else st.text_input, fields.kept)
    if shape.form is Form.CHOICE:
        return _one_of(
            st.radio, list(shape.options), lambda option: value_in_words(str(option), words)
        )
    tell = fields.blankable if keys()[key].may_be_blank else fields.kept
    bounds = {"min_value": EARLIEST, "max_value": LATEST, "format": "DD/MM/YYYY"}
    return {
        Form.YES_NO: _made(st.toggle, fields.kept),
        Form.DATE: _made(st.date_input, tell, value=None, **bounds),
        Form.WHOLE: _made(st.number_input, tell, value=None, step=1),
        Form.NUMBER: _made(st.number_input, tell, value=None, step=1.0, format="%g"),
    }.get(shape.form, _made(st.text_input, fields.kept))


def _place(desk: RulesDesk, key: str) -> Callable[..., object]:
    """Return what offers the countries, the parts of one, or the time zones."""
    words, country = spoken(), desk.values[COUNTRY]
    offered: Sequence[str | None]
    if key == COUNTRY:
        codes = list(known_countries())
        offered = sorted(codes, key=lambda code: country_in_words(str(code), words))
    elif key == SUBDIVISION:
        offered = [None, *sorted(known_subdivisions(country))]
    else:
        offered = [None, *sorted(known_zones())]
    if desk.values[key] not in offered:
        offered = [desk.values[key], *offered]
    nothing = say("the whole country") if key == SUBDIVISION else say("that of the country")

    def called(option: str | None) -> str:
        if option is None:
            return nothing
        return country_in_words(option, words) if key == COUNTRY else option

    return _one_of(st.selectbox, offered, called)


def _weekday(day: str) -> str:
    return spoken().weekday_names()[Weekday(day).number]


def _made(
    make: Callable[..., object], tell: Callable[[str, Any], dict[str, Any]], **more: Any
) -> Callable[..., object]:
    """Return what makes a widget of its label, what it shows, its key and what follows from it."""

    def made(label: str, value: Any, *, key: str, **rest: Any) -> object:
        return make(label, key=key, **{**more, **tell(key, value)}, **rest)

    return made


def _one_of(
    make: Callable[..., object], options: Sequence[Any], called: Callable[[Any], str]
) -> Callable[..., object]:
    """Return the same for a widget in which one of some options is chosen."""
    tell = partial(fields.chosen, options=options)
    return _made(make, tell, options=options, format_func=called)


def _key_of(key: str) -> str:
    return f"rule_{key}"


def _shown(shape: Shape, key: str, value: Any) -> Any:
    """Return a value as its widget takes it."""
    if key in (WEEKDAYS, EVERYONE):
        return [one if isinstance(one, int) else str(one) for one in value]
    if shape.is_list:
        between = "\n" if shape.form is Form.TEXT else "; "
        return value if isinstance(value, str) else between.join(_text(one) for one in value)
    if shape.form is Form.NUMBER and isinstance(value, int | float):
        return float(value)
    if shape.form is Form.TEXT and key not in (SUBDIVISION, TIME_ZONE):
        return value or ""
    return str(value) if shape.form is Form.CHOICE else value


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _taken(shape: Shape, key: str, given: Any) -> Any:
    """Return what a widget holds as the value of a setting, or as it was typed if it is none."""
    if key == WEEKDAYS:
        return tuple(day for day in Weekday if day in given)
    if key == EVERYONE:
        return tuple(sorted(given))
    if not shape.is_list:
        return given
    if shape.form is Form.TEXT:
        return tuple(line.strip() for line in given.splitlines() if line.strip())
    found = keys()[key].cell.read(given) if given.strip() else ()
    return given if isinstance(found, Refused) else found


def _typed(key: str) -> None:
    """Take what somebody typed or chose."""
    section, _, name = key.partition(".")
    shape = shapes_of(section_record(section))[name]
    _put(key, _taken(shape, key, st.session_state[_key_of(key)]))


def _put(key: str, value: Any) -> None:
    sitting = frame.current()
    if sitting is not None:
        desk_of(sitting).put(sitting, {key: value})
