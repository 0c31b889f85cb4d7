"""What a short message could mean as an answer, a command, a question or a greeting."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        *(
            ("1", 1),
            ("1.", 1),
            (" 2 ", 2),
            ("#3", 3),
            ("one", 1),
            ("uno", 1),
            ("dos", 2),
            ("하나", 1),
            ("둘", 2),
        ),
        *(
            ("1번", 1),
            ("2번이요", 2),
            ("option 2", 2),
            ("la 3", 3),
            ("1️⃣", 1),
            ("１", 1),
            ("12", 12),
            ("numero 4", 4),
        ),
        *(
            ("1st", None),
            ("1st and western", None),
            ("1 girl", None),
            ("first time", None),
            ("", None),
            ("213", None),
        ),
    ],
)
def test_a_number_from_a_list(text: str, choice: int | None, read: Read) -> None:
    assert choice == read(text).choice


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *(
            ("yes", "yes"),
            ("yeah ok", "yes"),
            ("sí", "yes"),
            ("네", "yes"),
            ("ㅇㅇ", "yes"),
            ("no", "no"),
            ("nah", "no"),
        ),
        *(("아니요", "no"), ("something i saw", "saw"), ("i saw something", "saw"), ("algo que vi", "saw")),
        *(
            ("제가 본 것", "saw"),
            ("about me", "me"),
            ("its about me", "me"),
            ("sobre mi", "me"),
            ("제 일이에요", "me"),
        ),
        *(("someone else", "someone"), ("otra persona", "someone"), ("다른 사람이에요", "someone")),
        *(("its happening now", "now"), ("ahorita", "now"), ("지금이요", "now"), ("already over", "past")),
        *(
            ("ya paso", "past"),
            ("아까요", "past"),
            ("not mine", "theirs"),
            ("its mine", "mine"),
            ("es mio", "mine"),
        ),
        *(("send it", "send"), ("envíalo", "send"), ("보내주세요", "send"), ("fix something", "fix")),
        *(("corregir", "fix"), ("수정할게요", "fix"), ("dont send it", "erase"), ("borralo", "erase")),
        *(("지워주세요", "erase"), ("a safe place", "safe"), ("un lugar seguro", "safe"), ("쉼터요", "safe")),
        *(
            ("someone to talk to", "talk"),
            ("hablar con alguien", "talk"),
            ("상담이요", "talk"),
            ("food", "health"),
        ),
        *(
            ("tengo hambre", "health"),
            ("병원", "health"),
            ("a lawyer", "legal"),
            ("abogado", "legal"),
            ("비자", "legal"),
        ),
        *(("a different job", "study"), ("otro trabajo", "study"), ("일자리", "study"), ("idk", "unsure")),
        *(
            ("no sé", "unsure"),
            ("모르겠어요", "unsure"),
            ("where", "where"),
            ("cuándo", "when"),
            ("언제", "when"),
        ),
    ],
)
def test_an_answer_is_kept_by_its_meaning(text: str, meaning: str, read: Read) -> None:
    assert meaning in read(text).meanings


@pytest.mark.parametrize(
    "text",
    ["girls on western and 3rd now in a white van", "i have no idea who they are but girls get in cars"],
)
def test_a_story_is_no_answer(text: str, read: Read) -> None:
    assert read(text).meanings == frozenset()


@pytest.mark.parametrize(
    ("text", "command"),
    [
        *(
            ("x", "exit"),
            ("X", "exit"),
            ("back", "back"),
            ("atrás", "back"),
            ("뒤로", "back"),
            ("SKIP", "skip"),
        ),
        *(("saltar", "skip"), ("건너뛰기", "skip"), ("more", "more"), ("más", "more"), ("더보기", "more")),
        *(("menu", "menu"), ("menú", "menu"), ("메뉴", "menu"), ("erase", "erase"), ("borrar", "erase")),
        *(
            ("start", "start"),
            ("help", "help"),
            ("HELP", "help"),
            ("INFO", "help"),
            ("ayuda", "help"),
            ("도움", "help"),
        ),
        *(("es", "es"), ("español", "es"), ("English", "en"), ("한국어", "ko"), ("ko", "ko")),
        *(("hlp", None), ("help me", None), ("x marks", None), ("back alley", None), ("more girls", None)),
    ],
)
def test_a_command_is_the_whole_message(text: str, command: str | None, read: Read) -> None:
    assert command == read(text).command


@pytest.mark.parametrize(
    ("text", "question"),
    [
        *(
            ("who is this", "who"),
            ("quién es", "who"),
            ("누구세요", "who"),
            ("what is this", "who"),
            ("whos this??", "who"),
        ),
        *(
            ("wrong number", "wrong"),
            ("número equivocado", "wrong"),
            ("잘못 보냈어요", "wrong"),
            ("is this anonymous", "anonymous"),
        ),
        *(("es anónimo?", "anonymous"), ("익명인가요", "anonymous"), ("can i send pics", "pictures")),
        *(("puedo mandar fotos", "pictures"), ("사진 보내도 돼요?", "pictures"), ("delete this", "delete")),
        *(("how do i delete this", "delete"), ("cómo borro esto", "delete"), ("are you a bot", "bot")),
        *(("eres un robot?", "bot"), ("로봇이에요?", "bot"), ("will you call the police", "police")),
        *(
            ("son la policía?", "police"),
            ("경찰이세요?", "police"),
            ("can u call me", "call"),
            ("me pueden llamar", "call"),
        ),
        *(("do these messages disappear?", "signal"), ("can i write you on signal", "signal")),
        *(("can i hide the notifications?", "signal"), ("hay mensajes temporales?", "signal")),
        *(("puedo escribir por signal?", "signal"), ("시그널로 보내도 돼요?", "signal")),
        *(("사라지는 메시지 되나요?", "signal"), ("알림 내용을 숨길 수 있어요?", "signal")),
        *(
            ("the police came last week and girls are back on western every single night", None),
            ("girls on 3rd", None),
        ),
    ],
)
def test_a_frequent_question(text: str, question: str | None, read: Read) -> None:
    assert question == read(text).question


@pytest.mark.parametrize("text", ["hi", "Hello!", "hola", "buenas noches", "안녕하세요", "hey there"])
def test_a_greeting_is_the_whole_message(text: str, read: Read) -> None:
    assert read(text).greeting


@pytest.mark.parametrize("text", ["hi girls on western", "hola necesito ayuda", "안녕하세요 신고합니다", ""])
def test_a_greeting_and_more_is_more(text: str, read: Read) -> None:
    assert not read(text).greeting
