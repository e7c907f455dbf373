"""One list of settings, and an app that ends with the command that started it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from visits import REPOSITORY

from matcher.ui import launch
from matcher.ui.settings import SETTINGS, flags

if TYPE_CHECKING:
    from pathlib import Path


def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_file_and_the_flags_hold_the_same_settings() -> None:
    with (REPOSITORY / ".streamlit" / "config.toml").open("rb") as file:
        assert flat(tomllib.load(file)) == SETTINGS


def test_the_app_is_closed_and_silent_by_default() -> None:
    given = dict(zip(*[iter(flags(8600))] * 2, strict=True))
    assert given["--server.address"] == "127.0.0.1"
    assert given["--server.enableXsrfProtection"] == given["--server.enableCORS"] == "true"
    assert int(given["--server.maxUploadSize"]) <= 5
    assert given["--browser.gatherUsageStats"] == "false"
    assert given["--client.showErrorDetails"] == "none"
    assert given["--client.showErrorLinks"] == "false"


def test_streamlit_knows_every_setting() -> None:
    from streamlit import config

    known = config.get_config_options()
    assert set(SETTINGS) <= set(known)


def test_flags_are_what_the_command_line_takes() -> None:
    given = list(flags(8600))
    assert given[given.index("--server.port") + 1] == "8600"
    assert given[given.index("--browser.gatherUsageStats") + 1] == "false"


def test_without_streamlit_the_command_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launch, "find_spec", lambda name: None)
    assert launch.launch(8600) == 2
    assert 'pip install "matcher[app]"' in capsys.readouterr().err


def test_the_launcher_needs_no_streamlit_to_be_imported() -> None:
    code = "import sys, matcher.ui.launch; raise SystemExit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_the_app_ends_with_its_command(tmp_path: Path, number: signal.Signals, code: int) -> None:
    port = free_port()
    start = f"from matcher.ui.launch import launch; raise SystemExit(launch({port}))"
    command = subprocess.Popen([sys.executable, "-c", start], cwd=tmp_path)
    try:
        until_it_answers(port)
        command.send_signal(number)
        assert command.wait(20) == code
    finally:
        command.kill()
        command.wait()
    with socket.socket() as one:
        assert one.connect_ex(("127.0.0.1", port)) != 0


def until_it_answers(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app does not answer")
