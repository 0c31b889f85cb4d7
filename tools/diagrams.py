"""Draw the flows into docs/flows: `diagrams.py` rewrites the pages, `diagrams.py --check` only tells."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "flows"
PAGE = """# The {name} flow

Made by `make words` from `flows/{name}.py`; do not edit.

```mermaid
{drawing}```

## What it says

{script}
"""


def main() -> int:
    """Rewrite what is out of step, or with --check only name it."""
    check = "--check" in sys.argv[1:]
    stale = [
        (path, page)
        for path, page in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != page
    ]
    for path, page in stale:
        print(f"{path.relative_to(ROOT)} {'is out of step: run make words' if check else 'drawn'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
    return 1 if stale and check else 0


def pages() -> Iterator[tuple[Path, str]]:
    """Give each flow's page: its first sentence, its picture, its script."""
    from flows.book import book  # noqa: PLC0415 - a broken flow is its own message
    from flows.diagram import mermaid  # noqa: PLC0415 - the same

    for flow in book.flows:
        script = "\n".join(line for step in flow.order for line in script_of(flow.key(step), step))
        yield (
            FOLDER / f"{flow.name}.md",
            PAGE.format(name=flow.name, drawing=mermaid(flow), script=script),
        )


def script_of(key: str, step) -> Iterator[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - imported late
    """Write down one step as a reviewer reads it."""
    condition = f" *(only if {step.only})*" if step.only else ""
    yield f"**{key}**{condition}  \n" + "  \n".join(step.text.split("\n"))
    yield from (f"- {number} {option.label}" for number, option in enumerate(step.options, start=1))
    yield ""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
