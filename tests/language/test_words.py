"""What people read is in their language, and no sentence is left without a translation."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from matcher.files.meanings import all_meanings
from matcher.language import Language, language_of, words_in
from matcher.language.words import CATALOGUES
from worlds import cohort as cohort_of
from worlds import people

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"say": None, "say_many": (1, 2), "to_say": None}
METHODS = [
    ("**.py", "python"),
    ("**.html", "jinja2.ext.babel_extract"),
    ("**.md", "jinja2.ext.babel_extract"),
]
OTHERS = [language for language in Language if language is not Language.ENGLISH]
PLACES = re.compile(r"\{(\w+)[^}]*\}")


def said() -> set[str]:
    """Return every sentence in the code that people may read."""
    found = extract_from_dir(ROOT / "matcher", method_map=METHODS, keywords=KEYWORDS)
    literal = {one[0] if isinstance(one, tuple) else one for _, _, one, _, _ in found}
    return literal | all_meanings()


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_no_translation_is_left_over(language: Language) -> None:
    with (CATALOGUES / f"{language.value}.po").open("rb") as file:
        catalogue = read_po(file)
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue
        if message.id and not message.fuzzy and all(_strings(message.string))
    }
    assert said() - translated == set()
    assert translated - said() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_translations_name_the_same_values(language: Language) -> None:
    with (CATALOGUES / f"{language.value}.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                wanted = {name for text in _strings(message.id) for name in PLACES.findall(text)}
                for text in _strings(message.string):
                    assert set(PLACES.findall(text)) <= wanted, text
                found = {name for text in _strings(message.string) for name in PLACES.findall(text)}
                assert found == wanted, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_stands_twice_in_a_catalogue(language: Language) -> None:
    text = (CATALOGUES / f"{language.value}.po").read_text(encoding="utf-8")
    text = text.replace('"\n"', "")  # a long sentence may go over several lines
    singular = [one for one in re.findall(r'^msgid "(.+)"$', text, re.MULTILINE) if one]
    plural = set(re.findall(r'^msgid_plural "(.+)"$', text, re.MULTILINE))
    same = set(re.findall(r'^msgid "(.+)"\nmsgid_plural "\1"$', text, re.MULTILINE))
    assert {one for one, times in Counter(singular).items() if times > 1} == set()
    assert (plural & set(singular)) - same == set()


def _strings(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_dates_and_numbers_follow_the_customs_of_the_language() -> None:
    day = date(2027, 4, 13)
    english, french = words_in(Language.ENGLISH), words_in(Language.FRENCH)
    assert english.day(day) == "Tue 13 Apr 2027"
    assert english.long_day(day) == "Tuesday 13 April 2027"
    assert french.day(day) == "mar. 13 avr. 2027"
    assert french.long_day(day) == "mardi 13 avril 2027"
    assert french.long_day(date(2027, 3, 1)) == "lundi 1er mars 2027"
    assert french.day(date(2027, 3, 1), year=False) == "lun. 1er mars"
    assert english.long_day(date(2027, 3, 1)) == "Monday 1 March 2027"
    assert (english.number(9349), french.number(9349)) == ("9,349", "9\u202f349")
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert french.listed(["a", "b", "c"]) == "a, b et c"


def test_one_and_several_differ_as_the_language_has_it() -> None:
    english, french = words_in(Language.ENGLISH), words_in(Language.FRENCH)
    said_of = [words.pairs(number) for words in (english, french) for number in (0, 1, 2)]
    assert said_of[:3] == ["0 pairs", "1 pair", "2 pairs"]
    assert said_of[3:] == ["0 binôme", "1 binôme", "2 binômes"]
    forms = "{number} week", "{number} weeks"
    weeks = [words.say_many(*forms, 1.4) for words in (english, french)]
    assert weeks == ["1.4 weeks", "1,4 semaine"]


def test_a_cohort_is_written_to_in_the_language_of_its_locale() -> None:
    cohort = cohort_of(*people(2, 2))
    programme = cohort.programme.programme

    def with_locale(locale: str) -> Language:
        settings = programme.model_copy(update={"locale": locale})
        changed = cohort.programme.model_copy(update={"programme": settings})
        return language_of(cohort.model_copy(update={"programme": changed}))

    assert language_of(cohort) is Language.ENGLISH
    assert with_locale("fr-FR") is Language.FRENCH
    assert with_locale("FR_ca") is Language.FRENCH
    assert with_locale("de-DE") is Language.ENGLISH
