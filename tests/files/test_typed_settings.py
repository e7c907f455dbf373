"""Settings that are typed one by one are read as those of the files, all that is wrong at once."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.files.settings import keys
from matcher.files.typed_settings import read_typed
from matcher.language import Language, words_in
from matcher.language.allowed_in_words import SAID, allowed_in_words
from matcher.language.reasons import recognise
from matcher.programme import Programme
from matcher.programme.weekdays import Weekday

WINDOW: dict[str, Any] = {"programme.start": "2027-01-11", "programme.end": "2027-07-09"}
WEIGHTS = [key for key in keys() if key.startswith("weights.")]


def test_values_and_texts_of_values_are_read_alike() -> None:
    typed = {
        **WINDOW,
        "workshops.count": "6",
        "workshops.weekdays": (Weekday.TUE, Weekday.THU),
        "workshops.everyone": [6, 1],
        "workshops.blocks": "2; 4",
        "pairing.fairness": "worst_first",
        "pairing.form_pairs": "yes",
        "costs.if_needed": 30,
        "venues.budget": "1500.50",
        "programme.timezone": None,
    }
    read = read_typed(typed)
    assert read.wrong == {}
    assert read.programme == Programme.model_validate(
        {
            "programme": {"start": "2027-01-11", "end": "2027-07-09"},
            "workshops": {
                "count": 6,
                "weekdays": ["Tue", "Thu"],
                "everyone": [1, 6],
                "blocks": [2, 4],
            },
            "pairing": {"fairness": "worst_first", "form_pairs": True},
            "costs": {"if_needed": 30},
            "venues": {"budget": 1500.5},
        }
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    read = read_typed(
        {**WINDOW, "programme.pairs": None, "workshops.max_gap_days": 3, "costs.if_needed": "1,5"}
    )
    assert read.programme is None
    assert read.wrong == {
        "programme.pairs": "a whole number from 1 to 100000",
        "workshops.max_gap_days": "a whole number from workshops.min_gap_days (21) on",
        "costs.if_needed": "a whole number from 0 to 100000",
    }


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"programme.end": "2026-01-01"}, "programme.end", "from the first day, Mon 11 Jan 2027"),
    ({"programme.end": "2036-01-01"}, "programme.end", "at most three years after"),
    (
        {"programme.country": "FR", "programme.subdivision": "ENG"},
        "programme.subdivision",
        "for FR",
    ),
    ({"programme.timezone": "Mars"}, "programme.timezone", "time zone such as"),
    ({"programme.country": "QQ"}, "programme.country", "two-letter country code"),
    ({"programme.pairs": 0}, "programme.pairs", "A whole number from 1 to 100,000."),
    ({"workshops.max_gap_days": 3}, "workshops.max_gap_days", "the fewest days (21)"),
    ({"workshops.ends": "10:30"}, "workshops.ends", "start of the day (10:00)"),
    ({"workshops.starts": "soon"}, "workshops.starts", "such as 10:00"),
    ({"workshops.blocks": "2;2"}, "workshops.blocks", "number of workshops (5), or nothing"),
    ({"workshops.everyone": [6]}, "workshops.everyone", "from 1 to 5"),
    ({"workshops.fixed": ["1:2027-02-02", "1:2027-02-03"]}, "workshops.fixed", "One date for each"),
    ({"workshops.fixed": ["soon"]}, "workshops.fixed", "such as 3:2027-04-13"),
    ({"workshops.windows": ["soon"]}, "workshops.windows", "may be left out"),
    ({"workshops.weekdays_for": ["soon"]}, "workshops.weekdays_for", "such as 1:Tue"),
    ({"workshops.weekdays": []}, "workshops.weekdays", "At least one weekday."),
    ({"workshops.notice_weeks": 2}, "workshops.notice_weeks", "people are told as well"),
    ({"drop_out.by_workshop": [0, 0]}, "drop_out.by_workshop", "At least one share above 0."),
    (dict.fromkeys(WEIGHTS, 0), "weights", "At least one weight above 0."),
    ({"weights.locality": 0.0001}, "weights.locality", "at most three decimals"),
    ({"labels.patient": " "}, "labels.patient", "Text of 1 to 40 characters."),
    ({"balance.limits": ["few"]}, "balance.limits", "<= or >="),
)


@pytest.mark.parametrize(("values", "key", "told"), WRONG)
def test_what_may_stand_somewhere_is_told_in_words(
    values: dict[str, Any], key: str, told: str
) -> None:
    wrong = read_typed({**WINDOW, **values}).wrong
    assert set(wrong) == {key}
    english = allowed_in_words(key, wrong[key], words_in(Language.ENGLISH))
    assert told in english
    assert allowed_in_words(key, wrong[key], words_in(Language.FRENCH)) != english


def test_every_form_of_words_is_one_that_a_record_says() -> None:
    said = [read_typed({**WINDOW, **values}).wrong for values, _, _ in WRONG]
    found = [recognise(text, tuple(SAID)) for wrong in said for text in wrong.values()]
    assert {one.sentence for one in found if one is not None} == set(SAID)
