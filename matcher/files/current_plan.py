"""`current_plan.json`, a plan already running, -> a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from matcher.plans import Plan

if TYPE_CHECKING:
    from matcher.files.findings import Findings


def parse_plan(text: str, file: str, findings: Findings) -> Plan | None:
    """Return the plan in the text of a `plan.json`, or nothing after an error."""
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            is_json = detail["type"] != "json_invalid"
            findings.error(
                file,
                f"this is not a plan: {detail['msg'][:200]}",
                "Put back the plan.json that was written, without changing it by hand.",
                column=".".join(str(part) for part in detail["loc"]) or None,
                value=detail["input"] if is_json and detail["type"] != "missing" else None,
            )
        return None
