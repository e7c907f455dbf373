"""Taking a person out of what is kept: the JSON of cohorts and plans, and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from matcher.wording import plain

ID_FIELDS = frozenset(
    {
        *("person_id", "partner_id", "prefers", "avoids", "conflicts"),
        *("facilitator_id", "facilitator", "facilitators"),
        *("patient", "professional", "person", "who", "one", "other"),
        *("absent", "remote", "locked", "forbidden"),
        *("third", "thirds", "released", "paused"),
    }
)
"""Fields in which ids of people stand, alone or in lists."""

STAYS = {
    "person_id": ("side", "consent", "status", "withdrawn_after_workshop"),
    "facilitator_id": ("max_pairs",),
}
"""What stays of a record: what the arithmetic of plans rests on, and no answer of theirs."""

FREE_TEXTS = frozenset({"goals", "extra"})
"""Fields in which people write about others as they like."""

BLANKS = r"\s+"
SHORTEST_PART = 3
"""How long a part of a name is that is looked for by itself."""


@dataclass(frozen=True)
class Face:
    """By what somebody is known in a cohort."""

    identity: str
    name: str
    email: str

    def answers_to(self, asked: str) -> bool:
        """Return whether this is their id, their e-mail address or their name."""
        wanted = plain(asked)
        others = {plain(self.email), plain(self.name)} - {""}
        return asked.strip() == self.identity or wanted in others


def faces(content: Any) -> Iterator[Face]:
    """Yield everybody who has a record somewhere in a JSON value."""
    if isinstance(content, dict):
        key = _record_key(content)
        if key is not None:
            yield Face(content[key], content.get("name", ""), content.get("email", ""))
        for value in content.values():
            yield from faces(value)
    elif isinstance(content, list):
        for value in content:
            yield from faces(value)


@dataclass
class Remover:
    """Takes a person out, and counts their answers.

    Parameters
    ----------
    gone
        By what they are known.
    pseudonym
        What stands instead.
    """

    gone: frozenset[Face]
    pseudonym: str
    answers: int = 0
    _files: dict[str, str] = field(default_factory=dict)
    _ids: frozenset[str] = field(init=False)
    _whole: list[re.Pattern[str]] = field(init=False)
    _parts: list[re.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._ids = frozenset(face.identity for face in self.gone)
        self._whole = [*_whole_names(self.gone), *_spoken_ids(self._ids)]
        self._parts = list(_parts_of_names(self.gone))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the person."""
        return self._ids - {""}

    def knows(self, identity: str) -> bool:
        """Return whether this is an id of the person."""
        return identity in self.ids

    def content(self, value: Any, where: str = "", *, free: bool = False) -> Any:
        """Return a JSON value without the person."""
        free = free or where in FREE_TEXTS
        if isinstance(value, dict):
            return self._object(value, where, free)
        if isinstance(value, list):
            kept = [one for one in value if not self._is_answer(one)]
            self.answers += len(value) - len(kept)
            self._note_files(kept)
            return [self.content(one, where, free=free) for one in kept]
        if not isinstance(value, str):
            return value
        if where in ID_FIELDS:
            return self.pseudonym if value in self._ids else value
        return self.text(value, parts=free)

    def text(self, text: str, *, parts: bool = True) -> str:
        """Return a sentence without the person.

        Parameters
        ----------
        text
            What somebody wrote.
        parts
            Whether a part of their name by itself counts too.
        """
        for pattern in (*self._whole, *(self._parts if parts else ())):
            text = pattern.sub(self.pseudonym, text)
        return text

    def _object(self, value: dict[str, Any], where: str, free: bool) -> dict[str, Any]:
        if where == "availability":
            self.answers += sum(len(days) for who, days in value.items() if who in self._ids)
            return {who: days for who, days in value.items() if who not in self._ids}
        if where == "thirds":
            return {
                self.content(who, where): self.content(couple, where)
                for who, couple in value.items()
            }
        key = _record_key(value)
        if key is not None and value[key] in self._ids:
            return {key: self.pseudonym, **{name: value[name] for name in STAYS[key]}}
        own = () if key is None else ("name", "email")  # those of others are theirs
        after = {
            name: one if name in own else self.content(one, name, free=free)
            for name, one in value.items()
        }
        if value.get("kind") in ("add", "unadd"):
            after["file"] = self._files.get(value["file"], after["file"])
        return after

    def _note_files(self, changes: list[Any]) -> None:
        """Name the files anew that the person joined from: files are often called after people."""
        for one in changes:
            is_add = isinstance(one, dict) and one.get("kind") == "add"
            if is_add and any(face.identity in self._ids for face in faces(one)):
                number = len(self._files) + 1
                self._files.setdefault(one["file"], f"{self.pseudonym}-{number}.csv")

    def _is_answer(self, value: Any) -> bool:
        """Return whether this is what they said of a day, to an invitation, or that they came."""
        if not isinstance(value, dict):
            return False
        if value.get("kind") in ("answer", "unanswer"):
            return value.get("who") in self._ids
        return "reply" in value and value.get("person_id") in self._ids


def _record_key(value: dict[str, Any]) -> str | None:
    """Return the field with the id of somebody whose record this is."""
    for key, names in STAYS.items():
        if key in value and names[0] in value:
            return key
    return None


def _whole_names(gone: Iterable[Face]) -> Iterator[re.Pattern[str]]:
    for email in {face.email for face in gone} - {""}:
        yield re.compile(rf"(?<![\w.+-]){re.escape(email)}(?![\w-])", re.IGNORECASE)
    for name in {face.name for face in gone} - {""}:
        words = [re.escape(word) for word in name.split()]
        if len(words) > 1:
            yield re.compile(rf"(?<!\w){BLANKS.join(words)}(?!\w)", re.IGNORECASE)


def _spoken_ids(ids: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Yield what finds ids in sentences; a bare number may count anything and stays."""
    for identity in ids:
        if any(character.isalpha() for character in identity):
            yield re.compile(rf"(?<![\w.-]){re.escape(identity)}(?![\w-]|\.\w)")


def _parts_of_names(gone: Iterable[Face]) -> Iterator[re.Pattern[str]]:
    """Yield what finds single parts of names, which are words of the language too at times."""
    for part in sorted({part for face in gone for part in face.name.split()}):
        if len(part) >= SHORTEST_PART and part[0].isupper():
            yield re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
