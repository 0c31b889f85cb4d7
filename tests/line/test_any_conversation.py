"""No sequence of messages breaks the line, strands somebody, mixes two people up, or turns a call for help into a report."""

import json
import os
import re
from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bot.messages import Inbound
from bot.rehearsing.rehearsal import rehearsal
from bot.rehearsing.transcript import SAMPLE, SIGNAL, Deletion, Letter, Pause, Phone, Text
from bot.setup.place import Place
from bot.words.wording import Wording
from flows.state import State
from understanding.segments import count

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
PEOPLE = st.sampled_from(["ana", "ben", f"cho{SIGNAL}", f"dov{SIGNAL}"])
ON_SIGNAL = st.sampled_from([f"cho{SIGNAL}", f"dov{SIGNAL}"])
AGO = st.integers(1, 4)
WAY_OUT = re.compile(
    r"\b(911|988|888-373-7888)\b|(^|\n)1[ 은]|\bX\b|\bSKIP\b|\bSALTAR\b|건너뛰기|^OK\.$|^This chat is forgotten|^Borramos este chat|^이 대화는|^Erased |^Erased\.|^Borrado|^지웠습니다\.|^메시지까지|^Taken back|^Retirado|^취소했습니다|^취소되었습니다|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b"
)
ASKED = re.compile(
    "Something I saw|Somebody else|Algo que vi|Otra persona\\n|Otra persona$|내가 본 일|다른 사람\\n|다른 사람$",
    re.MULTILINE,
)
"""After one of these questions the sender has been asked, and whatever follows is their own answer."""
HELP = (
    "help me", "i cant leave he took my id", "they wont let me go", "im 15 and my bf makes me", "he hits me i want out",
    "ayudame", "no me dejan ir", "me tiene encerrada", "도와주세요", "못 나가게 해요", "저 16살인데 남자친구가 시켜요",
    "my bf makes me work western, black charger, motel on 3rd",
)  # fmt: skip
SEEN = (
    "man yelling at two girls by a black car western and 3rd right now", "blue van drops girls off every night, western and 8th",
    "un hombre golpea a una muchacha en la western y la 3 ahora", "웨스턴 3가에서 남자가 여자를 때려요 어젯밤", "used condoms on my steps again",
)  # fmt: skip
WORDS = (
    *["1", "2", "3", "4", "5", "6", "0", "9", "1.", "x", "X", "back", "BACK", "skip", "SKIP", "more", "menu", "MENU", "erase", "hi", "hello", "hola", "안녕", "stop", "start", "help", "HELP", "ayuda", "EN", "ES", "KO"],
    "who is this", "quien es", "누구세요", "is this anonymous?", "can i send pics", "뒤로", "건너뛰기", "saltar", "volver", "", "😭", "???", "idk", "no", "yes",
    "he has a gun right now", "i want to die", "western and 5th", "last night at 2", "call 213 555 0142", "救命", "\x00\x1b[31m", "\u202eabc", "{line}", "%s",
)  # fmt: skip


class Line(RuleBasedStateMachine):
    """Four people, two of them on Signal, one line; whatever they text, edit and delete."""

    place: Place
    first: str
    groups: set[str]

    @initialize()
    def open(self) -> None:
        self.context = rehearsal(self.place, NIGHT)
        self.stage = self.context.__enter__()
        self.number = 0
        self.cries: set[str] = set()
        self.never_taken: set[str] = set()
        self.last: dict[str, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)

    def say(self, person: str, words: str, *, picture: bool = False, edits: int = 0) -> str:
        list(self.stage.play(Phone(person)))
        answer = self.stage.text(Text(words, picture, edits))

        assert WAY_OUT.search(answer), (words, answer)
        assert count(answer).segments <= 3, (words, answer)
        self.told(person, answer)
        return answer

    def told(self, person: str, answer: str) -> None:
        name = person.partition(" ")[0]
        if ASKED.search(self.last.get(person, "")):
            self.cries = {cry for cry in self.cries if not cry.startswith(f"mark{name}")}
        self.last[person] = answer
        for other in {"ana", "ben", "cho", "dov"} - {name}:
            assert f"mark{other}" not in answer

    def marked(self, person: str, words: str) -> str:
        """Sign a text, so that it can be found again wherever it went."""
        self.number += 1
        return f"{words} mark{person.partition(' ')[0]}{self.number}"

    @rule(person=PEOPLE, words=st.sampled_from(WORDS), picture=st.booleans())
    def answer(self, person: str, words: str, *, picture: bool) -> None:
        self.say(person, words, picture=picture)

    @rule(person=PEOPLE, words=st.text(max_size=200))
    def anything(self, person: str, words: str) -> None:
        self.say(person, words)

    @rule(person=PEOPLE, words=st.sampled_from(SEEN))
    def report(self, person: str, words: str) -> None:
        self.say(person, self.marked(person, words))

    @rule(person=PEOPLE, words=st.sampled_from(HELP))
    def cry_for_help(self, person: str, words: str) -> None:
        told = self.marked(person, words)
        self.cries.add(told.split()[-1])

        assert re.search("888-373-7888|911|988", self.say(person, told))

    @rule(person=ON_SIGNAL, words=st.sampled_from((*WORDS, *SEEN)), ago=AGO)
    def edit(self, person: str, words: str, ago: int) -> None:
        self.say(person, words, edits=ago)

    @rule(person=ON_SIGNAL, words=st.sampled_from(HELP), ago=AGO)
    def edit_into_a_cry_for_help(self, person: str, words: str, ago: int) -> None:
        told = self.marked(person, words)
        self.cries.add(told.split()[-1])

        assert re.search("888-373-7888|911|988", self.say(person, told, edits=ago))

    @rule(person=ON_SIGNAL, ago=AGO)
    def take_back(self, person: str, ago: int) -> None:
        list(self.stage.play(Phone(person)))
        answer = self.stage.text(Deletion(ago))

        assert answer == "" or WAY_OUT.search(answer)
        self.told(person, answer or self.last.get(person, ""))

    @rule(person=ON_SIGNAL, words=st.sampled_from((*WORDS, *SEEN, *HELP)))
    def write_to_a_group(self, person: str, words: str) -> None:
        """What is said there is not taken, whatever goes on with its sender alone."""
        self.number += 1
        sender, told = f"signal:{person}", self.marked(person, words)
        self.never_taken.add(told.split()[-1])
        inbound = Inbound("signal", sender, told, f"G{self.number}", self.stage.at, kind="group", later=True)

        assert self.stage._engine.answer(inbound).text in {"", *self.groups}

    @rule(person=PEOPLE)
    def send_a_report(self, person: str) -> None:
        """Up to its code, so that whoever is drawn next may be in a thread."""
        for words in ("menu", "1", SEEN[1], "skip", "skip", "1"):
            self.say(person, words)

    @rule(
        person=PEOPLE,
        words=st.sampled_from([SAMPLE, f"my code is {SAMPLE}", "7QMZ-2D9X-4KTB-H0RA", "7qmz 2d9x 4kt h0ra"]),
    )
    def type_a_code(self, person: str, words: str) -> None:
        self.say(person, words)

    @rule()
    def the_readers_ask(self) -> None:
        list(self.stage.play(Letter("What color was the car?")))

    @rule(minutes=st.sampled_from([1, 9, 11, 31, 61]))
    def wait(self, minutes: int) -> None:
        list(self.stage.play(Pause(minutes)))

    @rule(person=PEOPLE)
    def leave_and_return(self, person: str) -> None:
        self.say(person, "x")

        assert self.say(person, "hi") == self.first

    @rule()
    def no_cry_for_help_is_in_a_report_or_a_letter(self) -> None:
        """What silence sends is among the reports an hour later."""
        told = json.dumps([self.stage.reports(), [*self.stage.letters().values()]], ensure_ascii=False)

        assert [cry for cry in self.cries | self.never_taken if re.search(rf"\b{cry}\b", told)] == []


def test_no_sequence_of_messages_breaks_the_line(place: Place, wording: Wording) -> None:
    Line.place = place
    Line.groups = {wording.text(language, "common.group") for language in place.languages}
    Line.first = wording.say(["door.first"], State(language="en"), NIGHT).text
    run_state_machine_as_test(
        Line,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", "40")),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
