"""How Streamlit runs: the one list of its settings.

`.streamlit/config.toml` holds the same for ``streamlit run app.py``; a test compares the two.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

Setting = str | int | bool

SETTINGS: dict[str, Setting] = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 5,
    "theme.primaryColor": "#005EB8",
    "theme.dark.primaryColor": "#005EB8",
    "theme.light.primaryColor": "#005EB8",
}


LOOPBACK = "127.0.0.1"


def flags(port: int, address: str = LOOPBACK) -> Iterator[str]:
    """Yield the settings as Streamlit's command line takes them."""
    for name, value in {**SETTINGS, "server.port": port, "server.address": address}.items():
        yield f"--{name}"
        yield str(value).lower() if isinstance(value, bool) else str(value)


def is_loopback(address: str | None) -> bool:
    """Return whether an address can be reached from this machine only."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def sign_in_is_configured(folder: Path | None = None) -> bool:
    """Return whether the file of secrets says how people sign in; Streamlit is not needed for it.

    Raises
    ------
    ValueError
        When the file cannot be read as TOML.
    """
    for place in (Path.home(), folder or Path.cwd()):
        file = place / ".streamlit" / "secrets.toml"
        if file.is_file() and "auth" in tomllib.loads(file.read_text("utf-8")):
            return True
    return False
