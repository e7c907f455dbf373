"""The same person twice: proposed with the reason, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from matcher.files.similarity import ALIKE, folded, likeness, numbers_in
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.cohort import Person
    from matcher.files.findings import Findings
    from matcher.files.references import Draft

PHONES = {"phone", "phone number", "telephone", "telephone number", "mobile", "mobile number",
          "mobile phone", "tel", "portable", "numero de telephone", "contact number"}  # fmt: skip
"""Headings of columns with a telephone number, as headings are compared."""

_DIGITS_OF_PHONE = 9
"""How many digits at its end tell one number from another, with or without the country."""

_MOST_CONTRADICTIONS = 1
"""In how many other answers two people of like names may differ and still be proposed."""

_MOST_COMPARED = 10
"""With how many others of the very same name somebody is compared."""


LARGEST_BLOCK = 2_000
"""How many names are compared each with each."""


_MOST_NAMED = 5
"""How many people are named who share an e-mail."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What tells one person from another."""

    row: int
    person_id: str
    name: str
    """Folded, its words in the order of the alphabet."""
    email: str
    phone: str
    others: tuple[str, ...]
    """Organisation and area."""


def propose_duplicates(draft: Draft, findings: Findings) -> None:
    """Warn of people who may stand in the file twice, and of an e-mail that several people have."""
    entries = [_entry(row, person) for row, person in draft.people.placed]
    proposed: set[tuple[int, int]] = set()
    for one, other in _candidates(entries):
        rows = (one.row, other.row)
        reasons = _reasons(one, other)
        if reasons and rows not in proposed:
            proposed.add(rows)
            findings.warning(
                draft.people.file,
                f"{other.person_id} in row {other.row} and {one.person_id} in row {one.row} may "
                f"be the same person: {', '.join(reasons)}",
                "If so, keep one of the rows. Nothing is merged.",
                row=other.row,
                column="name",
            )
    _note_shared(draft, entries, proposed, findings)


def _entry(row: int, person: Person) -> Entry:
    return Entry(
        row,
        person.person_id,
        " ".join(sorted(folded(person.name).split())),
        plain(person.email),
        _phone(person.extra),
        (plain(person.organisation), plain(person.area)),
    )


def _phone(extra: dict[str, str]) -> str:
    for heading, text in sorted(extra.items()):
        digits = "".join(char for char in text if char.isdigit())
        if folded(heading) in PHONES and len(digits) >= _DIGITS_OF_PHONE:
            return digits[-_DIGITS_OF_PHONE:]
    return ""


def _reasons(one: Entry, other: Entry) -> list[str]:
    """Return why two entries may be one person; nothing where they seem to be two."""
    same_email = bool(one.email) and one.email == other.email
    same_phone = bool(one.phone) and one.phone == other.phone
    if not (same_email or same_phone) and _contradictions(one, other) > _MOST_CONTRADICTIONS:
        return []
    is_named = bool(one.name and other.name)
    percent = likeness(one.name, other.name) if is_named else 0.0
    if percent < ALIKE and is_named:
        return []
    names = "the same name" if percent == 100.0 else f"names alike ({percent:.0f} %)"
    said = ((names, percent >= ALIKE), ("the same e-mail", same_email))
    return [reason for reason, holds in (*said, ("the same phone", same_phone)) if holds]


def _contradictions(one: Entry, other: Entry) -> int:
    answers = zip(
        (one.email, one.phone, *one.others), (other.email, other.phone, *other.others), strict=True
    )
    return sum(bool(a and b and a != b) for a, b in answers)


def _candidates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the entries that are worth a comparison, the earlier row of the two first."""
    by_name: defaultdict[str, list[Entry]] = defaultdict(list)
    by_contact: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.name:
            by_name[entry.name].append(entry)
        for contact in filter(None, (entry.email, entry.phone)):
            by_contact[contact].append(entry)
    for group in (*by_contact.values(), *by_name.values()):
        yield from _within(group)
    for one, other in _names_alike(list(by_name)):
        for pair in _across(by_name[one], by_name[other]):
            yield (pair[0], pair[1]) if pair[0].row < pair[1].row else (pair[1], pair[0])


def _within(group: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    for number, entry in enumerate(group):
        for other in group[number + 1 : number + 1 + _MOST_COMPARED]:
            yield entry, other


def _across(ones: Sequence[Entry], others: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    for one in ones[:_MOST_COMPARED]:
        for other in others[:_MOST_COMPARED]:
            yield one, other


def _names_alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different names that resemble each other, each pair once.

    Only names are compared that have a word in common, or the initials of all their words.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    seen: set[tuple[str, str]] = set()
    for block in _blocks(names):
        # A score of each with each, in native code: 0 where it is too low.
        scores = process.cdist(block, block, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
        for first, second in np.argwhere(np.triu(scores, 1)).tolist():
            pair = (block[first], block[second])
            if pair not in seen and likeness(*pair) >= ALIKE:
                seen.add(pair)
                yield pair


def _blocks(names: Iterable[str]) -> Iterator[list[str]]:
    blocks: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(names):
        words, numbers = name.split(), numbers_in(name)
        for key in {*words, "".join(word[0] for word in words).upper()}:
            blocks[key, *numbers].append(name)
    for block in blocks.values():
        # What is in alphabetical order and far apart does not resemble each other often.
        for start in range(0, len(block), LARGEST_BLOCK):
            if len(block) > 1:
                yield block[start : start + LARGEST_BLOCK]


def _note_shared(
    draft: Draft, entries: Sequence[Entry], proposed: set[tuple[int, int]], findings: Findings
) -> None:
    """Note each e-mail that people of different names have: a couple, a carer, an office."""
    by_email: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.email:
            by_email[entry.email].append(entry)
    for group in by_email.values():
        pairs = combinations(group[:_MOST_COMPARED], 2)
        if all((one.row, other.row) in proposed for one, other in pairs):
            continue
        first, *others = group
        ids = ", ".join(entry.person_id for entry in others[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        findings.warning(
            draft.people.file,
            f"{first.person_id} shares this e-mail with {ids}{more}, of another name",
            "Nothing to do for a couple or a carer; both get what is written to either.",
            row=first.row,
            column="email",
            value=first.email,
        )
