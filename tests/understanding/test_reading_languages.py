"""A language is told by its script and its everyday words, and a language of ours is never taken for another."""

from collections.abc import Callable

import pytest

from tools.corpus import LANGUAGES, rows
from understanding import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kailangan namin ng tulong dito", "tl"),
        ("saklolo", "tl"),
        ("amake bachan", "bn"),
        ("বাঁচান", "bn"),
        ("救命", "zh"),
        ("助けてください", "ja"),
        ("օգնեցեք", "hy"),
        ("помогите", "ru"),
        ("pomogite mne", "ru"),
        ("cứu tôi", "vi"),
        ("toi khong the ve nha", "vi"),
        ("ช่วยด้วย", "th"),
        ("ساعدوني", "ar"),
        ("کمکم کنید", "fa"),
        ("je ne peux pas sortir d'ici", "fr"),
        ("ele não me deixa sair", "pt"),
        ("mujhe madad chahiye", "hi"),
    ],
)
def test_another_language_is_told(text: str, language: str, read: Read) -> None:
    assert language == read(text).language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ayuda please", "es"),
        ("help porfa", "es"),
        ("웨스턴에서 help", "ko"),
        ("pls can u speak korean? 저 도움이 필요해요", "ko"),
        ("me pego mi husband anoche y no se que hacer", "es"),
        ("the vecina said they hit her last night", "en"),
    ],
)
def test_mixed_languages_are_answered_in_that_of_the_main_part(text: str, language: str, read: Read) -> None:
    assert language == read(text).language


@pytest.mark.parametrize("text", ["no", "ok", "1", "motel", "😭😭", "la la la"])
def test_what_several_languages_say_tells_none_that_we_do_not_speak(text: str, read: Read) -> None:
    assert read(text).language in {"", "en", "es", "ko"}


def test_c6_nobody_who_is_understood_is_taken_for_a_stranger_to_our_languages(
    read: Read,
) -> None:
    texts = [
        row.text
        for kind in ("lanes", "places", "names", "times")
        for language in LANGUAGES
        for row in rows("tuned", kind, language)[::25]
    ]
    ours = {"", "en", "es", "ko"}

    assert [text for text in texts if len(text.split()) >= 3 and read(text).language not in ours] == []
