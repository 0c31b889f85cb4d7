"""Whoever texts next learns nothing of what was said before (B5): two histories, one answer."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.place import Place
from bot.rehearsal import Rehearsal, rehearsal
from bot.transcript import CODE, SAMPLE, Letter, Pause, Phone, Text

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
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
HISTORY = st.lists(
    st.one_of(
        st.sampled_from(WORDS).map(lambda words: [Text(words)]),
        st.sampled_from(SEEN).map(lambda words: [Text("menu"), Text("1"), Text(words)]),
        st.just(list(REPORT)),
        st.just([Text(SAMPLE)]),
        st.just([Letter("What color was the car?")]),
        st.sampled_from([1, 9, 25]).map(lambda minutes: [Pause(minutes)]),
        st.just([Text("hi", picture=True)]),
    ),
    max_size=6,
).map(lambda parts: [cue for part in parts for cue in part])
ENDINGS = st.sampled_from([Text("x"), Text("stop"), Text("alto"), Text("나가기"), Pause(31)])
ERASED = st.sampled_from([Text("erase"), Text("borrar"), Text("지우기")])


@dataclass
class Twins:
    """One line, and at each trial two phones that were never used before."""

    stage: Rehearsal
    numbers: Iterator[int] = field(default_factory=count)

    def play(self, phone: str, *cues: Text | Pause | Letter) -> None:
        """Let one phone have a history."""
        for cue in (Phone(phone), *cues):
            if isinstance(cue, Text):
                self.stage.text(cue)
            else:
                list(self.stage.play(cue))

    def answers(self, phone: str, words: str) -> tuple[str, str]:
        """Text the same from a phone with a past and from one without."""
        given = []
        for who in (phone, f"stranger {next(self.numbers)}"):
            list(self.stage.play(Phone(who)))
            given.append(CODE.sub(SAMPLE, self.stage.text(Text(words))))
        return given[0], given[1]


@contextmanager
def twins(place: Place) -> Iterator[Twins]:
    with rehearsal(place, NIGHT) as stage:
        yield Twins(stage)


def tried(place: Place, trial: Callable[..., None], **strategies: st.SearchStrategy[object]) -> None:
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
            trial(pair, f"phone {next(pair.numbers)}", **values)

        run()


def test_b5_after_a_conversation_has_ended_any_text_is_answered_as_a_strangers(place: Place) -> None:
    def trial(pair: Twins, phone: str, history: list[Text], ending: Text, words: str) -> None:
        pair.play(phone, *history, ending)
        told, stranger = pair.answers(phone, words)

        assert told == stranger

    tried(place, trial, history=HISTORY, ending=ENDINGS, words=GIVEN)


def test_b5_after_erase_any_text_is_answered_as_a_strangers(place: Place) -> None:
    """ERASE may be an answer, at a report's review; then the chat is over just the same."""

    def trial(pair: Twins, phone: str, history: list[Text], ending: Text, words: str) -> None:
        pair.play(phone, *history, ending)
        told, stranger = pair.answers(phone, words)

        assert told == stranger

    tried(place, trial, history=HISTORY, ending=ERASED, words=GIVEN)


def test_b5_eleven_minutes_after_a_call_for_help_any_text_is_answered_as_a_strangers(place: Place) -> None:
    answers = st.lists(
        st.sampled_from(["1", "2", "skip", "saltar", "건너뛰기", "more", "ES", "hm"]), max_size=3
    )

    def trial(pair: Twins, phone: str, cry: str, more: list[str], words: str) -> None:
        pair.play(phone, *map(Text, (cry, *more)), Pause(11))
        told, stranger = pair.answers(phone, words)

        assert told == stranger

    tried(place, trial, cry=st.sampled_from(HELP), more=answers, words=GIVEN)


def test_b5_at_any_moment_a_greeting_or_who_is_this_is_answered_as_a_strangers(place: Place) -> None:
    def trial(pair: Twins, phone: str, history: list[Text], words: str) -> None:
        pair.play(phone, *history)
        told, stranger = pair.answers(phone, words)

        assert told == stranger

    tried(place, trial, history=HISTORY, words=st.sampled_from(NEUTRAL))
