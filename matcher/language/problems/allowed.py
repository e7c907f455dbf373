"""What may stand in a cell or a setting, to be read after "Write"."""

from __future__ import annotations

from matcher.language.words import to_say

ALLOWED = (
    to_say("an id (1 to 64 letters without accents, digits, or the signs _ . -)"),
    to_say("text"),
    to_say("text of {least} to {most} characters"),
    to_say("a date as year-month-day, such as 2027-03-04"),
    to_say("yes or no"),
    to_say("one of {options}"),
    to_say("a whole number from {least} to {most}"),
    to_say("a number from {least} to {most}"),
    to_say("a list with ; between its items, each of them {allowed}"),
    to_say("a list with ; between its items: {allowed}"),
    to_say("a list in square brackets: {allowed}, each in quotation marks"),
    to_say("a list in square brackets, each item of it {allowed}"),
    to_say("{allowed} in quotation marks"),
    to_say("{allowed}, or leave it blank"),
    to_say("true or false"),
    to_say("what is allowed"),
    to_say("what is allowed here"),
    to_say("{allowed} or {form}"),
    to_say("{allowed} (the third person, then the pair)"),
    to_say("{allowed} (after workshop 2)"),
    to_say("{allowed} (or {options})"),
    to_say(
        'texts such as "organisation: St Olave\'s <= 3", "patient.area: North >= 2" or "theme:'
        ' * <= 4" (organisation, area, profession or theme, a colon, a name or *, then <= or '
        ">= and a whole number)"
    ),
    to_say("a time of day such as 10:00"),
    to_say("at least one share above 0"),
    to_say('texts such as "Leeds + Bradford" (two areas or more with + between them)'),
    to_say("a whole number from 1 to intake.pairs ({number})"),
    to_say("a whole number from intake.pairs ({number}) on"),
    to_say("texts such as 3:2027-04-13 (the number of a workshop, a colon and a date)"),
    to_say(
        "texts such as 1:2027-01-11..2027-01-29 (the number of a workshop, a colon and two "
        "dates; one of them may be left out)"
    ),
    to_say("texts such as 1:Tue (the number of a workshop, a colon and a weekday)"),
    to_say("a number from 0 to 1000 with at most three decimals"),
    to_say("at least one weight above 0"),
    to_say("a date from programme.start ({date}) on"),
    to_say("a date at most {number} days after programme.start"),
    to_say("one of {options} for {country}"),
    to_say("the name of a time zone such as Europe/London or Europe/Paris"),
    to_say("a two-letter country code such as GB or FR"),
    to_say("a whole number from workshops.min_gap_days ({number}) on"),
    to_say("a time at least an hour after workshops.starts ({time})"),
    to_say("sizes that add up to workshops.count ({number}), or an empty list"),
    to_say("one date for each workshop"),
    to_say("0, or give workshops.publication_date as well"),
    to_say("numbers of workshops from 1 to workshops.count ({number})"),
)
