"""What is wrong with cells and the rows that they stand in, and what to do."""

from __future__ import annotations

from matcher.language.words import to_say

CELLS = (
    to_say("this must be filled in"),
    to_say("this must be given"),
    to_say("this is not allowed here"),
    to_say("this is blank"),
    to_say("{what}; it counts as {meant}"),
    to_say("{what}; it counts as {meant} for {person}"),
    to_say("Ask, and write {allowed}. Nothing unclear is taken for a yes."),
    to_say("Write {allowed}."),
    to_say("this is not an id"),
    to_say("this text is too long, or too short"),
    to_say("there is no such day"),
    to_say("this is not a date in the form year-month-day"),
    to_say("this is neither yes nor no"),
    to_say("this is none of the words that may stand here"),
    to_say("this is not a whole number"),
    to_say("this number is out of range"),
    to_say("this is not a number"),
    to_say('in this list "{item}" cannot stand'),
    to_say("this is filled in for somebody whose status is not withdrawn"),
    to_say("Write withdrawn in the column status, or empty this cell."),
    to_say("min_pairs is more than max_pairs"),
    to_say("Write a number up to {most}, or raise max_pairs."),
    to_say("date_to is before date_from"),
    to_say("Write a date from {date} on, or leave it blank."),
    to_say("of workshop and after_workshop {detail} filled in"),
    to_say("Write the number of the workshop into one of them: after_workshop for a check-in."),
    to_say("no answer is known by this word"),
    to_say(
        "Write yes, if_needed or no, or leave it blank; words such as oui, OK, si besoin, "
        "non, ✓ and ✗ are understood too."
    ),
    to_say("this is neither yes nor no; it counts as unknown, which is never a yes"),
    to_say("Ask, and write yes, if_needed or no."),
    to_say("Write yes or no, in every cell that has an x."),
    to_say("an x can mean yes or no here"),
    to_say("an x is a yes here: the poll has no other word for it"),
    to_say("an x is a no here: the poll has a word for yes and none for no"),
    to_say("there are characters in this that nobody sees, or other ones than a keyboard has"),
    to_say(
        "there are blanks or marks in this that nobody sees, or letters that an encoding spoilt"
    ),
    to_say("this names more than one: {names}"),
    to_say("Decide in which capacity they take part. Write {allowed}."),
    to_say("Write the date as year-month-day, such as 2027-03-04."),
    to_say("a spreadsheet shows this date as a number"),
    to_say("the dates of this column are written in both orders, day/month and month/day"),
    to_say("read as day/month this lies outside the programme, and as month/day within"),
    to_say("this is read as {detail}"),
    to_say("this date is not written year-month-day"),
    to_say("the year is left out"),
    to_say("the year is left out; only this day lies within the programme"),
    to_say("the year is left out, and no such day lies within the programme ({first} to {last})"),
    to_say("the year is left out, and several would do"),
    to_say("the weekday contradicts the date: {date} is a {weekday}"),
    to_say("Find out which of the two is right."),
    to_say("this looks like a date that a spreadsheet made from something else, such as 1-2"),
    to_say(
        "Look up what was written, format the cells as text, and write it with ; between the items."
    ),
    to_say("the commas may separate items or be part of one; it counts as one item"),
    to_say("the items of this list are not separated by ;"),
    to_say("Write ; between the items; where it is one item, write ; behind it."),
    to_say("a date stands where a number belongs: a spreadsheet may have made it from 1-2 or 3/5"),
    to_say("Look up what was meant. Write {allowed}, in cells formatted as text."),
    to_say("this can be read with thousands and with decimals"),
    to_say("Write it without a separator of thousands, and with a point for decimals."),
    to_say("this is written in another way than the files have it"),
    to_say('"{word}" is no day of the week'),
    to_say("this does not say which days are left out"),
    to_say("this leaves no day of the week"),
    to_say("Write the days that they can do, such as Mon;Tue;Fri."),
    to_say("this was replaced, as mapping.toml says"),
    to_say("a formula stands here, or the sign that it has no result"),
    to_say("Write the result itself. A text that is meant so gets an apostrophe before it."),
    to_say("this word is taken for a side in {detail}"),
    to_say("If that is wrong, write the side itself."),
    to_say(
        "{person} has two different answers for {date}: {before} in row {first} and {after} "
        "in row {row}"
    ),
    to_say("Keep the right one and remove the other."),
)
