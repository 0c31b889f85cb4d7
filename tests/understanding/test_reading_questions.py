"""What people ask most is read however they put it; a report with a question mark asks nothing."""

from collections.abc import Callable

import pytest

from flows.questions import QUESTIONS
from understanding import Reading
from understanding.matching.tables import PHRASES

Read = Callable[..., Reading]

ASKED = {
    "anonymous": (
        "so if i tell you, could my landlord find out it was me",
        "do yall keep my number",
        "y si les cuento, se puede saber que fui yo?",
        "제가 신고한 거 그 사람이 알게 되나요?",
    ),
    "runs": ("who reads these", "what organization is this", "quienes leen esto", "이거 누가 운영해요?"),
    "bot": ("am i talking to a machine", "hablo con una maquina?", "사람이 답하는 건가요?"),
    "police": ("r u connected to the sheriff", "le avisan a la migra?", "경찰한테 넘어가나요?"),
    "pictures": ("can i send u a screenshot", "les sirve un video?", "영상 보내도 되나요?"),
    "delete": ("how do i take it back", "como borro lo que mande", "보낸 거 없애 주세요"),
    "signal": ("do u guys have signal", "tienen signal?", "혹시 시그널 있어요?"),
    "call": ("could someone call me", "puedo hablar por telefono?", "전화로 말해도 되나요?"),
    "next": ("ok so what happens now", "cuanto tardan en contestar", "답장 언제 와요?"),
    "safe": (
        "is it ok to text you if he checks my phone",
        "es seguro escribirles?",
        "여기 문자해도 괜찮나요?",
    ),
    "shelter": ("is there a womens shelter near me", "hay algun refugio cerca?", "근처에 쉼터 있나요?"),
    "cost": ("do i get charged for this", "es gratis?", "이거 무료예요?"),
    "language": ("does anybody there speak armenian", "alguien habla tagalo?", "한국어 되나요?"),
    "who": ("who is this", "quien es", "누구세요"),
    "wrong": ("u have the wrong number", "numero equivocado", "번호 잘못 아셨어요"),
}


@pytest.mark.parametrize(
    ("text", "question"), [(text, question) for question, texts in ASKED.items() for text in texts]
)
def test_a_question_is_read_however_it_is_put(text: str, question: str, read: Read) -> None:
    assert question == read(text).question


@pytest.mark.parametrize(
    "text",
    [
        "who is that guy who stands there every night?",
        "why do the cops never stop the black tahoe?",
        "do they not see the kids walking by?",
        "he asked me are you the police and ran off with the girl",
        "how much longer do we have to step over condoms",
        "quien es ese tipo que se para ahi cada noche?",
        "y la policia donde anda cuando se ocupa?",
        "저기 매일 밤 서있는 저 남자 누구야 진짜",
        "경찰은 뭐하는거야 한시간째 싸우는데",
    ],
)
def test_what_only_has_the_form_of_a_question_asks_nothing(text: str, read: Read) -> None:
    assert read(text).question is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("would the owner ever figure out i was the one", "anonymous"),
        ("are my texts gonna be erased", "delete"),
        ("do they allow cats at the shelter", "shelter"),
        ("la vecina se va a dar cuenta que fui yo?", "anonymous"),
        ("me van a deportar si escribo?", "police"),
        ("내 신고 언제 처리되나요", "next"),
        ("중국어로 써도 되나요", "language"),
    ],
)
def test_a_question_is_known_by_who_asks_what_is_done_and_to_what(
    text: str, question: str, read: Read
) -> None:
    assert read(text).question == question


def test_a_question_says_nothing_of_the_lane(read: Read) -> None:
    help_ = read("he took my passport and wont let me go. are you the police?")
    tip = read("two girls get in cars on western and 3rd every night. is this anonymous?")

    assert (help_.lane, help_.question) == ("help", "police")
    assert (tip.lane, tip.question) == ("tip", "anonymous")


def test_a_mere_question_is_no_report(read: Read) -> None:
    assert read("do u guys save my number").lane == "unclear"


def test_a_code_word_inside_a_story_forgets_nothing(read: Read) -> None:
    text = 'he reads my texts so if i say "wrong number" it means he grabbed the phone ok? need to know where to go'

    assert read(text).question is None


def test_every_question_that_is_read_has_an_answer() -> None:
    assert set(PHRASES["questions"].split()) == QUESTIONS | {"who", "wrong", "shelter"}
