"""The text of a `programme.toml` with one setting changed; everything else in it stays."""

from __future__ import annotations

from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from matcher.errors import InputError, Problem


def with_setting(text: str, file: str, key: str, value: Any) -> str:
    """Return the text with a setting, comments and unknown lines left as they are.

    Parameters
    ----------
    text
        Of the file as it is; blank for a new one.
    file
        What problems call it.
    key
        Section and name, such as ``workshops.count``.
    value
        What it is set to, right or wrong; nothing to take it out, so that the default counts.

    Raises
    ------
    matcher.InputError
        When the text as it is cannot be changed, because it is no TOML.
    """
    section, _, name = key.partition(".")
    try:
        document = tomlkit.parse(text)
        body = document.get(section)
        if body is None:
            body = document[section] = tomlkit.table()
        if value is not None:
            body[name] = value
        elif name in body:
            del body[name]
        return tomlkit.dumps(document)
    except (TOMLKitError, TypeError, ValueError) as error:
        message = f"the settings cannot be changed: {str(error)[:200]}"
        remedy = "Put the text of the settings right first."
        raise InputError([Problem(file=file, column=key, message=message, remedy=remedy)]) from None
