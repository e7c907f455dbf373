"""What is sent and printed, packed in the app."""

from __future__ import annotations

import io
import zipfile

from visits import london_plan

from matcher.export.kinds import KINDS
from matcher.ui import words
from matcher.ui.downloads import exports_as_zip
from matcher.ui.plan import export_parts


def test_every_kind_of_export_has_words() -> None:
    assert set(words.EXPORTS_IN_WORDS) == set(KINDS)
    assert set(export_parts.USUAL) <= set(KINDS)


def test_the_kinds_that_are_chosen_are_packed() -> None:
    packed = exports_as_zip(london_plan(), ["letters", "calendars"], "en")
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert all(name.startswith("london-2027-exports/") for name in names)
    assert any(name.endswith(".ics") for name in names)
    assert any("letters" in name for name in names)
    assert not any(name.endswith(".xlsx") for name in names)
