"""What may stand in a setting, in the words of whoever typed something else there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matcher.files.book.shapes import how_to_write, shapes_of
from matcher.files.meanings import section_record
from matcher.language.reasons import recognise
from matcher.language.words import to_say
from matcher.programme import balance, clock, numbered
from matcher.programme.running import LONGEST_WINDOW_DAYS

if TYPE_CHECKING:
    from matcher.language.words import Words

SAID = {
    "a date from programme.start ({day}) on": to_say("A date from the first day, {day}, on."),
    f"a date at most {LONGEST_WINDOW_DAYS} days after programme.start": to_say(
        "A date at most three years after the first day."
    ),
    "one of {options} for {country}": to_say("One of {options} for {country}."),
    "the name of a time zone such as Europe/London or Europe/Paris": to_say(
        "The name of a time zone such as Europe/London or Europe/Paris."
    ),
    "a two-letter country code such as GB or FR": to_say(
        "A two-letter country code such as GB or FR."
    ),
    "a whole number from workshops.min_gap_days ({least}) on": to_say(
        "A whole number from the fewest days ({least}) on."
    ),
    "a time at least an hour after workshops.starts ({start})": to_say(
        "A time at least an hour after the start of the day ({start})."
    ),
    "sizes that add up to workshops.count ({count}), or an empty list": to_say(
        "Sizes that add up to the number of workshops ({count}), or nothing."
    ),
    "one date for each workshop": to_say("One date for each workshop."),
    "0, or give workshops.publication_date as well": to_say(
        "0, or give the day on which people are told as well."
    ),
    "numbers of workshops from 1 to workshops.count ({count})": to_say(
        "Numbers of workshops from 1 to {count}."
    ),
    "at least one share above 0": to_say("At least one share above 0."),
    "at least one weight above 0": to_say("At least one weight above 0."),
    "a number from 0 to 1000 with at most three decimals": to_say(
        "A number from 0 to 1000 with at most three decimals."
    ),
    "text of 1 to 40 characters": to_say("Text of 1 to 40 characters."),
    clock.FORM: to_say("A time of day such as 10:00."),
    numbered.DATE_FORM: to_say(
        "The number of a workshop, a colon and a date, such as 3:2027-04-13."
    ),
    numbered.WINDOW_FORM: to_say(
        "The number of a workshop, a colon and two dates, such as 1:2027-01-11..2027-01-29; one of "
        "the two may be left out."
    ),
    numbered.WEEKDAY_FORM: to_say(
        "The number of a workshop, a colon and a weekday, such as 1:Tue (Mon, Tue, Wed, Thu, Fri, "
        "Sat or Sun)."
    ),
    balance.FORM: to_say(
        "organisation, area, profession or theme, a colon, a name or *, then <= or >= and a whole "
        "number, such as organisation: St Olave's <= 3, patient.area: North >= 2 or theme: * <= 4."
    ),
}
"""What the records say that may stand somewhere -> how it is said to people."""


def allowed_in_words(key: str, said: str, words: Words) -> str:
    """Return what may stand in a setting, as a sentence.

    Parameters
    ----------
    key
        The setting, or a section.
    said
        What the records say; see `matcher.files.typed_settings.read_typed`.
    words
        What writes in the reader's language.
    """
    if key == "workshops.weekdays":
        return words.say("At least one weekday.")
    found = recognise(said, tuple(SAID))
    if found is not None:
        values = dict(found.values)
        if "day" in values:
            values["day"] = words.day(date.fromisoformat(values["day"]))
        return words.say(SAID[found.sentence], **values)
    section, _, name = key.partition(".")
    return how_to_write(shapes_of(section_record(section))[name], words)
