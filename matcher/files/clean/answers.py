"""Words and ticks for yes and no: one table for the questions, one for the polls of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.files.cells import YES_NO, Refused
from matcher.files.clean.outcome import Cleaned, Cross, Hints
from matcher.files.clean.words import folded

if TYPE_CHECKING:
    from matcher.files.cells import Kind

TICKS = ("✓", "✔", "☑", "✅", "🗸")
CROSSES = ("✗", "✘", "❌", "✖", "\u00d7", "☒")

CLEAR = {
    **YES_NO,
    **dict.fromkeys(("vrai", "i agree", "i consent", "j'accepte", "je consens", *TICKS), True),
    **dict.fromkeys(("faux", "i do not agree", "je refuse", *CROSSES), False),
}
"""What is a clear yes or a clear no to a question, folded. Nothing else is a yes."""

POLL = {
    **{word: "yes" if said else "no" for word, said in CLEAR.items()},
    **dict.fromkeys(("ok", "o", "available", "free", "can do", "👍"), "yes"),
    **dict.fromkeys(("disponible", "dispo", "libre", "present", "presente"), "yes"),
    **dict.fromkeys(
        ("if need be", "if necessary", "if needed", "ifneedbe", "if need"), "if_needed"
    ),
    **dict.fromkeys(("if required", "at a push", "if_need_be"), "if_needed"),
    **dict.fromkeys(("si besoin", "si necessaire", "au besoin", "en cas de besoin"), "if_needed"),
    **dict.fromkeys(("unavailable", "not available", "busy", "cannot", "can't", "👎"), "no"),
    **dict.fromkeys(("indisponible", "pas dispo", "pas disponible", "occupe", "occupee"), "no"),
    **dict.fromkeys(("absent", "absente"), "no"),
    **dict.fromkeys(("?", "-", "\u2013", "—", "n/a", "maybe", "perhaps", "maybe later"), ""),
    **dict.fromkeys(
        ("later", "possibly", "not sure", "unsure", "don't know", "unknown", "pending"), ""
    ),
    **dict.fromkeys(("☐", "□"), ""),
    **dict.fromkeys(("tbc", "tbd", "to be confirmed", "not yet known", "will confirm"), ""),
    **dict.fromkeys(("peut-etre", "peut etre", "plus tard", "a confirmer", "ne sait pas"), ""),
    **dict.fromkeys(("je ne sais pas", "a voir", "nsp", "inconnu", "en attente"), ""),
}
"""What a word in a poll of dates means, folded; nothing where it says neither yes nor no."""

_BRACKETS = re.compile(r"[(\[]\s*(.+?)\s*[)\]]")


def clean_yes_no(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return yes or no where a word or a tick says it clearly."""
    said = CLEAR.get(_word(text))
    return None if said is None else Cleaned("yes" if said else "no")


def clean_answer(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return what somebody answered for a date: yes, if_needed, no, or blank with a warning."""
    word = _word(text)
    if word == "x":
        return _crossed(hints.cross)
    bracketed = _BRACKETS.fullmatch(word)
    meant = POLL.get(word)
    if bracketed and POLL.get(bracketed[1]) in ("yes", "if_needed"):
        meant = "if_needed"
    elif meant is None and word.endswith("?") and POLL.get(word.rstrip("? ")) is not None:
        meant = ""
    if meant is None:
        return Refused(
            "no answer is known by this word",
            "Write yes, if_needed or no, or leave it blank; words such as oui, OK, si besoin, "
            "non, ✓ and ✗ are understood too.",
        )
    if not meant:
        return Cleaned(
            "",
            "this is neither yes nor no; it counts as unknown, which is never a yes",
            "Ask, and write yes, if_needed or no.",
        )
    return Cleaned(meant)


def _crossed(cross: Cross) -> Cleaned | Refused:
    if cross is Cross.UNCLEAR:
        return Refused(
            "an x can mean yes or no here", "Write yes or no, in every cell that has an x."
        )
    why = {
        Cross.TICK: "an x is a yes here: the poll has no other word for it",
        Cross.OPPOSITE: "an x is a no here: the poll has a word for yes and none for no",
    }
    return Cleaned(cross.value, why[cross])


def cross_in(texts: Iterable[str]) -> Cross:
    """Return what an x means among the answers of a poll, each text given once."""
    words = {_word(text) for text in texts} - {"", "x"}
    plain = {_BRACKETS.sub(r"\1", word) for word in words}
    if any(word not in POLL for word in plain - {"x"}):
        return Cross.UNCLEAR
    meant = {POLL[word] for word in plain - {"x"}}
    if "yes" not in meant:
        return Cross.UNCLEAR if "no" not in meant and "if_needed" in meant else Cross.TICK
    return Cross.UNCLEAR if "no" in meant else Cross.OPPOSITE


def _word(text: str) -> str:
    """Return a text as the tables have it, with at most one question mark at its end."""
    word = folded(text.replace("\ufe0f", "").replace("\ufe0e", "")).rstrip(".! ")
    return f"{word.rstrip('? ')}?" if word.endswith("?") else word
