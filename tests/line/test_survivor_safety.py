"""Survivor safety, rule by rule, where no other test names it: what the line says on a phone that somebody may be reading."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.book import book

ROOT = Path(__file__).parents[2]
Send = Callable[..., str]
CALLS = {"en": "they wont let me leave", "es": "no me dejan salir", "ko": "못 나가게 해요"}
SOMEBODY = {"en": "Someone could", "es": "Otra persona puede", "ko": "볼 수 있음"}


@pytest.mark.parametrize("language", CALLS)
def test_s2_a_call_for_help_is_asked_whether_anybody_else_sees_the_phone(text: Send, language: str) -> None:
    assert SOMEBODY[language] in text(CALLS[language])


@pytest.mark.parametrize("language", CALLS)
def test_s2_the_question_may_be_skipped_and_then_names_stay_discreet(text: Send, language: str) -> None:
    text(CALLS[language])
    text({"en": "skip", "es": "saltar", "ko": "건너뛰기"}[language])

    assert not re.search("Trafficking|CAST|trata|인신매매", text("2"))


@pytest.mark.parametrize(
    ("hello", "told"),
    [("hi", "a program answers"), ("hola", "responde un programa"), ("안녕하세요", "자동 응답")],
)
def test_s5_the_first_text_says_that_a_program_answers(text: Send, hello: str, told: str) -> None:
    assert told in text(hello)


def test_s5_a_report_is_told_that_people_read_it(text: Send) -> None:
    assert "people read reports" in text("man yelling at two girls by a black car western and 3rd")


def test_s6_nobody_is_asked_what_they_are() -> None:
    asked = [line for line in book.lines.values() if "?" in line]

    assert [
        line
        for line in asked
        if re.search(
            r"\b(are you (a|being|under)|what is your|your (age|address|status)|how old|who is he)\b",
            line,
            re.IGNORECASE,
        )
    ] == []


def test_s11_the_line_never_texts_first() -> None:
    """There are two sends and no third (B3): the answer to a text, and the nudge that its sender asked for."""
    rooms = ("bot", "console", "directory", "flows", "storage", "understanding")
    sources = {
        path: path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py")
    }

    def callers(of: str) -> dict[str, int]:
        found = {
            path.relative_to(ROOT).as_posix(): len(re.findall(of, code)) for path, code in sources.items()
        }
        return {name: count for name, count in found.items() if count}

    assert callers(r"requests\.(?:post|put|request)|urlopen|http\.client|smtplib") == {}
    assert callers(r"messages\.create") == {"bot/channels/account.py": 1}
    assert callers(r"account\.nudge\(") == {"bot/channels/sms_out.py": 1}
    assert callers(r'"/v2/send"') == {"bot/channels/signal/api.py": 1}
    assert callers(r"_api\.send\(") == {
        "bot/channels/signal/out.py": 1,
        "bot/channels/signal/voice.py": 1,  # an answer where nothing can be kept
    }
    assert callers(r"carrier\.send\(") == {"bot/worker/sending.py": 1}
    assert callers(r"turn\.post\(") == {"bot/turn/engine.py": 2}  # an answer, and that the line is closed
    assert callers(r"outbox\.(?:put|post)\(") == {"storage/line/nudges.py": 1, "storage/line/turn.py": 1}


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "An empty phone can look odd"), ("es", "puede parecer raro"), ("ko", "이상해 보일 수")],
)
def test_s14_whoever_shares_a_phone_is_told_what_deleting_does(text: Send, language: str, told: str) -> None:
    text(CALLS[language])

    assert told in text("1")


def test_s17_nobody_is_asked_to_install_anything() -> None:
    assert [
        line
        for line in book.lines.values()
        if re.search(r"\b(app|install|download|account|sign up)\b", line, re.IGNORECASE)
    ] == []


def test_s22_a_child_in_a_report_is_marked_without_a_word_about_force(
    text: Send, reports: Callable[[], list[bytes]]
) -> None:
    answer = text("a girl who looks 13 gets into cars by kim elementary, a man watches, right now")
    for _ in range(3):
        answer = answer if "Sent" in answer else text("2" if "Somebody else" in answer else "1")

    assert "800-540-4000" in answer
    assert "child" in json.loads(reports()[0])["facts"]


@pytest.mark.parametrize(
    "danger",
    [
        "he has a gun and hes coming in",
        "tiene un cuchillo y me va a matar",
        "지금 칼 들고 저를 죽이려고 해요",
    ],
)
def test_s24_danger_now_has_911_first(text: Send, danger: str) -> None:
    assert "911" in text(danger).split("\n")[0]


@pytest.mark.parametrize("language", CALLS)
def test_s24_danger_that_may_come_has_the_hotline_first(text: Send, language: str) -> None:
    answer = text(CALLS[language])

    assert answer.index("888-373-7888") < answer.index("911")


@pytest.mark.parametrize("word", ["daddy", "track", "the life", "trick", "date"])
def test_s24_a_lone_slang_word_raises_no_alarm(text: Send, word: str) -> None:
    assert text(word) == text("hello", sender="sms:+12135550155")
