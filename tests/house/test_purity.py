"""The pure folders: what they do depends on nothing but what they are handed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("directory", "flows", "understanding")
MODULES = sorted(path for folder in PURE for path in (ROOT / folder).rglob("*.py"))

# Whatever is not here reaches for a clock, a die, a disk, a network or the environment, or must first be thought about.
ALLOWED = {
    *(
        "abc",
        "bisect",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "graphlib",
    ),
    *(
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "struct",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
    ),
    *("phonenumbers", "rapidfuzz", "transitions"),
    *PURE,
}
CALLS = {"open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"}
CLOCKS = {"now", "utcnow", "today"}
CLOCK_OWNERS = {"datetime", "date", "time"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """Name the top-level packages that a module imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def called(path: Path) -> set[str]:
    """Name what a module calls that reaches outside: builtins, and clocks such as ``datetime.now``."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name) and node.id in CALLS:
            found.add(node.id)
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in CLOCKS
            and ast.unparse(node.value).split(".")[-1] in CLOCK_OWNERS
        ):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_pure_module_reaches_for_nothing(path: Path) -> None:
    assert imported(path) - ALLOWED == set()
    assert called(path) == set()


def test_the_architecture_holds() -> None:
    """In a process of its own: it turns off the loggers of whoever calls it."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout + told.stderr
