"""Which language a page speaks: the one its address asks for, else the first of the browser's that we have."""

from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from flask import Flask, g, request, url_for

from console.desk import desk

FALLBACK = "en"
"""The language the templates are written in."""

CARRIED = ("status", "after", "before", "next")
"""What an address keeps when only its language changes."""


def language() -> str:
    """Return the code of the language that this page speaks."""
    if "language" not in g:
        g.language = _asked() or request.accept_languages.best_match(desk().catalogues) or FALLBACK
    return str(g.language)


def languages() -> Iterator[tuple[str, str, str]]:
    """Yield each language's code, its own name for itself, and the address of this page in it."""
    endpoint = request.endpoint if request.method in {"GET", "HEAD"} and request.endpoint else "queue"
    here = {
        **(request.view_args or {}),
        **{name: request.args[name] for name in CARRIED if name in request.args},
    }
    values = here if endpoint == request.endpoint else {}
    for code, catalogue in desk().catalogues.items():
        yield code, _own_name(catalogue), url_for(endpoint, **{**values, "lang": code})


def speak(app: Flask) -> None:
    """Give the templates their words, and let a language chosen by hand travel along in every link."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        lambda text: _catalogue().gettext(text),
        lambda one, many, count: _catalogue().ngettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, text: _catalogue().pgettext(context, text),
        npgettext=lambda context, one, many, count: _catalogue().npgettext(context, one, many, count),
    )
    app.url_defaults(_keep_asked)


def known(code: str) -> str:
    """Return the code of a language that we have: the given one, or English."""
    return code if code in desk().catalogues else FALLBACK


def said_in(code: str, context: str, text: str) -> str:
    """Say a text in a language that need not be the page's; ``code`` is one that we have."""
    return desk().catalogues[code].pgettext(context, text)


def _catalogue() -> NullTranslations:
    return desk().catalogues[language()]


def _own_name(catalogue: NullTranslations) -> str:
    return catalogue.pgettext("this language, in itself", "English")


def _asked() -> str | None:
    asked = request.args.get("lang")
    return asked if asked in desk().catalogues else None


def _keep_asked(endpoint: str, values: dict[str, Any]) -> None:
    asked = _asked()
    if asked and endpoint != "static":
        values.setdefault("lang", asked)
