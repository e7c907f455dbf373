"""What `docs/python.md` shows runs as it is written, from the first block to the last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

BLOCK = r"^```python\n(.*?)^```"
HOW_TO = Path(__file__).parent.parent / "docs" / "python.md"


def test_every_block_runs_after_the_ones_before(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(BLOCK, HOW_TO.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 6
    names: dict[str, Any] = {"__name__": "how_to"}
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"python.md, block {number}", "exec"), names)
    shown = capsys.readouterr().out
    assert "participants 4 consent perhaps" in shown
    assert "settings None workshops.count 99" in shown
    assert "optimal 2 " in shown
    assert "Tuesday" in shown
    assert names["apart"].objective.pairs == 3
    assert len(names["table"]) == 3
    assert ("P1", "H2") not in {(one.patient, one.professional) for one in names["apart"].pairs}
