"""What is wrong with settings and with mapping.toml, and what to do."""

from __future__ import annotations

from matcher.language.words import to_say

SETTINGS = (
    to_say("this is not TOML: {message}"),
    to_say('Write a section such as [participants] and then lines such as "Full name" = "name".'),
    to_say("there is no such section"),
    to_say("this is the name of a section, not of a heading"),
    to_say("Write [{section}] on its own line."),
    to_say("Did you mean {close}?"),
    to_say("Did you mean “{close}”?"),
    to_say("There are: {names}."),
    to_say("this is not one word or wording"),
    to_say("Write what is meant, in quotation marks."),
    to_say('Write one of {options}, or "" to leave it out.'),
    to_say("there is no such column in {table}"),
    to_say("{file} has no column with this heading"),
    to_say("Write the heading as it stands there, or remove this line."),
    to_say("there is no file of this name"),
    to_say("Correct it, or remove this line."),
    to_say("there is no {table} in this cohort"),
    to_say("Add it, or remove this section."),
    to_say('Write a section in square brackets and then lines such as count = 5 or name = "A".'),
    to_say("this is the name of a section, not of a setting"),
    to_say("Write [{section}] on a line of its own and its settings below it."),
    to_say("this setting stands in row {first} and in row {row}"),
    to_say("there is no such setting"),
    to_say("the settings cannot be changed: {message}"),
    to_say("Put the text of the settings right first."),
)
