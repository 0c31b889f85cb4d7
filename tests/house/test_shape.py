"""The form of the code: short modules that say what they are, and no exception without its reason."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
PRODUCT = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TOOLS = sorted((ROOT / "tools").rglob("*.py"))

MODULE_LINES = 200
FUNCTION_LINES = 40
REASON = 2  # words, at the least
EXCEPTION = re.compile(r"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*(?P<reason>.*)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Count a function's lines without its docstring."""
    first = function.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    whole = (function.end_lineno or 0) - function.lineno + 1
    return whole - ((first.end_lineno or 0) - first.lineno + 1 if docstring else 0)


@pytest.mark.parametrize("path", [*PRODUCT, *TOOLS, *TESTS], ids=name)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""

    assert docstring.splitlines()[:1] != []
    assert docstring.splitlines()[0].endswith((".", "?", "!", ":", ","))


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_a_module_has_at_most_200_lines_and_a_function_40(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    long = [
        (function.name, length(function)) for function in functions(path) if length(function) > FUNCTION_LINES
    ]

    assert lines <= MODULE_LINES
    assert long == []


@pytest.mark.parametrize("path", [*PRODUCT, *TOOLS, *TESTS], ids=name)
def test_an_exception_to_a_rule_has_its_reason_on_the_line(path: Path) -> None:
    reasons = [found["reason"] for found in EXCEPTION.finditer(path.read_text("utf-8"))]

    assert [reason for reason in reasons if len(re.findall(r"\w+", reason)) < REASON] == []


def test_an_exception_for_the_whole_project_has_its_reason_on_the_line() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    codes = re.findall(r'^    "[A-Z]+\d*",.*$', text, re.MULTILINE)

    assert codes != []
    assert [line for line in codes if not re.search(r"# \w+.* \w+", line)] == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_no_test_is_skipped(path: Path) -> None:
    skipping = {
        "skip",
        "skipif",
        "xfail",
        "importorskip",
        "skipIf",
        "skipUnless",
        "skipTest",
        "expectedFailure",
    }
    found = [
        node.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in skipping
    ]

    assert found == []


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = [path.name for path in TESTS if path.name != "conftest.py"]

    assert [found for found in names if names.count(found) > 1] == []
