"""What may be logged is listed; whatever is not listed stays unsaid, however it comes."""

import logging
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import quiet
from bot.setup.settings import PROJECT, BadSetting

WORD, NUMBER = "marigold", "+12135550142"
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ "


def line(record: logging.LogRecord) -> str:
    return re.sub(STAMP, "", quiet.QuietFormatter().format(record))


def record(
    name: str, message: object, *args: object, error: BaseException | None = None
) -> logging.LogRecord:
    known = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, f"/{WORD}", 1, message, args, known, f"{WORD}()", WORD)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line(logged) for logged in caplog.records]


def raised(error: Exception) -> Exception:
    try:
        raise error from ValueError(WORD)
    except type(error) as caught:
        return caught


def test_an_event_tells_its_listed_facts(caplog: pytest.LogCaptureFixture) -> None:
    quiet.event("failed", level=logging.ERROR, channel="sms", outcome="late", count=0, status=500)

    assert told(caplog) == ["ERROR failed channel=sms outcome=late count=0 status=500"]


@pytest.mark.parametrize(
    "facts",
    [
        {"channel": WORD},
        {"text": WORD},
        {"sender": NUMBER},
        {"count": 12135550142},
        {"count": 5550142},
        {"count": -12135550142},
        {"count": NUMBER},
        {"count": 1.5},
        {"error": WORD},
        {"outcome": ["done"]},
        {"state": "danger"},
        {"args": WORD},
    ],
)
def test_a_fact_that_is_not_listed_is_withheld(
    caplog: pytest.LogCaptureFixture, facts: dict[str, object]
) -> None:
    quiet.event(
        "failed", level=logging.ERROR, channel="sms", **(facts if "channel" not in facts else {"door": WORD})
    )

    assert told(caplog) == ["ERROR failed channel=sms withheld=1"]


def test_an_event_that_is_not_listed_has_no_name(caplog: pytest.LogCaptureFixture) -> None:
    quiet.event(f"{WORD} wrote", level=logging.ERROR, door="web")

    assert told(caplog) == ["ERROR unlisted door=web"]


def test_an_error_is_told_by_its_class_and_its_line(caplog: pytest.LogCaptureFixture) -> None:
    quiet.event("failed", level=logging.ERROR, error=raised(RuntimeError(f"{NUMBER} wrote {WORD}")))

    assert re.fullmatch(r"ERROR failed error=RuntimeError at test_quiet_log:\d+", *told(caplog))


def test_an_error_of_our_own_words_may_speak() -> None:
    assert (
        line(record("x", "", error=BadSetting("PORT is missing."))) == "ERROR x BadSetting: PORT is missing."
    )


def test_of_a_library_only_its_name_is_told() -> None:
    shown = line(record("urllib3.connectionpool", f"{WORD} %s", NUMBER, error=raised(KeyError(WORD))))

    assert re.fullmatch(r"ERROR urllib3.connectionpool KeyError at test_quiet_log:\d+", shown)


def test_the_line_an_operator_needs_is_told_whole() -> None:
    shown = line(record("gunicorn.error", "Listening at: %s (%s)", "http://127.0.0.1:8000", 7))

    assert shown == "ERROR gunicorn.error: Listening at: http://127.0.0.1:8000 (7)"


@pytest.mark.parametrize("name", [WORD + " " + NUMBER, "a" * 61, "", "é", "\n"])
def test_a_name_that_is_no_name_is_not_told(name: str) -> None:
    odd = type(name, (RuntimeError,), {}) if "\x00" not in name else RuntimeError

    assert line(record(name, WORD, error=odd(WORD))) == "ERROR ? ?"


@pytest.mark.parametrize("message", [None, 12135550142, [WORD], {WORD: NUMBER}, ValueError(WORD)])
def test_a_message_need_not_be_text(message: object) -> None:
    assert line(record("x", message)) == "ERROR x"


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_no_record_whatever_it_holds_breaks_or_speaks(name: str, message: str, args: list[str]) -> None:
    shown = line(record(name, message, *args))

    assert re.fullmatch(r"ERROR ([\w.]{1,60}|\?)", shown)


LEAKS = {
    "a warning": "import warnings; warnings.warn(MARK)",
    "an uncaught error": "raise RuntimeError(MARK)",
    "an uncaught group": "raise ExceptionGroup(MARK, [ValueError(MARK)])",
    "a thread": "import threading; t = threading.Thread(target=lambda: 1 / len(MARK[:0]), name=MARK); t.start(); t.join()",
    "a finalizer": "type('X', (), {'__del__': lambda self: int(MARK)})()",
    "a library": "import logging; logging.getLogger('twilio.http_client').error(MARK)",
    "a library's detail": "import logging; logging.getLogger('transitions.core').info(MARK)",
    "a logger of its own": "import logging; log = logging.getLogger('x'); log.propagate = False; log.error(MARK)",
    "a broken record": "import logging; logging.getLogger('x').error('%d %d', MARK)",
    "a traceback": "import logging\ntry: int(MARK)\nexcept ValueError: logging.getLogger('x').exception(MARK)",
    "a broken stream": "import logging, sys; sys.stderr.close(); logging.getLogger('x').error(MARK)",
    "flask": "import flask; flask.Flask('x').logger.error(MARK)",
    "werkzeug": "from werkzeug._internal import _log; _log('error', MARK)",
}


@pytest.mark.parametrize("code", LEAKS.values(), ids=LEAKS.keys())
def test_a_process_that_was_set_up_prints_nothing_of_what_people_write(code: str) -> None:
    program = f"MARK = '{WORD} {NUMBER}'\nfrom bot import quiet\nquiet.setup()\n{code}"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=10
    )

    assert WORD not in ended.stdout + ended.stderr
    assert NUMBER not in ended.stdout + ended.stderr
    assert all(re.match(STAMP, shown) for shown in ended.stderr.splitlines())


def test_our_own_events_are_printed_after_the_setup() -> None:
    program = "from bot import quiet; quiet.setup(); quiet.event('ready', door='worker')"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=10
    )

    assert re.fullmatch(STAMP + "INFO ready door=worker\n", ended.stderr)
