"""What every test shares; it stands here so that tests find `cohorts` and `shells` beside it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from matcher import cli
from shells import Ask, Shell

settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")
"""Machines are slow at times, and a test that fails must fail again."""


def pytest_collection_finish() -> None:
    """Leave out what stays to the end, thousands of tests, when garbage is looked for."""
    gc.freeze()


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return what runs a command in this process, which is quick: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def answer(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["matcher", *map(str, arguments)])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return answer


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
