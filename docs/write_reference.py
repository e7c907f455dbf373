"""Write `docs/reference.md`: everything that `import matcher` gives, from the docstrings.

``python docs/write_reference.py`` from the top of the project; a test compares.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import griffe
from griffe2md import render_object_docs

import matcher

TOP = Path(__file__).parent.parent
PAGE = Path(__file__).with_name("reference.md")

PARTS: dict[str, tuple[str, ...]] = {
    "Reading": ("load", "inspect", "start_cohort", "write_workbook", "Cohort", "Problem"),
    "Planning": ("plan", "pair", "Plan", "Pairing", "Progress", "Snapshot", "check_plan"),
    "Understanding": ("explain", "compare", "stress", "sweep"),
    "Changing a plan": ("replan", "Replanner", "repair", "repairs", "ways_on", "note_follow_up"),
    "Keeping": ("save", "open_plan", "open_store", "Store"),
    "Many cohorts": (
        *("plan_many", "Finished"),
        *("intake", "Intake", "open_intake", "check_intake"),
    ),
    "Errors": ("MatcherError", "InputError", "OutputExistsError", "PlanError", "StoreError"),
}

INTRODUCTION = """# The Python interface

Everything below is imported as `matcher.NAME`, at its first use, so that `import matcher` itself
is quick. It is the stable part of Matcher: a name that changes stays for at least one minor version
and says so with a `DeprecationWarning`. What lies in modules below it may change at any time. How
to go about it is told in [python.md](python.md).

Written by `python docs/write_reference.py` from the docstrings.
"""

CONFIG = {
    "heading_level": 3,
    "show_root_full_path": False,
    "show_object_full_path": False,
    "separate_signature": True,
    "show_signature_annotations": True,
    "filters": ["!^_", "!^model_"],
    "summary": False,
    "show_bases": False,
}

_LINK = re.compile(r"\[([^\[\]]+)\]\(#[^)]*\)")
_TAG = re.compile(r"</?(?:code|a)[^>]*>")
_DOUBLE = re.compile(r"(?<!`)``(?!`)")
_MODULES = re.compile(r"^(#+ `)(?:[a-z_]\w*\.)+(?=[A-Z])", re.MULTILINE)
_GOES_ON = re.compile(r"^(?=[^\s#*-])")


def page() -> str:
    """Return the text of the page."""
    known = {name for names in PARTS.values() for name in names}
    public = set(matcher.__all__) - {"__version__"}
    if known != public:
        raise SystemExit(f"docs/write_reference.py misses or misnames: {sorted(known ^ public)}")
    package = griffe.load(
        "matcher", search_paths=[str(TOP)], docstring_parser="numpy", resolve_aliases=True
    )
    parts = [INTRODUCTION]
    for title, names in PARTS.items():
        parts.append(f"## {title}\n")
        parts += [_described(package[name]) for name in names]
    return "\n".join(parts)


def _described(alias: griffe.Alias) -> str:
    """Return what is told of one name, without links that lead nowhere."""
    text = render_object_docs(alias.final_target, CONFIG)
    while _LINK.search(text):
        text = _LINK.sub(r"\1", text)
    text = _MODULES.sub(r"\1", _DOUBLE.sub("`", _TAG.sub("`", text)))
    lines, is_item = [], False
    for line in text.splitlines():
        goes_on = bool(line.strip()) and not line.startswith("```")
        is_item = line.startswith("- ") or (is_item and goes_on)
        lines.append((_GOES_ON.sub("  ", line) if is_item else line).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(TOP)}: {len(PAGE.read_text('utf-8').splitlines())} lines")


if __name__ == "__main__":
    sys.exit(main())
