"""The console's words: complete in each language, and chosen by address or browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from console_cast import Browser

import console

HERE = Path(console.__file__).parent
LOCALES = HERE.parent / "locales"
Key = tuple[str | None, str | tuple[str, ...]]


def written() -> Iterator[Key]:
    """Yield every text of the code and templates with its context."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}
    for _file, _line, text, _comments, context in extract_from_dir(HERE, methods, options):
        yield context, text


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "console.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def strings(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("language", ["en", "es", "ko"])
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    found = {(entry.context, entry.id): entry for entry in catalogue(language) if entry.id}

    assert set(written()) == set(found)
    assert [key for key, entry in found.items() if entry.fuzzy or not all(strings(entry.string))] == []


def places(text: str) -> set[str]:
    return set(re.findall(r"%(?:\(\w+\).|.?)", text))


@pytest.mark.parametrize("language", ["en", "es", "ko"])
def test_every_translation_keeps_its_places(language: str) -> None:
    """A singular may say "one" instead of its number; the last form, which stands for many, may not."""
    for entry in catalogue(language):
        assert places(strings(entry.id)[-1]) == places(strings(entry.string)[-1])


def test_english_says_what_the_templates_say() -> None:
    assert [entry.id for entry in catalogue("en") if entry.id != entry.string and entry.id] == []


@pytest.mark.parametrize(
    ("accepted", "lang", "title"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "", "Iniciar sesión"),
        ("ko-KR", "", "로그인"),
        ("fr, ko;q=0.2", "", "로그인"),
        ("fr", "", "Sign in"),
        ("", "", "Sign in"),
        ("*", "", "Sign in"),
        (";;q=x", "", "Sign in"),
        ("es", "ko", "로그인"),
        ("es", "xx", "Iniciar sesión"),
        ("es", "../en", "Iniciar sesión"),
    ],
)
def test_address_then_browser_choose_the_language(
    stranger: Browser, accepted: str, lang: str, title: str
) -> None:
    page = stranger.get("/sign-in", query_string={"lang": lang}, headers={"Accept-Language": accepted}).text

    assert f"<title>{title} · Porchlight</title>" in page


def test_a_language_chosen_by_hand_stays(ana: Browser, tell: Callable[..., str]) -> None:
    tip = tell()
    queue = ana.get("/?lang=es").text
    answer = ana.send(ana.get(f"/tips/{tip}?lang=es"), f"/tips/{tip}/status?lang=es", status="closed")

    assert '<html lang="es">' in queue
    assert f'href="/tips/{tip}?lang=es"' in queue
    assert '<input type="hidden" name="lang" value="es">' in queue
    assert "Guardado. El estado ahora es: Cerrado." in ana.get(answer.location).text


def test_each_language_is_offered_under_its_own_name_for_the_same_page(ana: Browser) -> None:
    page = ana.get("/?status=new&lang=ko").text
    offered = re.findall(
        r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+"( aria-current="true")?>([^<]+)</a>', page
    )

    assert offered == [
        ("/?status=new&amp;lang=en", "en", "", "English"),
        ("/?status=new&amp;lang=es", "es", "", "Español"),
        ("/?status=new&amp;lang=ko", "ko", ' aria-current="true"', "한국어"),
    ]
