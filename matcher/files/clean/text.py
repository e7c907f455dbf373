"""Characters that nobody sees or nobody typed: blanks of all kinds, marks, mojibake, quotes."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = re.compile("[\u200c\u200d]")
_MOJIBAKE = re.compile(
    "[ÂÃÅâð][\u0080-\u00bfŒœŠšŸŽžƒ\u02c6\u02dc\u2013—\u2018\u2019\u201a“”„†‡•…‰\u2039\u203a€™]"
)
_CURLY = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201b": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
)
_QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)

MOST_ROUNDS = 3
"""How often a text may have been taken for another encoding."""


def is_odd(text: str) -> bool:
    """Return whether cleaning would change a text, wherever it stands."""
    return not text.isascii() and (repaired(text) != text or straight(text) != text)


def repaired(text: str) -> str:
    """Return a text with plain blanks, without marks that are not seen, and without mojibake.

    Joiners stay: some scripts and emoji need them.
    """
    if text.isascii():
        return text
    for _ in range(MOST_ROUNDS):
        better = _undone(text) if _MOJIBAKE.search(text) else text
        if better == text:
            break
        text = better
    return _UNSEEN.sub("", _BLANKS.sub(" ", text))


def straight(text: str) -> str:
    """Return a text with straight quotation marks and apostrophes."""
    return text.translate(_CURLY)


def typed(text: str) -> str:
    """Return a cell that is no free text as a keyboard gives it: plain digits and letters."""
    plain = straight(_JOINERS.sub("", unicodedata.normalize("NFKC", text))).strip()
    quoted = _QUOTED.fullmatch(plain)
    # A lone apostrophe in front tells a spreadsheet that what follows is text.
    return quoted[2].strip() if quoted else plain.removeprefix("'").strip()


def _undone(text: str) -> str:
    """Return what a text was before its UTF-8 was taken for cp1252, or the text itself."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except ValueError:
        return text


def _byte(char: str) -> bytes:
    # cp1252 leaves five bytes without a character; programs then show the control character.
    return bytes([ord(char)]) if ord(char) < 256 else char.encode("cp1252")
