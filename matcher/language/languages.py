"""Which languages there are, and which one a cohort is written to in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from matcher.errors import InputError, Problem

if TYPE_CHECKING:
    from matcher.cohort import Cohort


class Language(StrEnum):
    """A language, by its code; its value is also a locale of dates and numbers."""

    ENGLISH = "en"
    FRENCH = "fr"

    @property
    def locale(self) -> str:
        """The customs by which dates and numbers are written."""
        return {"en": "en_GB", "fr": "fr_FR"}[self.value]


def language_of(cohort: Cohort) -> Language:
    """Return the language of `programme.locale`; English where that is none of ours."""
    code = cohort.programme.programme.locale.replace("_", "-").partition("-")[0].casefold()
    return Language(code) if code in set(Language) else Language.ENGLISH


def language_named(code: str) -> Language:
    """Return the language of a code.

    Raises
    ------
    matcher.InputError
        When it is none of ours.
    """
    try:
        return Language(code.casefold())
    except ValueError:
        problem = Problem(
            file="",
            column="language",
            value=code,
            message="this language is not known",
            remedy=f"Name one of: {', '.join(Language)}.",
        )
        raise InputError([problem]) from None
