"""The command that opens the app."""

from __future__ import annotations

from typing import Annotated

import typer


def run_app(
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="The port on which it listens.")
    ] = 8501,
    address: Annotated[
        str,
        typer.Option(help="Where it listens; another one than this needs a sign-in."),
    ] = "127.0.0.1",
) -> None:
    """Open the app in the browser."""
    from matcher.ui.launch import launch

    raise typer.Exit(launch(port, address))
