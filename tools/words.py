"""Bring the catalogues in step with what is said: `words.py` rewrites them, `words.py --check` only tells.

Sentences of the line are found by walking the flows, those of the pages in their templates. A sentence that changed
comes back empty, never fuzzy: an old translation of another sentence is worse than none, and the tests refuse both.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
SOURCE = "en"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES = {"console": "console", "phone": "bot/channels"}

Message = tuple[str | tuple[str, ...], str | None, tuple[str, ...]]


def main() -> int:
    """Rewrite what is out of step, or with --check only name it."""
    check = "--check" in sys.argv[1:]
    stale = [path for path, fresh in catalogues() if not path.exists() or path.read_bytes() != fresh]
    for path, fresh in catalogues() if not check else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh)
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is out of step: run make words' if check else 'rewritten'}")
    return 1 if stale and check else 0


def catalogues() -> Iterator[tuple[Path, bytes]]:
    """Give every catalogue's path and what should stand in it."""
    for domain, messages in domains():
        for language in sorted(path.name for path in LOCALES.iterdir() if path.is_dir()):
            path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
            yield path, written(merged(messages, path, language, domain))


def domains() -> Iterator[tuple[str, list[Message]]]:
    """Give each domain's sentences in the order in which a person meets them."""
    yield "porchlight", list(lines())
    for domain, folder in TEMPLATES.items():
        yield domain, list(pages(ROOT / folder))


def lines() -> Iterator[Message]:
    """Walk the flows."""
    from flows.book import book  # noqa: PLC0415 - a broken flow is its own message

    yield from ((english, key, ()) for key, english in book.lines.items())


def pages(folder: Path) -> Iterator[Message]:
    """Read the templates and the code of one folder."""
    found = extract_from_dir(
        folder,
        method_map=[("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")],
        options_map={"**/templates/**.html": {"trimmed": "true", "silent": "false"}},
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    yield from ((message, context, tuple(comments)) for _, _, message, comments, context in found)


def merged(messages: list[Message], path: Path, language: str, domain: str) -> Catalog:
    """Carry over the translations of sentences that stand as they were."""
    known = (
        read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    )
    fresh = Catalog(
        locale=language,
        domain=domain,
        project="Porchlight",
        version="1",
        creation_date=SINCE,
        revision_date=SINCE,
        last_translator="Porchlight",
        language_team=language,
        msgid_bugs_address="see README.md",
        header_comment=f"# Porchlight in {language}: {domain}.",
        fuzzy=False,
    )
    for english, context, comments in messages:
        old = known.get(english[0] if isinstance(english, tuple) else english, context)
        string = (
            old.string if old and old.id == english and old.string else english if language == SOURCE else ""
        )
        fresh.add(english, string, context=context, auto_comments=comments)
    return fresh


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue as a file."""
    target = BytesIO()
    write_po(target, catalogue, width=110, include_lineno=False)
    return target.getvalue()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
