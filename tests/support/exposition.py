"""A strict reader of Prometheus' text format 0.0.4, after its documentation ("Exposition formats")."""

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
HELP = re.compile(rf"# HELP ({NAME}) (?:[^\\\n]|\\[\\n])*")
TYPE = re.compile(rf"# TYPE ({NAME}) (counter|gauge|histogram|summary|untyped)")
SAMPLE = re.compile(rf"({NAME})(\{{(?:{LABEL}(?:,{LABEL})*)?\}})? (-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)")


def read(text: str) -> dict[str, float]:
    """Give every number by its name and labels; raises AssertionError for what the format does not allow.

    Each name has one HELP and one TYPE before its numbers, its lines stand together, and no number is there twice.
    """
    assert text.endswith("\n")
    numbers: dict[str, float] = {}
    groups: list[str] = []
    typed: set[str] = set()
    for line in text.removesuffix("\n").split("\n"):
        if found := HELP.fullmatch(line):
            assert found[1] not in groups, line
            groups.append(found[1])
        elif found := TYPE.fullmatch(line):
            assert found[1] == groups[-1], line
            assert found[1] not in typed, line
            typed.add(found[1])
        else:
            found = SAMPLE.fullmatch(line)
            assert found, line
            assert found[1] == groups[-1], line
            assert found[1] in typed, line
            key = f"{found[1]}{found[2] or ''}"
            assert key not in numbers, line
            numbers[key] = float(found[3])
    return numbers
