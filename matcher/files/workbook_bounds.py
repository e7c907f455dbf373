"""Whether a workbook can be read without using up the memory: told from its parts, unread."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.files.findings import Findings

LARGEST_CONTENT = 200_000_000
"""How many bytes a workbook may have once it is unpacked."""

LARGEST_TEXT = 200_000_000
"""How many bytes of text its cells may hold; cells may share one text, which is stored once."""

MOST_CELLS = 20_000_000
"""How many cells may lie between the first and the last filled cell of a sheet."""

SHARED_TEXTS = "xl/sharedstrings.xml"

_FILLED_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'](?:[^<>]*[^<>/])?>"
)
_SHARED_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*[\"']s[\"'][^<>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})"
)
_SHARED_END = re.compile(rb"</(?:\w+:)?si\s*>")
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3}[0-9]{1,7})[\"'](?:[^<>]*[^<>/])?>\s*"
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]{0,2000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CHUNK = 1 << 20
_OVERLAP = 1 << 12


@dataclass(slots=True)
class _Extent:
    """What is found in a member of the workbook; nothing in other members than sheets."""

    width: int = 0
    height: int = 0
    """The last column and row that hold a filled cell."""
    shared: int = 0
    """How many bytes of shared text the cells hold."""
    no_result: str = ""
    """A cell with a formula without a result."""


def is_bounded(path: Path, findings: Findings) -> bool:
    """Return whether a workbook can be read without using up the memory, and note why not."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > LARGEST_CONTENT:
            findings.error(
                path.name,
                f"the workbook holds {size / 1e6:,.0f} MB; at most "
                f"{LARGEST_CONTENT / 1e6:,.0f} MB are read",
                "Remove sheets, pictures and formatting that are not needed.",
            )
            return False
        lengths = _shared_lengths(archive)
        text = 0
        for member in members:
            # Every member is read to its end, which also proves that its stated size is true.
            found = _extent(archive, member, lengths)
            text += found.shared
            if not _is_sound(path.name, found, text, findings):
                return False
    return True


def _is_sound(file: str, found: _Extent, text: int, findings: Findings) -> bool:
    if found.no_result:
        findings.warning(
            file,
            f"cell {found.no_result} of a sheet holds a formula without its result; such cells "
            "are read as blank",
            "Open it in your spreadsheet program, which works out the results, and save it again.",
            value=found.no_result,
        )
    if found.width * found.height > MOST_CELLS:
        findings.error(
            file,
            f"a sheet reaches to row {found.height:,} and column {found.width:,}: too large to "
            "read",
            "Look for stray cells far to the right or far down, and delete them.",
        )
        return False
    if text > LARGEST_TEXT:
        findings.error(
            file,
            f"the cells hold more than {LARGEST_TEXT / 1e6:,.0f} MB of text: too much to read",
            "Look for long texts that were copied into many cells, and remove them.",
        )
        return False
    return True


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    """Return about how many bytes each text has that cells may share."""
    lengths: list[int] = []
    names = [name for name in archive.namelist() if name.casefold() == SHARED_TEXTS]
    for name in names[:1]:
        start = done = 0
        for rest, chunk in _chunks(archive, name):
            first = done - len(rest)
            for end in _SHARED_END.finditer(rest + chunk):
                place = first + end.end()
                if place > start:
                    lengths.append(place - start)
                    start = place
            done += len(chunk)
    return lengths


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo, lengths: Sequence[int]) -> _Extent:
    found = _Extent()
    for rest, chunk in _chunks(archive, member):
        data = rest + chunk
        if not found.no_result and (formula := _NO_RESULT.search(data)):
            found.no_result = formula[1].decode()
        for letters, digits in _FILLED_CELL.findall(data):
            column = 0
            for char in letters.upper():
                column = column * 26 + char - 64
            found.width, found.height = max(found.width, column), max(found.height, int(digits))
        for cell in _SHARED_CELL.finditer(data):
            if cell.end() > len(rest) and int(cell[1]) < len(lengths):
                found.shared += lengths[int(cell[1])]
    return found


def _chunks(
    archive: zipfile.ZipFile, member: str | zipfile.ZipInfo
) -> Iterator[tuple[bytes, bytes]]:
    """Yield what a member holds piece by piece, each with the end of the one before it."""
    rest = b""
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            yield rest, chunk
            rest = chunk[-_OVERLAP:]
