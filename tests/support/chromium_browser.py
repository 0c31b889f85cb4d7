"""A real Chromium: nothing else shows what a person would see, so tests without one fail and are never skipped."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

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
