"""The house stands straight: no circles, no walls broken, one version."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
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


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: no bodies of functions, nothing for types only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from at_import(node)


def circles(modules: dict[str, str]) -> list[set[str]]:
    """Return the modules that import each other while they are imported."""
    graph = nx.DiGraph(
        (name, other)
        for name, text in modules.items()
        for other in imported(at_import(ast.parse(text))) & modules.keys() - {name}
    )
    return [part for part in nx.strongly_connected_components(graph) if len(part) > 1]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles({module_name(path): path.read_text("utf-8") for path in SOURCES}) == []


def test_a_circle_would_be_seen() -> None:
    later = "def f():\n    import m.a\nif TYPE_CHECKING:\n    import m.a"
    assert circles({"m.a": "from m import b", "m.b": later}) == []
    assert circles({"m.a": "from m import b", "m.b": "try:\n    import m.a\nexcept: ..."})
    assert circles({"m.a": "import m.b", "m.b": "from m.c import x", "m.c": "from m.a import y"})


def test_every_import_is_absolute() -> None:
    for path in SOURCES:
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        assert not any(isinstance(node, ast.ImportFrom) and node.level for node in nodes), path


def test_streamlit_stays_in_the_app() -> None:
    others = [path for folder in ("benchmarks", ".") for path in (ROOT / folder).glob("*.py")]
    users = {
        path.relative_to(ROOT)
        for path in (*SOURCES, *others)
        for name in imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        if name.split(".")[0] == "streamlit"
    }
    ui = Path("matcher", "ui")
    assert {path for path in users if path != Path("app.py") and ui not in path.parents} == set()


def test_the_check_knows_no_solver() -> None:
    assert list((ROOT / "matcher" / "check").rglob("*.py"))
    for path in (ROOT / "matcher" / "check").rglob("*.py"):
        names = imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        assert not {name for name in names if name.startswith(("matcher.solve", "ortools"))}, path


def test_the_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", changelog, re.MULTILINE
    )
    assert released == sorted(released, key=lambda one: date.fromisoformat(one[1]), reverse=True)
    assert project["version"] == matcher.__version__ == released[0][0]


def test_importing_the_package_is_light() -> None:
    code = "import sys, matcher; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "pandas", "scipy", "ortools", "networkx", "streamlit"}
    heavy |= {"pydantic", "holidays", "typer", "rich", "sqlalchemy", "alembic"}
    assert heavy & set(out.stdout.split()) == set()


def test_help_is_light() -> None:
    code = (
        "import sys\nfrom matcher.commands import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(out.stdout.split("LOADED")[1].split())
    heavy = {"numpy", "pandas", "scipy", "ortools", "networkx", "sqlalchemy", "alembic"}
    assert heavy & loaded == set()


def test_every_public_name_exists() -> None:
    for name in matcher.__all__:
        assert getattr(matcher, name) is not None, name


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    place = re.compile(rb"(?<![\w.])/(home|root|work|Users)/\w")
    files = [ROOT / name for name in tracked if name and (ROOT / name).is_file()]
    assert files
    assert [path for path in files if place.search(path.read_bytes())] == []
