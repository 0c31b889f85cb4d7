"""Catalogues compiled as they stand in the tree, whatever was compiled before."""

from gettext import GNUTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.setup.settings import PROJECT


def compiled(language: str, domain: str = "porchlight") -> GNUTranslations:
    """Compile one catalogue: `porchlight` is the line's own, `console` and `phone` are the others."""
    path = PROJECT / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    target = BytesIO()
    write_mo(target, read_po(BytesIO(path.read_bytes()), locale=language))
    target.seek(0)
    return GNUTranslations(target)
