"""How Streamlit runs: the one list of its settings.

`.streamlit/config.toml` holds the same for ``streamlit run app.py``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator

Setting = str | int | bool

SETTINGS: dict[str, Setting] = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "runner.magicEnabled": False,
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.maxUploadSize": 5,
    "theme.primaryColor": "#005EB8",
    "theme.dark.primaryColor": "#005EB8",
    "theme.light.primaryColor": "#005EB8",
}


def flags(port: int) -> Iterator[str]:
    """Yield the settings as Streamlit's command line takes them."""
    for name, value in {**SETTINGS, "server.port": port}.items():
        yield f"--{name}"
        yield str(value).lower() if isinstance(value, bool) else str(value)
