"""Whatever stands in the files: a cohort, or an `InputError`, and nothing else."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import SOUND, write_files

from matcher.errors import InputError, Severity
from matcher.files import inspect, load, read_people

NAMES = [
    "participants.csv",
    "availability.csv",
    "calendar.csv",
    "venue_dates.csv",
    "programme.toml",
    "current_plan.json",
]
tokens = st.lists(
    st.sampled_from(
        [
            "person_id",
            "side",
            "consent",
            "date",
            "state",
            "patient",
            "yes",
            "P1",
            "2027-03-04",
            ",",
            ";",
            "\n",
            '"',
            "\x00",
            "'",
            "=",
            "\r",
            "\ufeff",
            "[programme]",
            "start",
            "{",
            "9" * 30,
        ]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.one_of(st.binary(min_size=1, max_size=200), tokens))
def test_any_bytes_in_a_file_raise_nothing_but_input_errors(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {name: content})
        inspection = inspect(folder)
        has_errors = any(each.severity is Severity.ERROR for each in inspection.problems)
        assert has_errors == (inspection.cohort is None)
        read_people(Path(folder) / name)
        if has_errors:
            with pytest.raises(InputError, match=r"\S"):
                load(folder)


def workbook_bytes() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "participants"
    for line in SOUND["participants.csv"].split():
        sheet.append(line.split(","))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


WORKBOOK = workbook_bytes()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=8))
def test_a_damaged_workbook_raises_nothing_but_input_errors(damage: list[tuple[int, int]]) -> None:
    content = bytearray(WORKBOOK)
    for position, byte in damage:
        content[position] = byte
    inspect_workbook(bytes(content))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()),
    st.integers(0, 2_000),
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [b'r="A99999999999"', b'<c r="', b't="s"><v>999</v>', b'r="AAAAAAA1"', b"&x;"]
        ),
    ),
)
def test_a_workbook_with_spoilt_parts_raises_nothing_but_input_errors(
    name: str, position: int, inserted: bytes
) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as sound, zipfile.ZipFile(content, "w") as spoilt:
        for member in sound.namelist():
            data = sound.read(member)
            if member == name:
                data = data[:position] + inserted + data[position:]
            spoilt.writestr(member, data)
    inspect_workbook(content.getvalue())


def inspect_workbook(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cohort.xlsx"
        path.write_bytes(content)
        (Path(folder) / "programme.toml").write_text(str(SOUND["programme.toml"]))
        inspection = inspect(path)
        has_errors = any(each.severity is Severity.ERROR for each in inspection.problems)
        assert has_errors == (inspection.cohort is None)
