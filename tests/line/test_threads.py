"""After a report was sent: its code, its readers' letters, erasing it, and being told once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.line import Line
from bot.messages import Inbound
from bot.rehearsing.transcript import CODE
from storage import Store
from storage.line.nudges import make_due

NIGHT = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
PASSPHRASE = "lamp on the porch at night"
Send = Callable[..., str]
Reports = Callable[[], list[bytes]]
SEEN = "two men push girls into a black car every night, western and 3rd"
FROM_HERE = "+12135550199"
ANA, BEN = "sms:+12135550100", "sms:+12135550177"


def sent(text: Send, last: str = "1", **more: object) -> str:
    """Send a report and give its code, or the whole answer where there is none."""
    for words in (SEEN, "skip"):
        text(words)
    answer = text(last, **more)
    found = CODE.search(answer)
    return found[0] if found else answer


@pytest.fixture
def readers(store: Store) -> Callable[[str, str], None]:
    """Have the readers write to the report of a code."""

    def write(code: str, words: str) -> None:
        at = int(NIGHT.timestamp())
        session = store.staff.session(store.staff.sign_in("rosa", PASSPHRASE, at), at)
        tip = store.tips.find(code, at)
        assert session
        assert tip
        store.tips.write(session, tip, words, at)

    return write


@pytest.fixture
def letters(store: Store) -> Callable[[str], list[str]]:
    """Open what was written to the readers of the report of a code."""

    def opened(code: str) -> list[str]:
        at = int(NIGHT.timestamp())
        session = store.staff.session(store.staff.sign_in("rosa", PASSPHRASE, at), at)
        tip = store.tips.find(code, at)
        assert session
        assert tip
        return [one.text for one in store.tips.letters(session, tip, at) if one.author == "holder"]

    return opened


def test_words_after_a_report_are_a_letter_and_the_same_message_again_is_not_a_second(
    text: Send, letters: Callable[[str], list[str]]
) -> None:
    code = sent(text)
    first = text("the car was dark blue", message_id="SM7")

    assert text("the car was dark blue", message_id="SM7") == first
    assert letters(code) == ["the car was dark blue"]


def test_d15_a_number_in_a_letter_is_taken_out_and_the_answer_says_so(
    text: Send, letters: Callable[[str], list[str]]
) -> None:
    code = sent(text)

    assert "We took out: a phone number" in text("call 213 555 0142")
    assert letters(code) == ["call [phone]"]


@pytest.mark.parametrize(
    "written", ["{}", "my code is {}", "code {}.", "제 번호는 {}입니다", "mi clave es {} gracias"]
)
def test_a_code_opens_its_thread_from_any_phone_however_it_is_typed(
    text: Send, readers: Callable[[str, str], None], written: str
) -> None:
    code = sent(text)
    readers(code, "What color was the car?")
    typed = written.format(code.lower().replace("-", " "))

    assert "What color was the car?" in text(typed, sender=BEN)


def test_b8_a_thread_shows_neither_the_report_nor_the_holders_own_letters(
    text: Send, readers: Callable[[str, str], None]
) -> None:
    code = sent(text)
    text("it was dark blue")
    readers(code, "Which nights?")
    answer = text(code, sender=BEN)

    assert "Which nights?" in answer
    assert [
        word
        for word in ("girls", "black car", "dark blue", "estern")
        if word in answer.replace("Western Ave", "")
    ] == []


def test_letters_come_newest_first_and_more_shows_the_older_ones(
    text: Send, readers: Callable[[str, str], None]
) -> None:
    code = sent(text)
    for number in range(5):
        readers(code, f"question {number} " + "x" * 100)
    shown = [text(code, sender=BEN), *(text("more", sender=BEN) for _ in range(5))]
    numbers = [part[0] for answer in shown for part in answer.split("question ")[1:]]

    assert numbers == list("43210")


@pytest.mark.parametrize("letters", [0, 1, 4])
def test_a_repeated_message_gets_the_very_same_page(
    text: Send, readers: Callable[[str, str], None], letters: int
) -> None:
    code = sent(text)
    for number in range(letters):
        readers(code, f"question {number} " + "x" * 100)
    for number, words in enumerate((code, "more", "more")):
        first = text(words, sender=BEN, message_id=f"SMpage{number}")

        assert text(words, sender=BEN, message_id=f"SMpage{number}") == first


def test_a_repeated_erase_says_what_is_true_after_it_and_changes_nothing(
    text: Send, reports: Reports
) -> None:
    sent(text)
    text("erase", message_id="SM8")

    assert text("erase", message_id="SM8").startswith("This chat is forgotten here")
    assert reports() == []


def test_b8_thirty_minutes_after_the_receipt_the_code_is_needed_however_much_is_texted(text: Send) -> None:
    sent(text)
    text("one more thing, a red van", minutes=20)

    assert "a program answers" in text("and another", minutes=31)


def test_e4_a_code_that_opens_nothing_has_one_answer(text: Send) -> None:
    code = sent(text)
    text("erase")
    told = {
        text(words, sender=BEN)
        for words in ("7QMZ-2D9X-4KTB-H0RA", "code 7qmz 2d9x 4kt h0ra", "7qmz 2d9x 4ktb hura", code)
    }

    assert len(told) == 1
    assert "opens nothing" in told.pop()


@pytest.mark.parametrize("code", ["SH5P-K7F1-EHRW-G4YS", "G11P-V7EB-MJDS-A8YJ", "DF6J-PFKX-FM90-WAGC"])
def test_the_letters_of_a_code_are_never_read_as_words(text: Send, code: str) -> None:
    assert text(code).startswith("That code opens nothing here.")
    assert text(f"my code is {code}").startswith("That code opens nothing here.")


def test_e4_a_wrong_code_that_comes_again_is_counted_once(text: Send) -> None:
    code = sent(text)
    for number in range(4):
        text(f"7QMZ-2D9X-4KTB-H0R{number}", sender=BEN)
    for _ in range(5):
        text("7QMZ-2D9X-4KTB-H0R5", sender=ANA, message_id="SM9")

    assert "Not read yet" in text(code, sender=BEN)
    assert "Not read yet" in text(code, sender=ANA)


def test_e4_after_five_wrong_codes_even_a_right_one_opens_nothing(text: Send) -> None:
    code = sent(text)
    for number in range(5):
        text(f"7QMZ-2D9X-4KTB-H0R{number}", sender=BEN)

    assert "opens nothing" in text(code, sender=BEN)


def test_a_code_is_never_among_the_words_of_a_report(text: Send, reports: Reports) -> None:
    code = sent(text)
    text("x")
    text(
        f"more about {code} and what i saw there, the men came back with two girls in a van at western and 8th"
    )
    for words in ("skip", "skip", "1"):
        text(words)

    assert len(reports()) == 2
    assert not any(code.encode() in report for report in reports())


def test_b12_within_the_hour_a_report_is_deleted_and_later_it_is_taken_back(
    text: Send, reports: Reports
) -> None:
    sent(text)

    assert text("erase").startswith("Erased here")
    assert reports() == []

    code = sent(text)

    assert "Not read yet" in text(code, minutes=90)
    assert text("2", minutes=91).startswith("Erase it for good?")
    assert text("1", minutes=91).startswith("Taken back")
    assert text(code, minutes=92).startswith("Taken back. X clears")


def test_b8_a_report_sent_without_a_code_says_none_and_can_be_erased_from_its_phone(
    text: Send, reports: Reports
) -> None:
    answer = sent(text, "4")

    assert "without a code" in answer
    assert text("erase").startswith("Erased here")
    assert reports() == []


def test_a_nudge_keeps_the_address_and_the_lines_own_number(text: Send, store: Store) -> None:
    code = sent(text)

    assert "We keep your number" in text("1")
    assert due(store, code) is None

    text("1", to=FROM_HERE)

    assert due(store, code) == {"address": ANA, "text": "", "language": "en", "from": FROM_HERE}


def test_whoever_asks_on_signal_is_nudged_there(ready: Line, text: Send, store: Store) -> None:
    code = sent(text)
    for number, words in enumerate((code, "1", "1")):
        ready.engine.answer(Inbound("signal", "signal:ada", words, f"S{number}", NIGHT, later=True))

    assert due(store, code) == {"address": "signal:ada", "text": "", "language": "en", "from": ""}


@pytest.mark.parametrize("word", ["x", "stop", "erase"])
def test_b2_nothing_is_left_of_a_nudge_after_a_word_that_ends_it(text: Send, store: Store, word: str) -> None:
    code = sent(text)
    for words in ("1", "1", word):
        text(words)

    assert due(store, code) is None


def due(store: Store, code: str) -> dict[str, str] | None:
    """Give what the worker would be given once the readers have written."""
    house = store._house
    with house.database.write() as connection:
        make_due(connection, house.out_key, house.keyring.receipt(code), int(NIGHT.timestamp()))
    nudge = store.outbox.claim(int(NIGHT.timestamp()), nudges=True)
    return json.loads(nudge.message) if nudge else None


def test_b11_a_number_that_answers_the_readers_erases_nothing(
    text: Send, reports: Reports, letters: Callable[[str], list[str]]
) -> None:
    """The readers ask how many people there were, and 2 is an answer to it."""
    code = sent(text)
    for words in ("2", "2", "3", "two people", "네"):
        text(words)

    assert len(reports()) == 1
    assert letters(code) == ["3", "two people", "네"]


@pytest.mark.parametrize(
    "around", ["hi my code is {} pls", "{} thanks", "hola mi clave es {}", "접수 번호 {} 입니다"]
)
def test_a_code_opens_its_thread_however_politely_it_is_texted(text: Send, around: str) -> None:
    code = sent(text)

    for typed in (code, code.replace("-", "\n"), code.lower().replace("-", " ")):
        answer = text(around.format(typed), sender=BEN)

        assert answer.startswith(("Not read yet", "Sin leer", "아직 읽지"))


def test_what_turns_out_to_be_about_somebody_else_is_not_lost(text: Send, reports: Reports) -> None:
    sent(text)
    for words in (
        "my name is Ana Lopez, it was blue",
        "he makes me work too",
        "2",
        "skip",
        "skip",
    ):
        answer = text(words)

    assert "a name" not in answer

    text("1")

    assert "he makes me work too" in [json.loads(report)["account"] for report in reports()]


def test_whoever_cannot_be_texted_first_is_told_so_only_when_they_ask(ready: Line, text: Send) -> None:
    code = sent(text)
    told = [
        ready.engine.answer(Inbound("postcard", "postcard:1", words, f"S{words}", NIGHT)).text
        for words in (code, "1")
    ]

    assert "cannot text" not in told[0]
    assert "cannot text you first here" in told[1]


@pytest.mark.parametrize(
    "words",
    [
        "i forgot to say he had a tattoo",
        "thank you for letting me know",
        "it was the same honda as before",
        "the tall one was there again",
        "tengo un video",
        "yo estaba paseando al perro",
        "열다섯 살쯤 돼 보였어요",
    ],
)
def test_a_witness_is_not_asked_whose_need_it_is(
    text: Send, letters: Callable[[str], list[str]], words: str
) -> None:
    code = sent(text)
    text(words)

    assert letters(code) == [words]


@pytest.mark.parametrize(
    "cue",
    [
        "he makes me work too",
        "they did that to me last year",
        "저한테도 그랬어요",
        "help me",
        "못 나가게 해요",
        "they keep us locked in",
        "he found out",
        "ayudenos",
        "no dejan descansar",
        "저예요",
        "제 얘기예요",
        "들켰어요",
        "또 때렸어요",
        "손님 받으래요",
        "집 나왔어요",
        "he has a gun",
        "i want to die",
    ],
)
def test_s10_in_a_thread_a_call_for_help_is_never_a_letter(
    text: Send, letters: Callable[[str], list[str]], cue: str
) -> None:
    code = sent(text)
    answer = text(cue)

    assert letters(code) == []
    assert any(number in answer for number in ("888-373-7888", "911", "988"))


def test_an_ordinary_turn_asks_nothing_about_threads(text: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    for name in ("thread", "try_code", "draft"):
        monkeypatch.setattr(f"storage.line.turn.Turn.{name}", never)

    for words in (
        "hi",
        "who is this",
        "help",
        "2",
        "1",
        "no",
        "menu",
        "two men push girls into a black car",
        "1",
        "place",
    ):
        text(words)
