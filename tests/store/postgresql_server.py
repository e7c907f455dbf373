"""A PostgreSQL server of the tests' own: on loopback, in a folder of its own, ended by its id."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

USER, PASSWORD = "planner", "s3cret-word"
ATTEMPTS = 5


def binaries() -> Path | None:
    """Return the folder with Debian's newest server, or whatever the path leads to."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parent.parent.name),
    )
    if found:
        return found[-1].parent
    other = shutil.which("initdb")
    return Path(other).resolve().parent if other else None


class Server:
    """A server that runs, and makes databases."""

    def __init__(self, port: int) -> None:
        self.port = port

    def new_database(self) -> str:
        """Make an empty database, and return its URL."""
        name = f"t_{secrets.token_hex(6)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still in it."""
        name = url.rsplit("/", 1)[1]
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, name: str, password: str = PASSWORD) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{name}"


@contextmanager
def running(where: Path) -> Iterator[Server]:
    """Start a server with the binaries in a folder, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="matcher-pg-"))
    try:
        as_user = _unprivileged(folder)
        _make_cluster(where, folder, as_user)
        server, process = _start(where, folder, as_user)
        try:
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # ends sessions, then stops
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return how to run as somebody other than root, whom PostgreSQL refuses."""
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next(one for one in ("postgres", "nobody") if one in known)
    entry = pwd.getpwnam(name)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make_cluster(where: Path, folder: Path, as_user: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    options = [f"--pgdata={folder / 'data'}", f"--username={USER}", f"--pwfile={secret}"]
    options += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [where / "initdb", *options], check=True, capture_output=True, cwd=folder, **as_user
    )


def _start(
    where: Path, folder: Path, as_user: dict[str, Any]
) -> tuple[Server, subprocess.Popen[bytes]]:
    """Start the server on a port that is free; another program may take it first: try again."""
    for _ in range(ATTEMPTS):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "shared_buffers": "16MB",
            "max_connections": 20,
        }
        options = [part for item in settings.items() for part in ("-c", "{}={}".format(*item))]
        process = subprocess.Popen(
            [where / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **as_user,
        )
        server = Server(port)
        if _answers(server, process):
            return server, process
        process.kill()
        process.wait()
    raise RuntimeError("PostgreSQL did not start")


def _answers(server: Server, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(server.address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False
