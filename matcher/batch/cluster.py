"""A Dask cluster that somebody runs, as an executor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from concurrent.futures import Executor

SECONDS_TO_CONNECT = 15


class ClusterError(MatcherError):
    """The cluster cannot be used."""


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """Give an executor whose work is done by the workers of a Dask cluster.

    Parameters
    ----------
    address
        Of its scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    ClusterError
        When Dask is not installed, or no scheduler answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        hint = 'Install it with: pip install "matcher[cluster]"'
        raise ClusterError(f"A cluster needs Dask, which is not installed. {hint}") from None
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, set_as_default=False, timeout=SECONDS_TO_CONNECT
        )
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). Give the address "
            "that it writes when it starts, such as tcp://10.0.0.1:8786."
        ) from error
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]
