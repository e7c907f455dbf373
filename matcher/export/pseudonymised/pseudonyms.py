"""Pseudonyms: stable for whoever holds the key, and mere chance for everybody else.

A pseudonym is a keyed hash of an id (HMAC with SHA-256), so that nobody without the secret can
find it by hashing ids that they guess.
"""

from __future__ import annotations

import base64
import csv
import hmac
import io
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING, Self

from matcher.errors import InputError, Problem
from matcher.export.csv_text import csv_text
from matcher.export.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

SECRET = "secret"
"""The kind of the row that holds the secret."""
SECRET_BYTES = 32
COLUMNS = ("kind", "id", "pseudonym")
LENGTH = 13
"""Letters of a pseudonym, five bits each: two ids get the same one once in 10^13 pairs of ids."""


@dataclass(frozen=True)
class Pseudonyms:
    """Ids -> pseudonyms.

    Attributes
    ----------
    secret
        What they are derived with, as hexadecimal digits.
    """

    secret: str

    def of(self, kind: str, identity: str) -> str:
        """Return the pseudonym of an id; the same id of another kind has another one."""
        text = f"{kind}\0{identity}".encode()
        digest = hmac.new(bytes.fromhex(self.secret), text, sha256).digest()
        return base64.b32encode(digest).decode().lower()[:LENGTH]

    def key(self, ids: Iterable[tuple[str, str]]) -> str:
        """Return the text of the key: the secret, then each kind and id with its pseudonym."""
        rows = [(kind, identity, self.of(kind, identity)) for kind, identity in sorted(set(ids))]
        table = Table(COLUMNS, [(SECRET, self.secret, ""), *rows], ids=frozenset({"id"}))
        return csv_text(table)

    @classmethod
    def fresh(cls) -> Self:
        """Return pseudonyms with a secret of their own, by chance."""
        return cls(token_hex(SECRET_BYTES))

    @classmethod
    def from_key(cls, content: bytes, file: str) -> Self:
        """Return the pseudonyms of an earlier key.

        Raises
        ------
        matcher.InputError
            When no secret can be read there.
        """
        try:
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        except (UnicodeDecodeError, csv.Error):
            rows = []
        secrets = [row.get("id") or "" for row in rows if row.get("kind") == SECRET]
        if len(secrets) == 1 and _is_secret(secrets[0]):
            return cls(secrets[0])
        problem = Problem(
            file=file,
            message="this is not a key that can be read: the row with the secret is missing or "
            "was changed",
            remedy="Put back the key as it was written, or export into a new folder for new "
            "pseudonyms.",
        )
        raise InputError([problem])


def _is_secret(text: str) -> bool:
    return len(text) == 2 * SECRET_BYTES and set(text) <= set("0123456789abcdef")
