"""What is said at the line and not to it: by lists alone, and never where somebody tells what they saw or need."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]

TOLD = {
    "insult": (
        "you are all a bunch of useless losers",
        "f off dumbass",
        "get a life you nosy karens",
        "pinches chismosos",
        "vayanse a la chingada",
        "니들 다 돌대가리",
        "할일 없는 꼰대들 꺼져",
    ),
    "threat": (
        "we know where you guys work",
        "im gonna burn your office down",
        "u better watch ur back",
        "ya se donde trabajan ustedes",
        "les vamos a quemar la oficina",
        "너희 사무실 찾아간다 밤길 조심해라",
    ),
    "spam": (
        "Your bank account: unusual activity, verify your information at bit.ly/x1",
        "Earn up to 900 a week from home, text now",
        "Felicidades, ganaste un premio, da clic en el enlace",
        "대출 당일 승인 지금 클릭",
    ),
    "bot": (
        "Thank you for calling Oak Dental, our office hours are 9 to 5",
        "Im driving right now, will text you back later",
        "Your verification code is 118822",
        "Respuesta automatica: estoy de vacaciones",
        "지금 운전중이라 나중에 연락드리겠습니다",
        "인증번호 [118822] 타인에게 알려주지 마세요",
    ),
}
REAL = (
    "fuck he is here",
    "these fucking pimps have two girls on western again",
    "damn it he is choking her",
    "stupid johns parking in front of my porch every night",
    "yall better do something theyre hurting her",
    "he said i know where you live",
    "he told me he will burn my house down",
    "the motel ad says earn 500 a day, girls go in all night",
    "im driving and saw a man drag a girl into a van",
    "he keeps my phone and answers my texts",
    "leave me alone",
    "this phone is not safe",
    "please do not write here again",
    "puta madre otra vez la esta golpeando",
    "esos cabrones le quitan el dinero a las muchachas",
    "me dijo que me va a matar",
    "씨발 저새끼가 여자를 때려요",
    "죽여버린대요 그놈이 저를",
    "이불 없이 바닥에서 자요",
    "he promised me work from home and took my papers",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts])
def test_what_is_said_at_the_line_is_known_for_what_it_is(read: Read, kind: str, text: str) -> None:
    assert read(text).abuse == kind


@pytest.mark.parametrize("text", REAL)
def test_a_curse_in_a_story_is_no_abuse(read: Read, text: str) -> None:
    assert read(text).abuse == ""


@pytest.mark.parametrize("text", [text for texts in TOLD.values() for text in texts])
def test_nothing_of_it_is_a_report_or_speaks_of_the_sender(read: Read, text: str) -> None:
    reading = read(text)

    assert reading.lane in {"unclear", "stop"}  # whoever curses may also want no more texts
    assert not reading.first_person


@pytest.mark.parametrize(
    "text",
    [
        "martha at 310 s oxford is a whore everyone knows",
        "el de 712 N Hobart es un ratero",
        "옥스퍼드 610번지 김씨 사기꾼이에요",
    ],
)
def test_a_home_and_a_name_for_who_lives_there_tell_of_nothing_that_was_seen(read: Read, text: str) -> None:
    assert read(text).accuses


@pytest.mark.parametrize(
    "text",
    [
        "i saw a man drag a girl into 310 s oxford, he is a pimp",
        "he is hitting her at 310 s oxford, he is a criminal",
    ],
)
def test_what_was_seen_at_a_home_is_no_mere_accusation(read: Read, text: str) -> None:
    assert not read(text).accuses
