"""What axe-core finds wrong with a page for people with disabilities, but for Streamlit's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Own(NamedTuple):
    """What Streamlit itself does on its pages, which no setting of ours changes."""

    rule: str
    selector: str
    because: str


STREAMLITS: tuple[Own, ...] = ()

AT_REST = """() => !document.querySelector('[data-stale=true]') && document.getAnimations().every(
    one => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)"""
"""What is shown is of this run, and nothing fades any more: half faded, all text is pale."""


def violations(page: Page) -> list[str]:
    """Return the rules of WCAG 2.2 A and AA that are broken, with where and how."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";undefined")
    page.wait_for_function(AT_REST)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node)
    ]


def _is_streamlits(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Return whether an element is one of those that the table lists for a rule."""
    selectors = [own.selector for own in STREAMLITS if own.rule == rule]
    matches = (
        "([target, selectors]) => selectors.some(s => document.querySelector(target).matches(s))"
    )
    return bool(selectors) and bool(page.evaluate(matches, [node["target"][0], selectors]))
