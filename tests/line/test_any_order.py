"""Seven fitting texts of one sender, posted at once, over both doors: no form breaks, and no word is lost."""

import json
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from real_line import real_line
from served_line import Line, served
from served_people import Phone
from signal_texts import SIGNAL, WEBHOOK, body, text, webhook

from bot.mail import Mail
from bot.rehearsing.transcript import CODE
from bot.setup.place import Place
from storage import CHEAPEST, Parcel, Store

SECRET = "5e" * 32
PASSPHRASE = "lamp on the porch at night"
FORMS = int(os.environ.get("FORMS", "12"))  # at each door; `make soak` has two hundred
STORY = (
    "man yelling at two girls by a black car",
    "the older girl was crying loudly",
    "white van with a dented door",
    "he took their phones",
    "plate 7kq{number:03}",
)
PLACE, WHEN = "western and 5th", "it was last night at 2"
NEXT = {
    "Something I saw": "1",
    "Is it about": "2",
    "Is it going on": "2",
    "About when": "skip",
    "Where was it": "skip",
    "Whose is it": "2",
    "Not sent yet": "1",
}
"""What somebody answers who has told all that they know."""


@dataclass
class BySms:
    """Somebody who texts, with Twilio in between."""

    url: str

    def __post_init__(self) -> None:
        self.phone = Phone(self.url, f"+1213{secrets.randbelow(9_000_000) + 1_000_000}")

    def burst(self, texts: Sequence[str]) -> list[str]:
        """Send all at once, each from a thread of its own; gives what comes back, in no order that tells anything."""
        with ThreadPoolExecutor(len(texts)) as threads:
            return [*threads.map(self.phone.send, texts)]


@dataclass
class BySignal:
    """Somebody on Signal, with signal-cli-rest-api in between, and a worker that takes the answers out of the outbox."""

    url: str
    store: Store

    def __post_init__(self) -> None:
        self.who = str(uuid4())

    def burst(self, texts: Sequence[str]) -> list[str]:
        """Send all at once, each from a thread of its own, then see what waits to be sent, in that order."""
        with ThreadPoolExecutor(len(texts)) as threads:
            assert {*threads.map(self._post, texts)} == {200}
        parcels = iter(lambda: self.store.outbox.claim(int(time.time())), None)
        return [self._sent(parcel) for parcel in parcels]

    def _post(self, words: str) -> int:
        told = body(webhook(text(words, self.who)))
        return requests.post(f"{self.url}{WEBHOOK}", data=told, timeout=20).status_code

    def _sent(self, parcel: Parcel) -> str:
        mail = Mail.read(parcel.message)
        assert mail
        assert mail.to == self.who
        self.store.outbox.done(parcel)
        return mail.text


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the operator sets for a line with both doors."""
    return {
        **real_line(tmp_path_factory.mktemp("line") / "line.db"),
        **SIGNAL,
        "PORCHLIGHT_BUDGET": "10000000",
    }


@pytest.fixture(scope="module")
def store(variables: dict[str, str], place: Place) -> Store:
    """The line's database, founded."""
    database = Path(variables["PORCHLIGHT_DATABASE"])
    made = Store(
        database, SECRET.encode(), database.parent / "keys" / "day-keys", zone=place.zone, cost=CHEAPEST
    )
    made.migrate()
    made.staff.found("rosa", PASSPHRASE, int(time.time()))
    return made


@pytest.fixture(scope="module")
def doors(
    variables: dict[str, str], store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Line]]:
    """Both public doors as the Procfile serves them, two workers each."""
    assert store
    folder = tmp_path_factory.mktemp("doors")
    with (
        served(variables, folder / "web", "web", "") as web,
        served(variables, folder / "signal", "signal", "") as signal,
    ):
        yield {"sms": web, "signal": signal}


def form(person: BySms | BySignal, number: int) -> tuple[str, list[str]]:
    """Tell everything in one burst, then finish the form; gives its code and the words that were told."""
    story = [words.format(number=number) for words in STORY]
    answers = person.burst([*story, PLACE, WHEN])
    assert len(answers) == len(story) + 2
    assert all(answers)
    (asked,) = person.burst(["EN"])  # the present question once more, whichever text came last
    for _ in range(len(NEXT)):
        (answer,) = [answer for told, answer in NEXT.items() if told in asked]
        (asked,) = person.burst([answer])
        if found := CODE.search(asked):
            return found[0], story
    raise AssertionError(asked)


def test_seven_texts_at_once_break_no_form_on_either_door(store: Store, doors: dict[str, Line]) -> None:
    """Every text is answered, every form has one receipt and one report, and every report has all that was told."""
    told: dict[str, list[str]] = {}
    with ThreadPoolExecutor(2) as people:
        for number in range(FORMS):
            two = (BySms(doors["sms"].url), BySignal(doors["signal"].url, store))
            told |= dict(people.map(form, two, (2 * number, 2 * number + 1)))

    at = int(time.time())
    session = store.staff.session(store.staff.sign_in("rosa", PASSPHRASE, at), at)
    assert session
    assert len(told) == len(store.tips.page(session, at, limit=1000).rows) == 2 * FORMS
    for code, story in told.items():
        tip = store.tips.find(code, at)
        assert tip
        report = json.loads(store.tips.read(session, tip, at))
        account = report["account"].split("\n")
        assert sorted(account) == sorted([*story, *{PLACE, WHEN}.intersection(account)])
        assert (report["place"], report["when"][11:16]) == ("Western Ave & 5th St", "02:00")
