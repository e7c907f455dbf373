"""The languages in which people are written to: sentences from one table, dates and numbers.

Sentences stand in the code in English, as `words.say("{name} comes", name=…)`. Their
translations stand in `catalogues/LANGUAGE.po`; a test finds every sentence without one. To add a
language, add its name to `Language` and its catalogue.
"""

from __future__ import annotations

from matcher.language.languages import Language, language_named, language_of
from matcher.language.words import Words, words_in

__all__ = ["Language", "Words", "language_named", "language_of", "words_in"]
