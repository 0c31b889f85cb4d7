"""A line to rehearse on: the real engine, flows, words and database, in a folder that is thrown away."""

import json
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.line import line
from bot.mail import Mail
from bot.rehearsing.handset import Handset
from bot.rehearsing.transcript import (
    CODE,
    SAMPLE,
    SAMPLES,
    Cue,
    Deletion,
    Letter,
    Pause,
    Phone,
    Remark,
    Text,
    answered,
    sent,
)
from bot.setup.place import Place
from bot.turn.engine import Engine
from storage import CHEAPEST, NoMailbox, Session, Store, TakenBack, ThreadFull

READER = "rehearsal"
SHOWN = ("place", "when", "recurs", "ongoing", "facts", "removed")
Glass = Callable[[], AbstractContextManager[Store]]
"""Gives a copy of the line's store, because its sender may know that a report was read, and showing is not reading."""


class Rehearsal:
    """One line, a clock that only moves when told, and whoever picks up a phone."""

    def __init__(self, engine: Engine, store: Store, session: Session, at: datetime, glass: Glass) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._glass = glass
        self._opened: dict[str, dict[str, Any]] = {}
        self._known: set[str] = set()
        self._letters: set[tuple[str, int]] = set()
        self._count = 0
        self._phones: dict[str, Handset] = {}
        self.phone = Handset("neighbor")
        """The present one."""
        self._code = SAMPLE
        self.called_back = 0
        """How many of our texts the last message called back."""
        self.at = at

    def play(self, cue: Cue) -> Iterator[str]:
        """Play one cue and give the lines of the transcript that it makes."""
        match cue:
            case Remark(text):
                yield f"# {text}"
            case Phone(name):
                self.phone = self._phones.setdefault(name, Handset(name))
                yield f"@ {name}"
            case Pause(minutes):
                self.at += timedelta(minutes=minutes)
                yield f"~ {minutes} minutes"
                self._store.send_on_unfinished(self._second)
                yield from self._reports_changed()
            case Letter(words):
                yield f"+ {words}"
                self.write(words)
            case Text() | Deletion():
                yield sent(cue)
                yield answered(self.text(cue))
                yield from self._kept()

    def text(self, cue: Text | Deletion) -> str:
        """Do on the present phone what the cue says, and give the answer."""
        self._count += 1
        self.at += timedelta(seconds=20)
        if isinstance(cue, Text):
            cue = replace(cue, words=SAMPLES.sub(self._given, cue.words))
        answer = self._engine.answer(self.phone.send(cue, f"{id(self)}-{self._count}", self.at)).text
        self._send()
        given = CODE.search(answer)
        self._code = given[0] if given else self._code
        return answer

    def _send(self) -> None:
        """Work the outbox off as the worker would; what an earlier X left there is called back."""
        outbox, self.called_back = self._store.outbox, 0
        for number, parcel in enumerate(iter(lambda: outbox.claim(self._second), None)):
            if parcel.kind == "recall":
                outbox.done(parcel)
                self.called_back += 1
            else:
                outbox.sent(parcel, Mail(self.phone.address, sent=number + 1).written(), self._second)

    def _given(self, sample: re.Match[str]) -> str:
        """Put the last code in the place of a sample of it, with what stands between its groups there."""
        return self._code.replace("-", sample["between"])

    def write(self, words: str) -> None:
        """Have the readers read the report of the last code, and write; nothing happens where they cannot."""
        tip = self._store.tips.find(self._code, self._second)
        if tip:
            self._store.tips.read(self._session, tip, self._second)
            with suppress(NoMailbox, TakenBack, ThreadFull):
                self._store.tips.write(self._session, tip, words, self._second)

    @property
    def _second(self) -> int:
        """The present moment as the store counts."""
        return int(self.at.timestamp())

    def reports(self) -> dict[str, dict[str, Any]]:
        """Show every report that is there, by its id; nobody has read it by that."""
        there = [row.id for row in self._store.tips.page(self._session, self._second, limit=1000).rows]
        new = [tip for tip in there if tip not in self._opened]
        if new:
            with self._glass() as copy:
                for tip in new:
                    self._opened[tip] = json.loads(copy.tips.read(self._session, tip, self._second))
        return {tip: self._opened[tip] for tip in there}

    def letters(self) -> dict[tuple[str, int], str]:
        """Open what holders of a code wrote to the readers, by the report's id and the letter's number."""
        at, tips = self._second, self._store.tips
        return {
            (row.id, letter.number): letter.text
            for row in tips.page(self._session, at, limit=1000).rows
            for letter in tips.letters(self._session, row.id, at)
            if letter.author == "holder"
        }

    def _kept(self) -> Iterator[str]:
        """Tell what became of our texts and of reports, and when nothing is left of a conversation."""
        if self.called_back:
            yield f"= texts of ours that are called back from the phone: {self.called_back}"
        yield from self._reports_changed()
        with self._store.turn(self.phone.address, self._second) as turn:
            if turn.load() is None:
                yield "= nothing of this conversation is kept"

    def _reports_changed(self) -> Iterator[str]:
        """Tell a report that is new, as its readers would open it, and how many are gone."""
        reports = self.reports()
        for report in (reports[new] for new in reports.keys() - self._known):
            told = ((name, report[name]) for name in SHOWN if report[name])
            shown = (f"{name}: {fact if isinstance(fact, str) else ', '.join(fact)}" for name, fact in told)
            yield f"= a report is kept: {'; '.join(shown)}"
            yield from (f"=   {words}" for words in report["account"].split("\n"))
        yield from ("= a report is gone" for _ in self._known - reports.keys())
        self._known = set(reports)
        letters = self.letters()
        yield from (f"= a letter is kept: {letters[new]}" for new in sorted(letters.keys() - self._letters))
        self._letters = set(letters)


@contextmanager
def rehearsal(place: Place, at: datetime) -> Iterator[Rehearsal]:
    """Build a line in a folder of its own, and throw the folder away afterwards."""
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        secret = secrets.token_bytes(32)

        def opened(name: str) -> Store:
            """Name a store in the folder."""
            database, day_keys = Path(folder, f"{name}.db"), Path(folder, "day-keys")
            return Store(database, secret, day_keys, zone=place.zone, cost=CHEAPEST, reserve=0)

        @contextmanager
        def glass() -> Iterator[Store]:
            """Copy what is there."""
            store.checkpoint()
            shutil.copyfile(Path(folder, "line.db"), Path(folder, "glass.db"))
            copy = opened("glass")
            try:
                yield copy
            finally:
                copy.close()

        store = opened("line")
        store.migrate()
        passphrase = secrets.token_urlsafe()
        store.staff.found(READER, passphrase, int(at.timestamp()))
        session = store.staff.vouch(READER, passphrase, int(at.timestamp()))
        try:
            yield Rehearsal(line(place, store).engine, store, session, at, glass)
        finally:
            store.close()
