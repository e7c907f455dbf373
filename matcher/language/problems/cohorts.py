"""What does not agree within a cohort, and what to do."""

from __future__ import annotations

from matcher.language.words import to_say

COHORTS = (
    to_say("Give each workshop a number of its own."),
    to_say("two workshops have this number"),
    to_say("workshop {number} lies before workshop {other}, which is on {date}"),
    to_say("Correct the date, the number or the state of one of them."),
    to_say("somebody stands in two pairs"),
    to_say("Leave them in one pair only."),
    to_say("the call of {people} after workshop {number} is with neither of them"),
    to_say("Write the id of the one who was called."),
    to_say("the plan that is running names somebody who is not in the cohort"),
    to_say(
        "Check that the plan belongs to this cohort; somebody who left stays in {file}, with "
        "the status withdrawn."
    ),
    to_say("{other} in row {row} and {person} in row {first} may be the same person: {details}"),
    to_say("If so, keep one of the rows. Nothing is merged."),
    to_say("{person} shares this e-mail with {names}, of another name"),
    to_say("{person} shares this e-mail with {names} and {number} more, of another name"),
    to_say("Nothing to do for a couple or a carer; both get what is written to either."),
    to_say("nobody has this id"),
    to_say("Check the id; nothing to do if they have left and are no longer listed."),
    to_say("nobody has this {column}"),
    to_say("Write it as it stands in {file}; perhaps nobody from there applied."),
    to_say("this date lies outside the programme"),
    to_say("Check the year, and programme.start and programme.end."),
    to_say("this date is a {weekday}, on which no workshop may be"),
    to_say("Correct the date, or add the weekday to workshops.weekdays."),
    to_say("this is after the programme's last day, {date}: nothing can be planned"),
    to_say("Check the year."),
    to_say("there are more shares than workshops ({number}): the last ones count for nothing"),
    to_say("Write one share for each workshop: how many leave before it."),
    to_say("Correct the id, or add the person to {file}."),
    to_say("there is no workshop with this number"),
    to_say("Write a number from 1 to {number} (workshops.count)."),
    to_say("row {row} is about the same person and the same workshop or check-in"),
    to_say("{number} not answered yet: the invitation to {detail}"),
    to_say("Ask them; until they answer, what stands in availability counts."),
    to_say("As it stands this protects nobody."),
    to_say("they ask for somebody on their own side, {side}"),
    to_say("Pairs join the two sides, so this wish counts for nothing."),
    to_say("they name themselves"),
    to_say("Remove it, or write the id that was meant."),
    to_say("Nobody is paired with a facilitator, so this wish counts for nothing."),
    to_say("this is a facilitator, not a participant"),
    to_say("Check the id; perhaps they did not apply, or left."),
    to_say("nobody and no project has this organisation"),
    to_say("Write it as it stands in the column organisation; perhaps nobody from there applied."),
    to_say("no participant has this id"),
    to_say("{person} would have several partners: {people}"),
    to_say(
        "Leave each person one partner, and empty the other cells. It is enough that one of "
        "the two names the other."
    ),
    to_say("they name themselves as their partner"),
    to_say("Write the partner's id, or empty it."),
    to_say("there is no participant with this id"),
    to_say("Correct the id, add the partner as a participant, or empty the cell."),
    to_say("the partner is on the same side, {side}"),
    to_say("A pair joins a patient and a professional. Correct the id or one of the sides."),
    to_say("A pair joins {sides}."),
    to_say("Correct the id or one of the sides."),
    to_say("Correct one of the ids."),
    to_say("Correct one of the sides."),
    to_say("this id is also that of row {row} in {file}"),
    to_say("Give the facilitator another id."),
    to_say("Correct the id, or add the person to {file} or {other}."),
    to_say("{number} answers are for {dates} dates outside the programme ({first} to {last})"),
    to_say(
        "Nothing to do if those dates do not matter; otherwise check the year, and "
        "programme.start and programme.end."
    ),
    to_say("there is no project with this id"),
    to_say("Correct the id, or add the project to {file}."),
    to_say("there is no venue with this id"),
    to_say("Correct the id, or add the venue to {file}."),
    to_say("row {row} says {minutes} minutes for the same area and venue"),
    to_say("this facilitator has neither weekdays nor availability, and so can never come"),
    to_say("Fill in weekdays, or write their dates in {file}."),
    to_say("public holidays of {country} are surely known until {last} only"),
    to_say("Check the later ones, and write those that are missing into the calendar as blocked."),
    to_say("this looks like {close}, which is known from elsewhere"),
    to_say(
        'If that is meant, write "{word}" = "{meant}" under [{section}] in mapping.toml, or '
        "correct it here."
    ),
    to_say("{person} has a need here that seems to name a diagnosis"),
    to_say("Write what a venue must have for them, such as step_free, and nothing else."),
    to_say('If that is meant, write "{word}" = "{meant}" under [access_needs] in mapping.toml.'),
    to_say("no venue names this among its features, so dates are not chosen for it{hint}"),
    to_say("Ask the venues, and write it under features in {file}, spelled in the same way."),
)
