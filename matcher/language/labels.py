"""What the two sides are called: a programme's own words, or ours in the language of readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from matcher.wording import capitalised

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.language.words import Words

SideName = Literal["patient", "patients", "professional", "professionals"]


def label(name: SideName, cohort: Cohort, words: Words) -> str:
    """Return what somebody on a side is called; a label of the programme's own stays as it is."""
    ours = {
        "patient": words.say("patient"),
        "patients": words.say("patients"),
        "professional": words.say("professional"),
        "professionals": words.say("professionals"),
    }
    own: str = getattr(cohort.programme.labels, name)
    return ours[name] if own == name else own


def side_in_words(name: str, words: Words) -> str:
    """Return our word for a side in the language of `words`, or a programme's own as it is."""
    ours = {"patient": words.say("patient"), "professional": words.say("professional")}
    return ours.get(name, name)


def side_headings(cohort: Cohort, words: Words) -> tuple[str, ...]:
    """Return the headings above people: one for each side, or one where nobody is paired."""
    if not cohort.programme.pairing.form_pairs:
        return (words.say("Person"),)
    return (
        capitalised(label("patient", cohort, words)),
        capitalised(label("professional", cohort, words)),
    )


def placed(number: int, cohort: Cohort, words: Words) -> str:
    """Return a number of pairs, or of people where nobody is paired."""
    if cohort.programme.pairing.form_pairs:
        return words.pairs(number)
    return words.say_many("{number} person", "{number} people", number)
