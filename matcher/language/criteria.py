"""What each criterion of a fit counts, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.language.words import Words


def criterion_in_words(name: str, words: Words) -> str:
    """Return what a criterion counts, in a few words; its own name where it is not known."""
    known = {
        "shared_project": words.say("projects and themes that both named"),
        "motivation": words.say("how keen both are, by the lower of their two answers"),
        "mutual_preference": words.say("whether they asked for each other"),
        "joint_dates": words.say("days on which both can come"),
        "locality": words.say("living or working in the same area"),
        "check_in_overlap": words.say("weekdays on which both can meet their facilitator"),
        "complementary": words.say("goals that differ"),
    }
    return known.get(name, name)
