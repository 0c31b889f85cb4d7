"""The whole line as the Procfile serves it: signed texts in, answers out, and a report read in the console."""

import os
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from real_line import real_line
from served_line import Line, served
from served_people import Browser, Phone

from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from storage import CHEAPEST, Store

SECRET = "5e" * 32
PASSPHRASE = "lamp on the porch at night"
NOW = 1_795_428_000  # a moment in 2026; only signing in compares it with the clock of the console
SENDERS = 8
CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "15"))  # of each sender; `make soak` has a thousand
ONE_BREATH = {
    "en": "two men push a crying girl into a black car, western and 3rd, right now",
    "es": "dos hombres meten a una muchacha que llora en un carro negro, western y la 3, ahora mismo",
    "ko": "웨스턴 3가에서 남자 둘이 우는 여자애를 검은 차에 밀어 넣고 있어요 지금",
}


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the operator sets for a real line that is never too busy."""
    return real_line(tmp_path_factory.mktemp("line") / "line.db", PORCHLIGHT_BUDGET="10000000")


@pytest.fixture(scope="module")
def store(variables: dict[str, str], place: Place) -> Store:
    """The line's database, founded."""
    database = Path(variables["PORCHLIGHT_DATABASE"])
    made = Store(
        database, SECRET.encode(), database.parent / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    made.migrate()
    made.staff.found("rosa", PASSPHRASE, NOW)
    return made


@pytest.fixture(scope="module")
def web(variables: dict[str, str], store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """The public door, two workers."""
    assert store
    with served(variables, tmp_path_factory.mktemp("web") / "log", factory="") as line:
        yield line


@pytest.fixture
def phone(web: Line) -> Phone:
    """A phone that nobody has texted from before."""
    return Phone(web.url, f"+1213{secrets.randbelow(9_000_000) + 1_000_000}")


@pytest.mark.parametrize("language", ["en", "es", "ko"])
def test_a_report_in_one_breath_has_its_receipt_within_four_texts(phone: Phone, language: str) -> None:
    answers = [phone.send(ONE_BREATH[language])]
    while not CODE.search(answers[-1]) and len(answers) < 4:
        answers.append(phone.send("2" if "911" in answers[-1] and "3 " not in answers[-1] else "1"))

    assert CODE.search(answers[-1]), answers


@pytest.mark.parametrize("word", ["help", "ayuda", "도와주세요"])
def test_s4_a_call_for_help_has_the_hotline_within_two_texts(phone: Phone, word: str) -> None:
    assert "888-373-7888" in phone.send(word) + phone.send("2")


def test_s12_after_x_hi_gets_the_first_text_of_a_stranger(phone: Phone, web: Line) -> None:
    phone.send("they wont let me leave")

    assert phone.send("X") == "OK."
    assert phone.send("hi") == Phone(web.url, "+13235550123").send("hi")


def test_a_report_is_read_in_the_console_after_a_second_factor_is_set_up(
    phone: Phone, variables: dict[str, str], tmp_path: Path
) -> None:
    phone.send("a man in a Quetzal jacket yells at a crying woman by a white van, western and 9th, right now")

    assert "Sent" in phone.send("1")
    with served(variables, tmp_path / "log", "console", "") as line:
        browser = Browser(line.url)
        browser.sign_in("rosa", PASSPHRASE)
        closed = browser.open("/")
        browser.set_up()
        queue = browser.open("/")
        reports = [browser.open(path) for path in re.findall(r'href="(/tips/[^"?]+)', queue)]

    assert "/tips/" not in closed
    assert any("Quetzal" in report for report in reports)


def test_eight_senders_at_once_lose_nothing_and_double_nothing(web: Line, store: Store) -> None:
    def converse(sender: int) -> list[str]:
        receipts = []
        for number in range(CONVERSATIONS):
            one = Phone(web.url, f"+1310{sender}{number:06}")
            answers = [
                one.send(words)
                for words in ("man yells at girls by a black car", "1", "western and 5th", "1")
            ]
            found = CODE.search(answers[-1])
            assert found, (number, answers)
            receipts.append(found[0])
        return receipts

    with ThreadPoolExecutor(SENDERS) as crowd:
        receipts = [receipt for told in crowd.map(converse, range(SENDERS)) for receipt in told]
    found = {store.tips.find(receipt, NOW) for receipt in receipts}

    assert len(receipts) == SENDERS * CONVERSATIONS
    assert None not in found
    assert len(found) == len(receipts)


def test_a_door_on_a_machine_without_a_database_makes_one_and_says_what_is_missing(
    variables: dict[str, str], tmp_path: Path
) -> None:
    fresh = {**variables, "PORCHLIGHT_DATABASE": str(tmp_path / "fresh.db")}
    with served(fresh, tmp_path / "log", factory="") as line:
        phone = Phone(line.url, "+12135550188")

        assert "888-373-7888" in phone.send("help me")
        assert "run porchlight staff found" in line.printed()
        assert requests.get(f"{line.url}/health", timeout=20).status_code == 200
