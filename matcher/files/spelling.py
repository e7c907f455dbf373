"""Words in cells that resemble one that is known: proposed, and applied by `mapping.toml` only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.files.protected import names_diagnosis
from matcher.files.similarity import closest, closest_of, folded
from matcher.wording import plain

if TYPE_CHECKING:
    from matcher.cohort import Person
    from matcher.files.findings import Findings
    from matcher.files.references import Draft


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one column of `participants`, and where they are known from."""

    section: str
    """The section of `mapping.toml` that puts a word right."""
    column: str
    said: Callable[[Person], Iterable[str]]
    known: Callable[[Draft], Iterable[str]]


def _places(draft: Draft) -> Iterable[str]:
    for rows in (draft.travel, draft.venues, draft.projects, draft.calendar):
        yield from (record.area for record in rows.records)


VOCABULARIES = (
    Vocabulary(
        "themes",
        "themes",
        lambda person: person.themes,
        lambda draft: (project.theme for project in draft.projects.records),
    ),
    Vocabulary("areas", "area", lambda person: (person.area,), _places),
    Vocabulary(
        "organisations",
        "organisation",
        lambda person: (person.organisation,),
        lambda draft: (project.organisation for project in draft.projects.records),
    ),
    Vocabulary(
        "languages",
        "languages",
        lambda person: person.languages,
        lambda draft: (word for each in draft.facilitators.records for word in each.languages),
    ),
)


def propose_spellings(draft: Draft, findings: Findings) -> None:
    """Warn of words that resemble one that is known from elsewhere, or from several people."""
    for vocabulary in VOCABULARIES:
        _propose(vocabulary, draft, findings)


def _propose(vocabulary: Vocabulary, draft: Draft, findings: Findings) -> None:
    uses: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, person in draft.people.placed:
        for key, word in {plain(word): word for word in vocabulary.said(person) if word}.items():
            uses[key].append((row, word))
    known = {plain(word): word for word in vocabulary.known(draft) if word}
    often = {key: min(word for _, word in said) for key, said in uses.items() if len(said) > 1}
    options = {folded(word): word for _, word in sorted((often | known).items())}
    ids = {plain(name) for name in draft.projects.ids}
    for key in sorted(uses.keys() - known.keys() - often.keys() - ids):
        row, word = uses[key][0]
        close = closest_of(word, options)
        if close is not None:
            findings.warning(
                draft.people.file,
                f"this looks like {close}, which is known from elsewhere",
                f'If that is meant, write "{word}" = "{close.word}" under '
                f"[{vocabulary.section}] in mapping.toml, or correct it here.",
                row=row,
                column=vocabulary.column,
                value=word,
            )


def needs_of_venues(draft: Draft, findings: Findings) -> None:
    """Warn of needs that no venue names, or that say more than what is needed."""
    features = {feature for venue in draft.venues.records for feature in venue.features}
    has_venues = draft.venues.complete and bool(draft.venues.placed)
    said: set[str] = set()
    for row, person in draft.people.placed:
        if any(map(names_diagnosis, person.access_needs)):
            findings.warning(
                draft.people.file,
                f"{person.person_id} has a need here that seems to name a diagnosis",
                "Write what a venue must have for them, such as step_free, and nothing else.",
                row=row,
                column="access_needs",
            )
        for need in person.access_needs:
            is_new = has_venues and person.is_applicant and need not in features | said
            if is_new and not names_diagnosis(need):
                said.add(need)
                _say_unnamed(draft, row, need, features, findings)


def _say_unnamed(draft: Draft, row: int, need: str, features: set[str], findings: Findings) -> None:
    close = closest(need, sorted(features))
    hint = f"; it looks like {close}" if close else ""
    mapped = (
        f'If that is meant, write "{need}" = "{close.word}" under [access_needs] in mapping.toml. '
        if close
        else ""
    )
    findings.warning(
        draft.people.file,
        f"no venue names this among its features, so dates are not chosen for it{hint}",
        f"{mapped}Ask the venues, and write it under features in {draft.venues.file}, "
        "spelled in the same way.",
        row=row,
        column="access_needs",
        value=need,
    )
