"""A real Chromium: nothing else shows what a person would see, so tests without one fail and are never skipped."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = (
    os.environ.get("CHROMIUM", ""),
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the first that is there, and end it afterwards."""
    found = next(filter(None, map(shutil.which, filter(None, NAMES))), None)
    assert found, "There is no Chromium: run make test, which installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def inspected_by_axe(page: Page) -> AxeResults:
    """Hold a page to axe's rules; half a megabyte of script is handed to it once, however often it is looked at."""
    known = page.evaluate("typeof axe !== 'undefined'")
    return Axe("0" if known else AXE_SCRIPT).run(page)
