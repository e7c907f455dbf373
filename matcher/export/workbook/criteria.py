"""The parts of a fit in the fewest words, as they stand above columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.language import Words


def criterion_as_heading(name: str, words: Words) -> str:
    """Return what a criterion counts, in the fewest words; its name where it is not known."""
    known = {
        "shared_project": words.say("Project both want"),
        "motivation": words.say("Both keen"),
        "mutual_preference": words.say("Asked for each other"),
        "joint_dates": words.say("Free the same days"),
        "locality": words.say("Same area"),
        "check_in_overlap": words.say("Same weekdays"),
        "complementary": words.say("Other goals"),
    }
    return known.get(name, name.replace("_", " "))
