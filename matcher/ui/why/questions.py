"""What can be asked on the page, and how it is called."""

from __future__ import annotations

from matcher.language.words import to_say

PAIR, TWO, ONE, DAY, WHOLE = "pair", "two", "one", "day", "whole"

KINDS = {
    PAIR: to_say("A pair"),
    TWO: to_say("Two people"),
    ONE: to_say("A person"),
    DAY: to_say("A date"),
    WHOLE: to_say("The whole plan"),
}
"""What a question can be about."""

EMPTY = {
    PAIR: to_say("Choose a pair to read why the two are together, and what else was possible."),
    TWO: to_say("Choose two people to read why they are no pair, and what making them one costs."),
    ONE: to_say("Choose somebody to read why they have their place, or why they wait."),
    DAY: to_say("Choose a date to read who can come, who would gain by it and who would lose."),
    WHOLE: to_say("Choose a question."),
}
"""What to do where nothing is chosen yet."""

ABOUT = {
    "prices": to_say("What would it cost to pair any two people, on these dates?"),
    "any-dates": to_say("What would it cost to pair any two people, on any dates?"),
    "dates": to_say("What would other dates change?"),
    "near": to_say("Which other plans are nearly as good?"),
    "fairness": to_say("How evenly do places and fits fall?"),
    "sure": to_say("How sure is the plan?"),
    "stress": to_say("What becomes of it when people leave?"),
    "nothing-works": to_say("Why is there no plan, or none with more pairs?"),
}
"""What can be asked of a whole plan; a test compares the names with the table of questions."""
