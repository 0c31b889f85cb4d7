"""The compiled catalogues: every sentence in a language, by the key of its line."""

from gettext import GNUTranslations
from pathlib import Path

from bot.quiet import PlainError
from flows.book import Book

LOCALES = Path(__file__).parents[2] / "locales"


class NoWords(PlainError):
    """A language has no compiled catalogue; the message names it, and how to make it."""


def texts(book: Book, catalogue: GNUTranslations) -> dict[str, str]:
    """Look every line up once, with its key as the context."""
    return {key: catalogue.pgettext(key, english) for key, english in book.lines.items()}


def path(language: str, domain: str = "porchlight") -> Path:
    """Name the file of a compiled catalogue."""
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.mo"


def catalogue(language: str, domain: str = "porchlight") -> GNUTranslations:
    """Open the compiled catalogue of a language; raises ``NoWords``."""
    try:
        with path(language, domain).open("rb") as compiled:
            return GNUTranslations(compiled)
    except FileNotFoundError:
        raise NoWords(
            f"There are no words for {language}: run make setup, which compiles locales/{language}."
        ) from None
