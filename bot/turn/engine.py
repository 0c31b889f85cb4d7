"""The turn: one message in, one answer out, once and durably, whoever else is writing."""

import json
import logging

from bot import quiet
from bot.mail import LATER, SOON, Mail, patience
from bot.messages import Answer, Inbound
from bot.setup.place import Place
from bot.turn.acts import Message, act
from bot.turn.leavers import Leavers, forget
from bot.turn.memory import remembered, spoken
from bot.turn.plainly import Plainly, gone_for_good, leaves
from bot.turn.threads import CODED, Opened, look_up, still_open
from bot.turn.translate import digest, hear, mends_the_past
from bot.words.wording import Wording
from flows.book import Book
from flows.busy import sparing
from flows.effects import Count, Forget, SubmitTip
from flows.revise import Mark, begin, remember, which
from flows.state import State
from flows.turn import Turn as Decided
from storage import NoIntakeKey, StorageError, Store, Turn, typed_code, with_its_room, without_codes
from understanding import Reading

IDLE = 30 * 60
"""Seconds that a conversation is remembered after its last message."""
BUDGET = 600
"""Answers that the line gives in an hour, unless the operator names another number."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: ``json.dumps`` makes a new encoder for every conversation."""
GROUP = "group"
"""Stands for every message of a sender in groups, so that half an hour's are answered like one that comes again."""
NOTHING = Reading("unclear", "", "")
"""The reading of a message that was deleted."""


class Engine:
    """Understand, take the flow's turn, remember, answer: the same for every door and simulator."""

    def __init__(
        self, book: Book, place: Place, wording: Wording, store: Store, *, budget: int = BUDGET
    ) -> None:
        """``budget`` is how many answers the line gives in an hour; 0 for as many as there are texts."""
        self._book = book
        self._place = place
        self._wording = wording
        self._store = store
        self._budget = budget / 2  # half an hour is counted at a time
        self._plainly = Plainly(place.languages, wording)
        self._leavers = Leavers(store)

    def answer(self, inbound: Inbound) -> Answer:
        """Take one message; the same message id again gets the same answer and changes nothing.

        Never raises for any text. Where nothing can be stored, danger and crisis still get their words, and
        anybody else is told that the message was not received. A line that is closed still lets everybody leave.
        A message that lay at its channel until nothing may be said to it any more (B1) is only counted.
        """
        reading, typed = self._read(inbound)
        leaving = leaves(reading, inbound)
        late = inbound.age > LATER and not leaving and inbound.kind != "taken back"
        closed = self._store.switch.closed and not leaving
        try:
            return self._once(inbound, reading, typed, late=late, closed=closed)
        except (StorageError, NoIntakeKey) as error:
            quiet.event("failed", level=logging.ERROR, channel=inbound.channel, error=error)
            if gone_for_good(reading, inbound) or inbound.kind == "taken back":
                wholly = inbound.kind != "taken back"
                self._leavers.hold(inbound.sender, int(inbound.at.timestamp()), wholly=wholly)
            return Answer(self._plainly.say(reading, inbound, "closed" if closed else "unsaved"), kept=False)

    @with_its_room
    def _once(
        self, inbound: Inbound, reading: Reading, typed: str | None, *, late: bool, closed: bool
    ) -> Answer:
        """Take the turn in one transaction; whoever is still to be forgotten is forgotten first."""
        with (
            self._leavers.back(inbound.sender) as left,
            self._store.turn(inbound.sender, int(inbound.at.timestamp())) as turn,
        ):
            if left:
                forget(turn, left)
            if late:
                turn.count(f"{inbound.channel} late")
                said = ""
            elif closed or inbound.kind == "group":
                said = self._aside(turn, inbound, reading)
            else:
                said = self._take(turn, inbound, reading, typed)
        return Answer(said)

    def _read(self, inbound: Inbound) -> tuple[Reading, str | None]:
        """Read a message, and find the code that it is meant as, if any; of one that was deleted there is nothing to read."""
        if inbound.kind == "taken back":
            return NOTHING, None
        typed = typed_code(inbound.text)
        # A code's letters are no words, although some look like words: "SH5P".
        words = inbound.text if typed is None else without_codes(inbound.text)
        reading = self._place.reader.read(words, inbound.at.astimezone(self._place.zone))
        kept = without_codes(reading.text)
        return reading if kept == reading.text else reading._replace(text=kept), typed

    def _aside(self, turn: Turn, inbound: Inbound, reading: Reading) -> str:
        """Say one line to whoever is not talked with, in a group once in half an hour; nothing that they wrote is kept."""
        grouped = inbound.kind == "group"
        again = turn.seen(GROUP if grouped else inbound.message_id)
        text = "" if again and grouped else self._plainly.say(reading, inbound, "closed")
        if inbound.later and text and not again:
            turn.post(Mail(inbound.sender, text).written(), int(inbound.at.timestamp()) + SOON - inbound.age)
        return text

    def _take(self, turn: Turn, inbound: Inbound, reading: Reading, typed: str | None) -> str:
        """Load, converse, act, save; the caller's transaction makes it one."""
        again = turn.seen(inbound.message_id)
        state = remembered(turn.load(), inbound.at)
        taken_back = inbound.kind == "taken back"
        revises = which(state, inbound.about, taken_back=taken_back)
        if (taken_back and (again or not revises)) or mends_the_past(reading, inbound, typed, revises):
            return ""
        if again and state.pace.instead is not None:
            return self._wording.say(state.pace.instead, state, inbound.at).text
        if again and state.said:
            letters = still_open(turn, state).letters
            return self._wording.say(state.said, state, inbound.at, letters).text
        mark = begin(state, revises, inbound.stamp, inbound.about)
        counts = reading.lane in CODED or (reading.lane == "stop" and reading.command != "stop")
        tried = typed if counts else None
        opened = look_up(turn, state, tried, int(inbound.at.timestamp()), again=again)
        heard = hear(reading, inbound, self._place.languages, opened.word, opened.box, revises)
        state.language = spoken(state, reading, self._place.languages, neutral=heard.neutral)
        spent = turn.answers.given() / self._budget if self._budget else 0.0
        decided = sparing(self._book, state, heard, int(inbound.at.timestamp()), spent)
        if again:
            return self._wording.say(decided.say, state, inbound.at, opened.letters).text
        return self._act(turn, decided, inbound, opened, mark)

    def _act(self, turn: Turn, decided: Decided, inbound: Inbound, opened: Opened, mark: Mark) -> str:
        """Do what the flow asked for, and say what it says; shared counters are written last."""
        state = decided.state
        if decided.effects:
            act(turn, decided, Message(inbound, opened.thread, self._place))
        said = self._wording.say(decided.say, state, inbound.at, opened.letters)
        state.pace.told = digest(said.text)
        if decided.say and state.pace.instead is None:
            state.page = list(said.page)
            state.shown = list(dict.fromkeys((*state.shown, *said.page)))
        if said.text and self._budget:
            turn.answers.give()
        if Forget() not in decided.effects:
            self._save(turn, decided, mark, int(inbound.at.timestamp()))
        if inbound.later and said.text:
            self._post(turn, decided, inbound, said.text)
        for effect in decided.effects:
            if isinstance(effect, Count | SubmitTip):
                turn.count(effect.name if isinstance(effect, Count) else "tip")
        return said.text

    def _post(self, turn: Turn, decided: Decided, inbound: Inbound, text: str) -> None:
        """Have the answer sent; where it lay at its channel until that may not be, whoever was not told begins anew (A1)."""
        at, last = int(inbound.at.timestamp()), Forget() in decided.effects
        rest = patience(decided) - inbound.age
        if rest > 0:
            turn.post(Mail(inbound.sender, text, last=last).written(), at + rest)
        elif not last:
            turn.undraft()
            turn.drop()
            turn.count(f"{inbound.channel} late")

    def _save(self, turn: Turn, decided: Decided, mark: Mark, at: int) -> None:
        """Remember where the conversation stands and how it came there; of a stranger, nothing."""
        state = decided.state
        if state.blank:
            turn.drop()
        else:
            remember(state, mark, decided.effects)
            turn.save(written(state, at), min(at + IDLE, state.until or at + IDLE))


def written(state: State, at: int) -> bytes:
    """Write a conversation down for its sealed row."""
    return _encode({"at": at, **state.plain()}).encode()
