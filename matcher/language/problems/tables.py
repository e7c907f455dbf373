"""What is wrong with headings, columns and rows of a table, and what to do."""

from __future__ import annotations

from matcher.language.words import to_say

TABLES = (
    to_say("the column {column} is missing"),
    to_say("Add a column with the heading {column} and fill it in."),
    to_say(
        "Write the columns person_id, date and state; or person_id and one column a date, "
        "headed by the date. Names do not do: write each person's id of participants beside "
        "them."
    ),
    to_say("this column is neither a date nor one of those that are used; it is left out{hint}"),
    to_say("If it is meant to be a date, write it as year-month-day, such as 2027-03-04."),
    to_say("this column is not one of those that are used; it is {fate}{hint}"),
    to_say("Rename it, or map it in mapping.toml, if it is meant to be {word}."),
    to_say("There is nothing to do."),
    to_say("Otherwise there is nothing to do."),
    to_say("the same {column} stands in row {first} and in row {row}"),
    to_say("Remove one of the rows, or give one of them another id."),
    to_say("Remove one of the rows."),
    to_say("Keep one of the rows."),
    to_say("Correct the row."),
    to_say("this is not allowed: {message}"),
    to_say("this row stands above the headings; it is left out"),
    to_say(
        "the headings are repeated here, with one that does not stand above or stands here twice"
    ),
    to_say("Put the rows below into a table of their own, or use the headings of row {row}."),
    to_say("the headings are repeated here; {detail}"),
    to_say("this heading is taken for one of those that are used"),
    to_say('If it means something else, write "{heading}" = "" under [{table}] in mapping.toml.'),
    to_say("two columns stand for {column}: “{heading}” and “{other_heading}”"),
    to_say(
        'Remove or rename one, or leave it out: write "{heading}" = "" under [{table}] in '
        "mapping.toml."
    ),
    to_say("{share} of the cells of this column are ids that people have; it looks like {column}"),
    to_say("Rename it to {column}, or map it in mapping.toml, if it is meant so."),
    to_say("no column holds ids, so they were made for {number} rows"),
    to_say(
        "Add them to the file as a column {column}: made anew, they may change when somebody "
        "joins or leaves."
    ),
    to_say("there is no id, and none can be made: {columns} here is {detail}"),
    to_say("Fill in {columns} so that each row differs, or add a column {column}."),
    to_say("no month stands above this day"),
    to_say("there are several columns for {column}"),
    to_say("Keep one row of headings, with one column a date, such as 2027-03-04."),
    to_say("the month stands in row {row}, above the day; they are joined"),
    to_say("this row holds times of day, below the headings; it is left out"),
    to_say("Remove the column from the file: functional needs and dates are enough."),
    to_say("Functional needs and dates are enough."),
    to_say(
        "this column announces details of health, or others that no plan needs; it is left "
        "out, with what stands in {detail}"
    ),
    to_say(
        "this column announces details of health, or others that no plan needs; it was left "
        "out when the file was opened"
    ),
    to_say(
        "a diagnosis seems to be named in {detail} of this column; the column is left out for"
        " everybody"
    ),
    to_say("there is something in column {column}, which has no heading"),
    to_say(
        "Give the column a heading in the first row, or empty it. If the cells of this row "
        "have slipped to the right, look for a separator too many."
    ),
    to_say("there are {width} columns, more than {most}"),
    to_say("Remove the columns that are not needed, and stray cells far to the right."),
    to_say("two columns have this heading: {first} and {second}"),
    to_say("Rename or remove one of them."),
)
