"""The bytes of a text file -> its text, whatever encoding it was saved in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""What the first bytes of a file say; a longer mark stands before one that it begins with."""

LIKELY = "cp1252"
"""What spreadsheet programs on Windows write for western languages."""

OTHERS = ["cp1250", "mac_roman", "cp850", "iso8859_15"]
"""Which encodings are considered where it cannot be that one."""

USUAL = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœšùúûüýÿžßÀÂÄÁÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØŒŠÙÚÛÜŸŽ"
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u2026\u2022€£°©®«»\u00a0·½¼¾²³§\u00d7"
)
"""Letters and signs beyond ASCII that stand in English, French and their neighbours."""

LOOKED_AT = 200_000
"""How many bytes are looked at to tell one encoding from another."""

MOST_CONTROLS = 0.01
"""Above which share of control characters a file is no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how it was saved where that was not UTF-8."""

    text: str
    encoding: str = ""
    line: int = 0
    """The first line that is not UTF-8."""


def decode(data: bytes) -> Decoded | None:
    """Return the text in some bytes, or nothing where they are no text."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        around = data[max(0, error.start - LOOKED_AT // 2) :][:LOOKED_AT]
    else:
        return None if "\0" in text else Decoded(text)
    if b"\0" in data:
        return None
    if _is_mostly_utf8(around):
        return _text(Decoded(_mended(data), "UTF-8 with single letters in Windows-1252", line))
    guess = _guess(around)
    found = None if guess is None else _decoded(data, guess)
    return None if found is None else Decoded(found.text, found.encoding, line)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        return _text(Decoded(data.decode(encoding), codecs.lookup(encoding).name, 1))
    except UnicodeDecodeError:
        return None


def _text(found: Decoded) -> Decoded | None:
    """Return what was found unless it is no text."""
    start = found.text[:LOOKED_AT]
    controls = sum(char < " " and char not in "\t\r\n" for char in start)
    return found if "\0" not in found.text and controls <= MOST_CONTROLS * len(start) else None


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether all but single letters is UTF-8, as in files that were put together."""
    text = data.decode("utf-8", errors="surrogateescape")
    alone = sum("\udc80" <= char <= "\udcff" for char in text)
    return 2 * alone <= sum(not char.isascii() for char in text)


def _mended(data: bytes) -> str:
    """Return the text of bytes that are UTF-8 but for single letters in Windows-1252."""
    text = data.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")
    strays = {
        0xDC00 + byte: bytes([byte]).decode(LIKELY, errors="replace") for byte in range(128, 256)
    }
    return text.translate(strays)


def _guess(data: bytes) -> str | None:
    """Return the encoding of a text that is no UTF-8: Windows-1252 where that gives letters."""
    try:
        letters = bytes(byte for byte in data if byte > 127).decode(LIKELY)
    except UnicodeDecodeError:
        letters = ""
    if letters and sum(char in USUAL for char in letters) >= 0.9 * len(letters):
        return LIKELY
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=[LIKELY, *OTHERS]).best()
    return None if best is None else best.encoding
