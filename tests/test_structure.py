"""The house stands straight: no circles, no walls broken, one version."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import matcher

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "matcher").rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(nodes: Iterator[ast.AST]) -> set[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    trees = {module_name(path): ast.parse(path.read_text("utf-8")) for path in SOURCES}
    graph = nx.DiGraph(
        (name, other)
        for name, tree in trees.items()
        for other in imported(ast.iter_child_nodes(tree)) & trees.keys() - {name}
    )
    assert [part for part in nx.strongly_connected_components(graph) if len(part) > 1] == []


def test_streamlit_stays_in_the_app() -> None:
    for path in SOURCES:
        names = imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        uses = any(name.split(".")[0] == "streamlit" for name in names)
        assert not uses or "ui" in path.relative_to(ROOT).parts, path


def test_the_check_knows_no_solver() -> None:
    for path in (ROOT / "matcher" / "check").glob("*.py"):
        names = imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        assert not {name for name in names if name.startswith(("matcher.solve", "ortools"))}, path


def test_the_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    assert newest is not None
    assert project["version"] == matcher.__version__ == newest.group(1)


def test_importing_the_package_is_light() -> None:
    code = "import sys, matcher; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "pandas", "scipy", "ortools", "networkx", "streamlit"}
    assert heavy & set(out.stdout.split()) == set()


def test_help_is_light() -> None:
    code = (
        "import sys\nfrom matcher.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(out.stdout.split("LOADED")[1].split())
    assert {"numpy", "pandas", "scipy", "ortools", "networkx"} & loaded == set()


def test_every_public_name_exists() -> None:
    for name in matcher.__all__:
        assert getattr(matcher, name) is not None, name


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yaml", ".txt", ""}:
            text = path.read_text("utf-8", errors="ignore")
            assert not re.search(r"(?<![\w.])/(home|root|work|Users)/\w", text), name
