"""What people need at a venue, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.language.words import Words


def need_in_words(need: str, words: Words) -> str:
    """Return a feature that somebody needs, in words; as it was written where it is not known."""
    known = {
        "step_free": words.say("step-free access"),
        "hearing_loop": words.say("a hearing loop"),
        "quiet_room": words.say("a quiet room"),
        "live_captions": words.say("live captions"),
        "parking": words.say("a place to park"),
    }
    return known.get(need.casefold().replace(" ", "_"), need.replace("_", " "))
