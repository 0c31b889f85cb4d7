"""A line on a bad day: everybody who texts while its storage fails, what each must hear, and what is kept meanwhile."""

import shutil
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

from served_line import Line
from served_people import Phone

from bot.words.wording import Wording

SAID: dict[str, tuple[str, str]] = {
    "he has a gun and hes hitting her right now": ("en", "danger"),
    "tiene una pistola y le esta pegando ahorita": ("es", "danger"),
    "i want to kill myself": ("en", "crisis"),
    "x": ("en", "exit"),
    "STOP": ("en", "stopped"),
    "blue van drops girls off, western and 8th, every night": ("en", "unsaved"),
    "una camioneta azul deja muchachas cada noche en la western y la 8": ("es", "unsaved"),
    "웨스턴 8가에서 매일 밤 파란 밴이 여자들을 내려줘요": ("ko", "unsaved"),
}
"""What people text, and in which language they must hear which constant words."""
SLOWEST = 10.0
"""Seconds; Twilio gives up after 15."""
_numbers = count(1)


def somebody(line: Line) -> Phone:
    """Give a phone that never texted."""
    return Phone(line.url, f"+1310555{next(_numbers):04}")


def everybody(line: Line) -> dict[str, tuple[str, float]]:
    """Let all of them text at once, and give what each heard, after how many seconds."""
    with ThreadPoolExecutor(len(SAID)) as people:
        return dict(zip(SAID, people.map(lambda words: _timed(somebody(line), words), SAID), strict=True))


def _timed(phone: Phone, words: str) -> tuple[str, float]:
    begun = time.monotonic()
    return phone.send(words), time.monotonic() - begun


def must_hear(wording: Wording) -> dict[str, str]:
    """Give the constant words for each."""
    return {words: wording.text(language, f"common.{key}") for words, (language, key) in SAID.items()}


def errors(line: Line, after: int) -> list[str]:
    """Give what the line printed since then, without the moment."""
    return [printed.partition("Z ")[2] for printed in line.printed()[after:].splitlines()]


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table, read from a copy, so that nobody is in the way."""
    with tempfile.TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            found = database.with_name(database.name + end)
            if found.exists():
                shutil.copyfile(found, Path(folder, f"copy.db{end}"))
        with closing(sqlite3.connect(Path(folder, "copy.db"))) as copy:
            named = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {table: sorted(copy.execute(f"SELECT * FROM {table}"), key=repr) for (table,) in named}  # noqa: S608 - names from the schema itself


def children(line: Line) -> list[str]:
    """Give the processes that answer."""
    return Path(f"/proc/{line.process.pid}/task/{line.process.pid}/children").read_text().split()
