"""The compiled words: whether every line is there in every language, and as new as its source."""

from collections.abc import Collection, Iterator
from gettext import NullTranslations

from bot.cli.doctor.finding import Finding, launch, now
from bot.words import catalogues
from flows.book import Book

DOMAINS = ("porchlight", "console", "phone")
"""The line's own words, the console's, and those of the phone in the browser."""


class _Wanting(NullTranslations):
    """Is asked for what a catalogue does not have, and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []

    def pgettext(self, context: str, message: str) -> str:
        """Remember the line, and give it as it is."""
        self.keys.append(context)
        return message


def complete(book: Book, languages: Collection[str]) -> Iterator[Finding]:
    """Look at every catalogue of the place's languages."""
    for language in languages:
        catalogue, wanting = catalogues.catalogue(language), _Wanting()
        catalogue.add_fallback(wanting)
        catalogues.texts(book, catalogue)
        if wanting.keys:
            yield launch(
                "words-missing",
                f"{len(wanting.keys)} lines are said in English to people who write {language}:"
                f" fill them in locales/{language}, then run make setup.",
            )
        if old := [domain for domain in DOMAINS if _old(language, domain)]:
            yield now(
                "words-old",
                f"The compiled words of {language} are missing or older than their source ({', '.join(old)}): run make setup,"
                " then start every process again.",
            )


def _old(language: str, domain: str) -> bool:
    """Tell whether a catalogue is missing or was compiled before its source was last written."""
    made = catalogues.path(language, domain)
    source = made.with_suffix(".po")
    if not made.exists():
        return True
    return source.exists() and source.stat().st_mtime > made.stat().st_mtime
