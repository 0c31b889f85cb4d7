"""Whatever a phone can send comes through the door as text, and whatever else Twilio knows stays outside."""

from urllib.parse import quote, urlencode

import pytest
from signed_texts import URL, Twilio, facts, pairs_of, raw, said, sign, text

KEPT = {"channel", "sender", "text", "media", "carrier", "message_id"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "a" * 1600,
        "🙏" * 1600,
        "🏳️‍🌈👩‍👧‍👦❤️",
        "a\x00b\x07\x1b[31m\x7f\r\n\t",
        "\u202eright to left\u202c \u200f\u2066",
        "\u200b\ufeff\ufffe\uffff",
        "도와주세요 ayúdame ¿dónde?",
        "%41 + & = ; % ? #",
        "<Response><Message>&amp;</Message></Response> ]]>",
        "{'a': \"b\"} ${x} {{ 7*7 }} %s",
    ],
)
def test_a_text_comes_through_as_it_was_written(twilio: Twilio, body: str) -> None:
    response = twilio.send(text(Body=body))

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert facts(response)["text"] == "".join(letter for letter in body if letter not in "\ufffe\uffff")


def test_only_what_the_engine_needs_passes(twilio: Twilio) -> None:
    """S8, S13: where a number is registered, its pictures and what else is known of it are dropped here."""
    extra = {f"MediaUrl{n}": f"https://api.twilio.com/2010-04-01/Media/ME{n}" for n in range(10)}
    extra |= {f"MediaContentType{n}": "image/jpeg" for n in range(10)}
    extra |= {
        "ProfileName": "Marigold",
        "Latitude": "34.07",
        "ChannelMetadata": '{"senderPhoneNumber": "1"}',
        "New": "x",
    }
    handed = facts(twilio.send(text(NumMedia="10", Body="", **extra)))

    assert set(handed) == KEPT
    assert handed["media"] == 10
    for word in ("LOS ANGELES", "90004", "api.twilio.com", "Marigold", "34.07"):
        assert word not in str(handed)


def test_a_sender_is_known_by_channel_and_number(twilio: Twilio) -> None:
    handed = facts(twilio.send(text()))

    assert (handed["channel"], handed["sender"]) == ("sms", "sms:+12135550142")


NO_PHONE_NUMBER = [
    "",
    "72345",
    "Bank",
    "whatsapp:+12135550142",
    "rcs:+12135550142",
    "rcs:agent",
    "messenger:1",
    "client:x",
    "+0123456789",
    "+1 213 555 0142",
    "+１２１３５５５０１４２",
    "+12135550142\n",
    "+" + "1" * 16,
]


@pytest.mark.parametrize("sender", NO_PHONE_NUMBER)
def test_a_sender_without_a_phone_number_gets_silence(twilio: Twilio, sender: str) -> None:
    assert said(twilio.send(text(From=sender))) is None


@pytest.mark.parametrize("name", ["MessageSid", "From"])
def test_what_no_text_lacks_is_asked_for_in_a_sentence(twilio: Twilio, name: str) -> None:
    response = twilio.send({key: value for key, value in text().items() if key != name})

    assert response.status_code == 400
    assert response.text.startswith(name)
    assert response.text.endswith(".\n")


@pytest.mark.parametrize("message_id", ["", " ", "SM 1", "é", "S" * 65])
def test_a_malformed_message_id_is_refused(twilio: Twilio, message_id: str) -> None:
    assert twilio.send(text(MessageSid=message_id)).status_code == 400


@pytest.mark.parametrize(
    ("sent", "read"), [("0", 0), ("10", 10), ("", 0), ("-1", 0), ("x", 0), ("٣", 0), ("9" * 5000, 0)]
)
def test_pictures_are_counted(twilio: Twilio, sent: str, read: int) -> None:
    assert facts(twilio.send(text(NumMedia=sent)))["media"] == read


@pytest.mark.parametrize(
    ("sent", "read"), [("STOP", "STOP"), ("START", "START"), ("HELP", "HELP"), ("help", "HELP"), ("X", "")]
)
def test_what_the_carrier_has_done_is_handed_on(twilio: Twilio, sent: str, read: str) -> None:
    assert facts(twilio.send(text(OptOutType=sent)))["carrier"] == read


def test_a_missing_body_is_an_empty_text(twilio: Twilio) -> None:
    pairs = {key: value for key, value in text(NumMedia="1").items() if key != "Body"}

    assert facts(twilio.send(pairs))["text"] == ""


def test_a_longer_text_than_twilio_delivers_is_cut(twilio: Twilio) -> None:
    assert facts(twilio.send(text(Body="a" * 1601)))["text"] == "a" * 1600


def test_of_a_repeated_parameter_the_first_counts_and_all_are_signed(twilio: Twilio) -> None:
    pairs = [*text().items(), ("Body", "second"), ("Body", "second")]
    tampered = urlencode([*text().items(), ("Body", "third")])

    assert facts(twilio.send(pairs))["text"] == text()["Body"]
    assert twilio.post(tampered, "/sms", {"X-Twilio-Signature": sign(f"{URL}/sms", pairs)}).status_code == 403


@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "as bytes"])
@pytest.mark.parametrize(
    "body", [b"\xff\xfe help", b"\xc3", b"caf\xe9", b"\xed\xa0\xbd\xed\xb9\x8f", b"\x80" * 50]
)
def test_bytes_that_are_not_utf8_are_read_with_a_mark_for_what_is_lost(
    twilio: Twilio, body: bytes, *, escaped: bool
) -> None:
    """They may be signed as the bytes they are, or as what every parser makes of them; nothing else fits."""
    sent = raw(quote(body).encode() if escaped else body.replace(b" ", b"+"))
    read = body.decode("utf-8", "replace")
    for signed, status in ((body, 200), (read, 200), (b"other", 403)):
        response = twilio.post(sent, "/sms", {"X-Twilio-Signature": sign(f"{URL}/sms", pairs_of(signed))})

        assert response.status_code == status
        assert status != 200 or facts(response)["text"] == read


def test_text_that_was_not_escaped_is_read_all_the_same(twilio: Twilio) -> None:
    signature = sign(f"{URL}/sms", pairs_of("도와주세요"))

    assert (
        facts(twilio.post(raw("도와주세요".encode()), "/sms", {"X-Twilio-Signature": signature}))["text"]
        == "도와주세요"
    )
