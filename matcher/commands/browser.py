"""The command that opens the app."""

from __future__ import annotations

from typing import Annotated

import typer


def run_app(
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="The port, on this machine only.")
    ] = 8501,
) -> None:
    """Open the app in the browser."""
    from matcher.ui.launch import launch

    raise typer.Exit(launch(port))
