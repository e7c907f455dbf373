"""The rules as somebody types them on the page Rules: nothing typed is lost, all can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matcher.changes.ruling import with_programme
from matcher.changes.setting_values import setting_of
from matcher.drafts import Step
from matcher.errors import InputError
from matcher.files.settings import START, keys
from matcher.files.typed_settings import read_typed
from matcher.language.words import to_say
from matcher.programme import Programme
from matcher.room import Room, room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.changes import Change
    from matcher.cohort import Cohort
    from matcher.ui.sittings.sittings import Sitting

COUNTRY, SUBDIVISION = "programme.country", "programme.subdivision"
MOST_UNDONE = 200
CHANGED = Step(to_say("Change the rules"))


@dataclass
class RulesDesk:
    """What is typed, what is wrong with it, and what stood there before.

    Attributes
    ----------
    programme
        The rules that count: the last ones in which nothing was wrong.
    values
        Every setting by its dotted name, as it was typed.
    wrong
        Setting -> what may stand there.
    refused
        The earlier changes that do not go together with the rules.
    """

    programme: Programme
    values: dict[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Change, ...] = ()
    _earlier: list[dict[str, Any]] = field(default_factory=list)
    _counted: tuple[Cohort, Room] | None = None

    def __post_init__(self) -> None:
        """Begin with the rules as they are."""
        self.values = self.values or {key: setting_of(self.programme, key) for key in keys()}

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed."""
        return bool(self._earlier)

    def put(self, sitting: Sitting, typed: Mapping[str, Any]) -> None:
        """Take some values; the rules change when everything on the desk is right."""
        if all(self.values[key] == value for key, value in typed.items()):
            return
        self._earlier = [*self._earlier, dict(self.values)][-MOST_UNDONE:]
        self.values.update(typed)
        if typed.keys() == {COUNTRY}:
            self.values[SUBDIVISION] = default_of(SUBDIVISION, self.values)
        self._judge(sitting)

    def undo(self, sitting: Sitting) -> None:
        """Go back to what stood there before the last change."""
        if self._earlier:
            self.values = self._earlier.pop()
            self._judge(sitting)

    def room(self, cohort: Cohort) -> Room:
        """Return how much room the rules of a cohort leave; counted once while they stay."""
        if self._counted is None or self._counted[0] is not cohort:
            self._counted = cohort, room(cohort, self._counted)
        return self._counted[1]

    def _judge(self, sitting: Sitting) -> None:
        read = read_typed(self.values)
        self.wrong, self.refused = read.wrong, ()
        if read.programme is None or read.programme == self.programme:
            return
        try:
            sitting.take_rules(with_programme(sitting.cohort, read.programme), CHANGED)
        except InputError as error:
            said = {problem.value for problem in error.problems}
            self.refused = tuple(one for one in sitting.cohort.changes if str(one) in said)
        else:
            self.programme = read.programme


def desk_of(sitting: Sitting) -> RulesDesk:
    """Return the desk of a sitting; a new one where the rules were changed elsewhere."""
    desk = sitting.rules
    if desk is None or desk.programme != sitting.cohort.programme:
        desk = sitting.rules = RulesDesk(sitting.cohort.programme)
    return desk


def default_of(key: str, values: Mapping[str, Any]) -> Any:
    """Return the default of a setting beside the other values; nothing where it has none."""
    if key == SUBDIVISION:
        return "ENG" if values[COUNTRY] == "GB" else None
    section, _, name = key.partition(".")
    record: Any = Programme.model_fields[section].annotation
    return None if key in START else record.model_fields[name].get_default()


def is_changed(key: str, values: Mapping[str, Any]) -> bool:
    """Return whether a setting differs from its default; one without a default never does."""
    return key not in START and values[key] != default_of(key, values)


def rules_changed_since(sitting: Sitting) -> tuple[str, ...]:
    """Return the settings that differ from those with which the plan at hand was made."""
    plan = None if sitting.job is None else sitting.job.plan
    if plan is None or plan.cohort.programme == sitting.cohort.programme:
        return ()
    then, now = plan.cohort.programme, sitting.cohort.programme
    return tuple(key for key in keys() if setting_of(then, key) != setting_of(now, key))
