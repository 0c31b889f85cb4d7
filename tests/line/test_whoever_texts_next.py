"""Whoever texts next learns nothing of what was said before (B5): two histories, one answer."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rehearsing.rehearsal import Rehearsal, rehearsal
from bot.rehearsing.transcript import CODE, SAMPLE, SIGNAL, Cue, Deletion, Letter, Pause, Phone, Text
from bot.setup.place import Place

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
NEUTRAL = (
    *("hi", "hello", "hola", "안녕하세요", "hey there", "buenas", "여보세요"),
    *(
        "who is this",
        "who is this?",
        "quien es",
        "누구세요",
        "wrong number",
        "numero equivocado",
        "모르는 번호",
    ),
    *("menu", "MENU", "처음으로", "START", "inicio", "시작"),
)
SEEN = (
    "man yelling at two girls by a black car western and 3rd right now", "blue van drops girls off every night, western and 8th",
    "un hombre con muchachas en la western y la 3 cada noche", "웨스턴 3가에서 남자가 여자애들을 차에 태워요",
    "used condoms on my steps again", "call 213 555 0142 she said",
)  # fmt: skip
HELP = (
    "help me", "they wont let me go", "im 15 and my bf makes me", "he makes me work too", "ayudame", "no me dejan ir",
    "도와주세요", "못 나가게 해요", "저 16살인데 남자친구가 시켜요",
)  # fmt: skip
WORDS = (
    *NEUTRAL, *SEEN, *HELP, *map(str, range(7)), "skip", "saltar", "건너뛰기", "more", "back", "volver", "fix", "corregir", "고치기", "help", "ayuda", "EN", "ES", "KO",
    "yes", "no", "erase", "borrar", "지우기", "x", "stop", "is this anonymous?", "delete this", "es anonimo", "hm", "😭", "",
    "he has a gun right now", "i want to die", "western and 5th", "last night at 2", "the car was blue", "el carro era azul", "救命",
    "7QMZ-2D9X-4KTB-H0RA", "my code is 7qmz 2d9x 4kt h0ra", "3f9k 2d9x 4ktb 7ora",
)  # fmt: skip
GIVEN = st.one_of(st.sampled_from(WORDS), st.text(max_size=60).filter(lambda text: not CODE.search(text)))
REPORT = (Text("hi"), Text("1"), Text(SEEN[0]), Text("skip"), Text("skip"), Text("1"))
"""A whole report, up to its code, from somebody who chose to tell what they saw."""
WAY = st.one_of(
    st.sampled_from(WORDS).map(lambda words: [Text(words)]),
    st.sampled_from(SEEN).map(lambda words: [Text("menu"), Text("1"), Text(words)]),
    st.just(list(REPORT)),
    st.just([Text(SAMPLE)]),
    st.just([Letter("What color was the car?")]),
    st.sampled_from([1, 9, 25]).map(lambda minutes: [Pause(minutes)]),
    st.just([Text("hi", picture=True)]),
)
AGO = st.integers(1, 3)
SECOND_THOUGHT = st.one_of(
    st.builds(Text, st.sampled_from(WORDS), edits=AGO).map(lambda edit: [edit]),
    AGO.map(lambda ago: [Deletion(ago)]),
)
"""What only somebody on Signal can do to what they sent."""


def histories(channel: str) -> st.SearchStrategy[list[Cue]]:
    """Make what may have been said before, as far as the channel goes."""
    way = st.one_of(WAY, WAY, SECOND_THOUGHT) if channel else WAY
    return st.lists(way, max_size=6).map(lambda parts: [cue for part in parts for cue in part])


def messages(words: st.SearchStrategy[str], channel: str) -> st.SearchStrategy[Text]:
    """Make what may be texted now: on Signal it may say that it is an edit."""
    return st.builds(Text, words, edits=st.integers(0, 3)) if channel else words.map(Text)


ENDINGS = [[Text("x")], [Text("stop")], [Text("alto")], [Text("나가기")], [Pause(31)]]
DELETED: list[Cue] = []
"""Stands for deleting every text, the newest first, as somebody does who leaves no trace of it."""
ERASED = st.sampled_from([Text("erase"), Text("borrar"), Text("지우기")])
CHANNELS = pytest.mark.parametrize("channel", ["", SIGNAL], ids=["sms", "signal"])


@dataclass
class Twins:
    """One line, and at each trial two phones that were never used before."""

    stage: Rehearsal
    numbers: Iterator[int] = field(default_factory=count)

    def play(self, phone: str, *cues: Cue) -> None:
        """Let one phone have a history."""
        for cue in (Phone(phone), *cues):
            if isinstance(cue, Text | Deletion):
                self.stage.text(cue)
            else:
                list(self.stage.play(cue))

    def end(self, phone: str, ending: list[Cue]) -> None:
        """End the conversation."""
        if ending == DELETED:
            self.delete_all(phone)
        self.play(phone, *ending)

    def delete_all(self, phone: str) -> list[str]:
        """Delete every text on a phone, and give the answers."""
        list(self.stage.play(Phone(phone)))
        return [self.stage.text(Deletion()) for _ in [*self.stage.phone.texts]]

    def answers(self, phone: str, cue: Text | Deletion) -> tuple[str, str]:
        """Do the same on a phone with a past and on one of the same kind without."""
        given = []
        for who in (phone, f"stranger {next(self.numbers)}{SIGNAL if phone.endswith(SIGNAL) else ''}"):
            list(self.stage.play(Phone(who)))
            given.append(CODE.sub(SAMPLE, self.stage.text(cue)))
        return given[0], given[1]


@contextmanager
def twins(place: Place) -> Iterator[Twins]:
    with rehearsal(place, NIGHT) as stage:
        yield Twins(stage)


def tried(
    place: Place, channel: str, trial: Callable[..., None], **strategies: st.SearchStrategy[object]
) -> None:
    """Try a property on one line, however often."""
    with twins(place) as pair:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(**strategies)
        def run(**values: object) -> None:
            trial(pair, f"phone {next(pair.numbers)}{channel}", **values)

        run()


@CHANNELS
def test_b5_after_a_conversation_has_ended_any_text_is_answered_as_a_strangers(
    place: Place, channel: str
) -> None:
    def trial(pair: Twins, phone: str, history: list[Cue], ending: list[Cue], message: Text) -> None:
        pair.play(phone, *history)
        pair.end(phone, ending)
        told, stranger = pair.answers(phone, message)

        assert told == stranger

    endings = st.sampled_from([*ENDINGS, DELETED] if channel else ENDINGS)
    tried(place, channel, trial, history=histories(channel), ending=endings, message=messages(GIVEN, channel))


@CHANNELS
def test_b5_after_erase_any_text_is_answered_as_a_strangers(place: Place, channel: str) -> None:
    """ERASE may be an answer, at a report's review; then the chat is over just the same."""

    def trial(pair: Twins, phone: str, history: list[Cue], ending: Text, message: Text) -> None:
        pair.play(phone, *history, ending)
        told, stranger = pair.answers(phone, message)

        assert told == stranger

    tried(place, channel, trial, history=histories(channel), ending=ERASED, message=messages(GIVEN, channel))


@CHANNELS
def test_b5_eleven_minutes_after_a_call_for_help_any_text_is_answered_as_a_strangers(
    place: Place, channel: str
) -> None:
    answers = messages(st.sampled_from(["1", "2", "skip", "saltar", "건너뛰기", "more", "ES", "hm"]), channel)

    def trial(pair: Twins, phone: str, cry: str, more: list[Text], message: Text) -> None:
        pair.play(phone, Text(cry), *more, Pause(11))
        told, stranger = pair.answers(phone, message)

        assert told == stranger

    tried(
        place,
        channel,
        trial,
        cry=st.sampled_from(HELP),
        more=st.lists(answers, max_size=3),
        message=messages(GIVEN, channel),
    )


@CHANNELS
def test_b5_at_any_moment_a_greeting_or_who_is_this_is_answered_as_a_strangers(
    place: Place, channel: str
) -> None:
    def trial(pair: Twins, phone: str, history: list[Cue], message: Text) -> None:
        pair.play(phone, *history)
        told, stranger = pair.answers(phone, message)

        assert told == stranger

    neutral = messages(st.sampled_from(NEUTRAL), channel)
    tried(place, channel, trial, history=histories(channel), message=neutral)


def test_b5_a_first_text_that_is_taken_back_was_never_sent(place: Place) -> None:
    """And what is deleted the next day, one text after another, is deleted in silence."""

    def trial(pair: Twins, phone: str, first: Text, message: Text) -> None:
        pair.play(phone, first)
        silence = pair.answers(phone, Deletion())
        told, stranger = pair.answers(phone, message)

        assert silence == ("", "")
        assert told == stranger

    given = messages(GIVEN, SIGNAL)
    tried(place, SIGNAL, trial, first=GIVEN.map(Text), message=given)


def test_b5_what_is_deleted_after_the_chat_is_over_is_deleted_in_silence(place: Place) -> None:
    def trial(pair: Twins, phone: str, history: list[Cue], ending: list[Cue]) -> None:
        pair.play(phone, *history, *ending)

        assert set(pair.delete_all(phone)) <= {""}

    tried(place, SIGNAL, trial, history=histories(SIGNAL), ending=st.sampled_from(ENDINGS))
