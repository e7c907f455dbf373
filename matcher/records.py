"""The base of every record: immutable, strict about names, and checked where it is made."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

ID_PATTERN = r"^[A-Za-z0-9_.\-]{1,64}\Z"
"""What an id may look like: letters, digits, `_`, `.` and `-`, at most 64 of them."""

Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN.replace(r"\Z", "$"))]


class Record(BaseModel):
    """A frozen pydantic model that refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def __eq__(self, other: object) -> bool:
        """Return whether two records of one kind hold the same, wherever they came from."""
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = BaseModel.__hash__
