"""What every response carries, and what no template may hold."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from console_cast import Browser

import console

HERE = Path(console.__file__).parent
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/no/such/page", "/tips/x", "/static/console.css", "/tips/one"]
)
def test_every_response_is_guarded(ana: Browser, tell: Callable[..., str], path: str) -> None:
    headers = ana.get(path.replace("one", tell())).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert ("no-cache" if path.endswith(".css") else "no-store") == headers["Cache-Control"]


@pytest.mark.parametrize("template", sorted(HERE.glob("templates/*.html")), ids=lambda path: path.name)
def test_no_template_holds_script_style_or_unescaped_words(template: Path) -> None:
    source = template.read_text()

    assert (
        re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:|\|\s*safe|https?://|autoescape", source)
        == []
    )


def test_the_stylesheet_asks_nobody_for_anything() -> None:
    assert re.findall(r"@import|url\(|https?:", (HERE / "static" / "console.css").read_text()) == []
