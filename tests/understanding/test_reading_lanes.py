"""Which lane a message takes; a call for help is never taken for a report."""

from collections.abc import Callable

import pytest

from tools.corpus import LANGUAGES, rows
from understanding import Reading

Read = Callable[..., Reading]

TAILS = {
    "en": (
        ", black charger, motel on 3rd",
        " western and 3rd 2am",
        " there are girls outside, white van plate 8abc123",
        " girl next to me too, pimp in a tahoe",
        " at the massage parlor on 8th every night",
    ),
    "es": (
        " carro negro, motel en la 3",
        " western y la tercera 2am",
        " hay muchachas afuera, van blanca placas 8abc123",
        " en los masajes de la 8 todas las noches",
    ),
    "ko": (
        " 웨스턴 3가 모텔 검은 차",
        " 여자들 많아요 새벽 2시",
        " 마사지 업소 8가 매일 밤",
        " 흰 밴 번호 8ABC123",
    ),
}
"""What makes a message look like a report; put before and behind each call for help."""

PLAIN_CALLS = (
    *(
        "help me",
        "my bf makes me work western",
        "he took my id",
        "i cant leave",
        "they wont let me go",
        "i owe him money",
    ),
    *(
        "im 15",
        "he hits me when i dont make enough",
        "how do i get out of the life",
        "i need a place to stay",
    ),
    *(
        "ayudame",
        "no me dejan salir",
        "me quitaron mi pasaporte",
        "me obliga a trabajar",
        "les debo mucho dinero",
    ),
    *("도와주세요", "여권을 뺏겼어요", "여기서 못 나가요", "억지로 일해요", "그 사람이 저를 때려요"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_for_help_is_hardly_ever_taken_for_a_report_however_it_looks_like_one(
    language: str, read: Read
) -> None:
    """Asked for with what makes a report plain before and behind it; each thirtieth call of the tuned half."""
    calls = [row.text for row in rows("tuned", "lanes", language) if row.labels[0].startswith("help")]
    dressed = [f"{text}{tail}" for text in calls[::30] for tail in TAILS[language]]
    dressed += [f"{tail.strip(' ,')} {text}" for text in calls[::30] for tail in TAILS[language]]
    taken = sum(read(text).lane == "tip" for text in dressed)

    assert len(dressed) > 200
    assert taken <= 0.28 * len(dressed)


@pytest.mark.parametrize("text", PLAIN_CALLS)
def test_a_plain_call_for_help_is_never_taken_for_a_report_however_it_looks_like_one(
    text: str, read: Read
) -> None:
    tails = [tail for said in TAILS.values() for tail in said]

    assert not {read(f"{text}{tail}").lane for tail in tails} & {"tip"}
    assert not {read(f"{tail.strip(' ,')} {text}").lane for tail in tails} & {"tip"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("আমাকে সাহায্য করুন", "bn"),
        ("救命", "zh"),
        ("たすけて", "ja"),
        ("помогите мне", "ru"),
        ("ساعدني", "ar"),
        ("օգնություն", "hy"),
        ("ช่วยด้วย", "th"),
        ("웨스턴 western ave 에 있어요", "ko"),
        ("1", ""),
        ("😭", ""),
        ("", ""),
    ],
)
def test_a_script_tells_its_language(text: str, language: str, read: Read) -> None:
    assert language == read(text).language


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop.",
        "StopAll",
        "UNSUBSCRIBE",
        "end",
        "QUIT",
        "cancel",
        "REVOKE",
        "OPTOUT",
        "OPT OUT",
        "opt-out",
        "alto",
        "Baja",
        "수신거부",
        "수신 거부",
        " stop \n",
        "ＳＴＯＰ",
        "stop texting me",
        "please stop messaging me",
        "dont text me anymore",
        "take me off this list",
        "ya no me escriban",
        "no quiero mas mensajes",
        "문자 그만 보내세요",
        "연락하지 마세요",
    ],
)
def test_a_carriers_word_or_a_whole_opt_out_phrase_stops(text: str, read: Read) -> None:
    assert (read(text).lane, read(text).command) == ("stop", "stop")


@pytest.mark.parametrize(
    "text",
    [
        "make him stop",
        "girls at the end of the block",
        "quit job he wont let me",
        "girls at the bus stop",
        "shop",
        "top",
        "please stop him",
        "he wont stop",
        "stop texting me he has a gun",
        "que pare el",
        "그만하게 해주세요",
        "end of the road",
        "cancel my debt",
        "they make me quit school",
        "stp",
        "stoop",
        "bus stop",
        "end of the block",
        "quit job",
        "i quit my job",
        "he wont stop texting me",
        "they never stop",
        "stop them",
        "make it stop",
        "stop sign",
        "cancel my order",
        "and one more of these",
        "unsubscribe from netflix",
        "deje el trabajo",
        "hagan que pare",
        "la parada del bus",
        "fin de semana",
        "회사 그만뒀어요",
        "버스 정류장",
        "그만 좀 웃겨",
        "please stop those cars",
        "do these messages disappear?",
        "se borran solos estos mensajes?",
        "메시지는 저절로 사라지나요",
    ],
)
def test_nothing_else_stops(text: str, read: Read) -> None:
    assert "stop" not in {read(text).command, read(text).lane}


@pytest.mark.parametrize(
    "text",
    [
        "i cant find my cat",
        "pick up the kids at 3",
        "my phone is dead",
        "see you at church on sunday",
        "voy tarde al trabajo",
        "ya llegue a la casa",
        "mi abuela murio ayer",
        "지금 집앞에 도착했어",
        "오늘 날씨 좋네요",
    ],
)
def test_ordinary_talk_is_no_alarm_no_report_and_no_call_for_help(text: str, read: Read) -> None:
    assert read(text).lane == "unclear"


def test_s3_danger_is_seen_behind_an_opt_out_phrase(read: Read) -> None:
    assert read("stop texting me he has a gun").lane == "danger"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("he has a gun", "he had a gun last week"),
        ("he is hitting her", "he was hitting her yesterday"),
        ("girl is being dragged into a car", "a girl was dragged into a car last month"),
        ("man with a knife on western", "there was a man with a knife last night"),
        ("tiene una pistola", "la semana pasada tenia una pistola"),
        ("le esta pegando a una muchacha", "ayer le estaba pegando a una muchacha"),
        ("칼을 들고 있어요", "지난주에 칼을 들고 있었어요"),
        ("여자를 때리고 있어요", "어제 여자를 때리고 있었어요"),
    ],
)
def test_s24_what_is_past_is_not_danger_now(now: str, then: str, read: Read) -> None:
    assert read(now).lane == "danger"
    assert read(then).lane != "danger"


@pytest.mark.parametrize(
    "text",
    [
        "this traffic is killing me",
        "im dying of hunger lol",
        "my phone is dead",
        "me muero de hambre",
        "배고파 죽겠다",
        "더워 죽겠어요",
        "me muero de risa",
        "dying to know",
        "this homework is killing me",
        "el trafico me esta matando",
    ],
)
def test_idioms_are_neither_danger_nor_crisis(text: str, read: Read) -> None:
    assert read(text).lane == "unclear"


@pytest.mark.parametrize(
    ("text", "lanes"),
    [
        ("can you help that girl", {"tip", "unclear"}),
        ("my daughter is being forced", {"help", "unclear"}),
        ("I don't need help, I want to report a pimp", {"tip", "unclear"}),
        ("no necesito ayuda, quiero reportar", {"tip", "unclear"}),
        ("도움은 필요 없고 신고하려고요", {"tip", "unclear"}),
        ("help", {"help"}),
        ("help there is a girl screaming now", {"danger"}),
        ("theyre back again", {"unclear", "tip"}),
        ("someone to talk to", {"unclear"}),
        ("figueroa moved here", {"unclear", "tip"}),
        ("they threatened me", {"help", "unclear"}),
    ],
)
def test_pairs_that_must_be_told_apart(text: str, lanes: set[str], read: Read) -> None:
    assert read(text).lane in lanes


@pytest.mark.parametrize(
    "text",
    [
        "hlp me",
        "h3lp",
        "help😭",
        "HEEEELP",
        "h e l p",
        "h.e.l.p",
        "ｈｅｌｐ",
        "he\u200blp",
        "h́elp me",
        "hеlp",
        "ｄｏ\xadn't leave me help me",
        "ayúdame",
        "AYUDA",
        "ayudaaa",
        "a y u d a",
        "도와주세요ㅠㅠ",
        "도와 주세요",
        "ㄷㅗㅇㅘㅈㅜㅅㅔㅇㅛ",
        "도와줘어어",
    ],
)
def test_help_is_heard_however_it_is_spelt(text: str, read: Read) -> None:
    assert read(text).lane == "help"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "daddy",
            "the life",
            "the game",
            "track",
            "stroll",
            "the blade",
            "date",
            "trick",
            "stable",
            "bottom",
            "quota",
        ),
        *(
            "branded",
            "square",
            "automatic",
            "folks",
            "pimp",
            "prostitute",
            "trafficking",
            "padrote",
            "cuota",
            "포주",
        ),
    ],
)
def test_s24_a_lone_slang_word_decides_nothing(text: str, read: Read) -> None:
    assert read(text).lane == "unclear"


@pytest.mark.parametrize("text", ["kelp", "yelp reviews", "helper", "whelp", "gulp"])
def test_a_safety_word_is_never_guessed(text: str, read: Read) -> None:
    assert read(text).lane == "unclear"
