"""Numbers as people write them: a comma for the decimals, blanks between thousands, a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matcher.files.cells import Refused
from matcher.files.clean.outcome import Cleaned, Hints

if TYPE_CHECKING:
    from matcher.files.cells import Kind

_UNIT = re.compile(r"^[£€$]\s*|\s*(?:[£€$]|eur|euros?|gbp|min|mins|minutes?|people|personnes)\.?$")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?")
_BOTH = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)[.,][0-9]{1,2}")
_DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+|[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_COMMA = re.compile(r"[+-]?[0-9]{1,18},[0-9]{1,18}")
_SCALE = re.compile(r"([0-9]{1,2})\s*(?:[-\u2013—:=.]\s*|\()[^\W\d_][^\d]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")

LONGEST = 60
"""How long a cell with a number may be: a longer one holds something else."""


def clean_number(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return a number with a point for its decimals and nothing around it."""
    if len(text) > LONGEST:
        return None
    if _DAY.fullmatch(text):
        return Refused(
            "a date stands where a number belongs: a spreadsheet may have made it from 1-2 or 3/5",
            f"Look up what was meant. Write {kind.allowed}, in cells formatted as text.",
        )
    bare = _UNIT.sub("", text.casefold()).strip()
    scale = _SCALE.fullmatch(text)
    if scale is not None:
        bare = scale[1]
    if _DOUBTFUL.fullmatch(bare):
        return Refused(
            "this can be read with thousands and with decimals",
            "Write it without a separator of thousands, and with a point for decimals.",
        )
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(" ", "").replace("'", "").replace(",", ".")
    elif _BOTH.fullmatch(bare):
        last = max(bare.rfind(","), bare.rfind("."))
        bare = f"{bare[:last].replace(',', '').replace('.', '')}.{bare[last + 1 :]}"
    elif _COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    read = kind.read(bare) if bare != text and bare else None
    return None if read is None or isinstance(read, Refused) else Cleaned(kind.write(read))
