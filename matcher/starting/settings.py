"""The settings of an empty cohort: what is chosen for it, and everything else as a comment."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from matcher.files.meanings import section_meaning, section_record, setting_meaning, unmarked
from matcher.files.writing import setting_text
from matcher.language import Language, words_in
from matcher.programme import Programme
from matcher.programme.labels import LabelSettings

if TYPE_CHECKING:
    from matcher.language import Words

WIDTH = 96


@dataclass(frozen=True)
class Settings:
    """What is set in an empty cohort.

    Attributes
    ----------
    language
        The language of the explanations.
    values
        Dotted name -> value, for the settings that do not keep their defaults.
    """

    language: Language
    values: Mapping[str, Any]

    @property
    def labels(self) -> LabelSettings:
        """What the two sides are called."""
        named = {
            key.partition(".")[2]: value for key, value in self.values.items() if "labels." in key
        }
        return LabelSettings.model_validate(named)


def chosen_settings(
    country: str, start: date | None, end: date | None, language: Language | None
) -> Settings:
    """Return what is set for a country."""
    locale = locale_of(country)
    code = locale.partition("-")[0]
    own = Language(code) if code in set(Language) else Language.ENGLISH
    language = language or own
    given = {"programme.start": start, "programme.end": end}
    values: dict[str, Any] = {key: day for key, day in given.items() if day is not None}
    values["programme.country"] = country
    if country == "GB":
        values["programme.subdivision"] = "ENG"
    values["programme.locale"] = locale
    words = words_in(language)
    labels = {
        "labels.patient": words.say("patient"),
        "labels.patients": words.say("patients"),
        "labels.professional": words.say("professional"),
        "labels.professionals": words.say("professionals"),
    }
    return Settings(language, values | (labels if language is not Language.ENGLISH else {}))


def locale_of(country: str) -> str:
    """Return the likely language of a country, and the country, as in `programme.locale`."""
    from babel import Locale, UnknownLocaleError

    try:
        return f"{Locale.parse(f'und_{country}').language}-{country}"
    except (UnknownLocaleError, ValueError):
        return f"en-{country}"


def annotated(values: Mapping[str, Any], words: Words) -> str:
    """Return a `programme.toml` in which every setting stands with what it means.

    Parameters
    ----------
    values
        Dotted name -> value, for the settings that are set. The others stand as comments with
        their defaults.
    words
        What writes in the language of the comments.
    """
    lines = [
        *_comment(words.say("The rules and the days of the programme.")),
        *_comment(
            words.say(
                "A line that begins with # is a comment. To change a setting, remove the # before "
                "its name and write another value; the value shown is the default."
            )
        ),
    ]
    for section in Programme.model_fields:
        about = unmarked(words.say(section_meaning(section)))
        lines += ["", "", *_comment(about), f"[{section}]"]
        for name, field in section_record(section).model_fields.items():
            key = f"{section}.{name}"
            lines += ["", *_comment(unmarked(words.say(setting_meaning(section, name))))]
            if key in values:
                lines.append(f"{name} = {setting_text(values[key])}")
            elif field.is_required():
                lines += _comment(words.say("Must be given: remove the # and write your own day."))
                lines.append(f"# {name} = 2027-01-11")
            else:
                lines.append(f"# {name} = {setting_text(field.get_default())}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, WIDTH)]
