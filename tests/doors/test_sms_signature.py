"""Only Twilio, writing to this address, for this account, gets past the door."""

import hashlib
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from echo_line import Echo
from signed_texts import ACCOUNT, SHARED_KEY, SHARED_KEY_HEADER, TOKEN, URL, Twilio, facts, sign, text
from twilio.request_validator import RequestValidator

from bot.setup.settings import Settings
from bot.web import create_app

WRONG = "d8" * 16


def test_a_signed_text_is_answered(twilio: Twilio) -> None:
    assert facts(twilio.send(text()))["text"] == text()["Body"]


def test_the_library_and_the_documentation_agree_about_a_signature() -> None:
    theirs = RequestValidator(TOKEN).compute_signature(f"{URL}/sms", text())

    assert theirs == sign(f"{URL}/sms", text().items())


@pytest.mark.parametrize("signature", ["", " ", "x", "é", "=" * 28, "A" * 27 + "="])
def test_a_missing_or_wrong_signature_is_forbidden(twilio: Twilio, signature: str) -> None:
    response = twilio.post(urlencode(text()), "/sms", {"X-Twilio-Signature": signature})

    assert response.status_code == 403


def test_no_signature_header_is_forbidden(twilio: Twilio) -> None:
    assert twilio.post(urlencode(text()), "/sms", {}).status_code == 403


def test_another_key_is_forbidden(twilio: Twilio) -> None:
    assert replace(twilio, secret=WRONG).send(text()).status_code == 403


@pytest.mark.parametrize("name", ["Body", "From", "MessageSid"])
def test_a_changed_an_added_or_a_dropped_parameter_is_forbidden(twilio: Twilio, name: str) -> None:
    header = {"X-Twilio-Signature": sign(f"{URL}/sms", text().items())}
    dropped = {key: value for key, value in text().items() if key != name}

    assert twilio.post(urlencode(text(**{name: "other"})), "/sms", header).status_code == 403
    assert twilio.post(urlencode(text() | {"New": "other"}), "/sms", header).status_code == 403
    assert twilio.post(urlencode(dropped), "/sms", header).status_code == 403


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example.org/sms",
        "http://line.example.org/sms",
        "https://line.example.org/sms/",
        "https://line.example.org/status",
        "https://line.example.org/sms?a=b",
        "https://line.example.org:8443/sms",
    ],
)
def test_a_signature_for_another_address_is_forbidden(twilio: Twilio, url: str) -> None:
    header = {"X-Twilio-Signature": sign(url, text().items())}

    assert twilio.post(urlencode(text()), "/sms", header).status_code == 403


def test_a_text_replayed_to_another_query_is_forbidden(twilio: Twilio) -> None:
    header = {"X-Twilio-Signature": sign(f"{URL}/sms", text().items())}

    assert twilio.post(urlencode(text()), "/sms?again=1", header).status_code == 403


@pytest.mark.parametrize(
    "query", ["a=b", "a=%20%C3%A9+x", "a=%2f%2F", "b=1&a=2&b=0", "empty=", "just", "%", "a=;b"]
)
def test_a_query_is_signed_exactly_as_it_was_sent(twilio: Twilio, query: str) -> None:
    assert twilio.send(text(), f"/sms?{query}").status_code == 200


@pytest.mark.parametrize("spelling", ["https://line.example.org/sms", "https://line.example.org:443/sms"])
def test_the_default_port_may_be_signed_or_not(twilio: Twilio, spelling: str) -> None:
    header = {"X-Twilio-Signature": sign(spelling, text().items())}

    assert twilio.post(urlencode(text()), "/sms", header).status_code == 200


def test_an_address_below_a_path_is_signed_with_it(variables: dict[str, str]) -> None:
    settings = Settings.read(variables | {"PORCHLIGHT_URL": "https://town.example.org/line/"})
    twilio = Twilio(create_app(Echo(), settings).test_client(), url="https://town.example.org/line")

    assert twilio.send(text()).status_code == 200


def test_a_proxy_changes_nothing_and_its_headers_are_not_believed(twilio: Twilio) -> None:
    inner = {"Host": "10.0.0.7:8000", "X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "http"}
    forged = {"X-Twilio-Signature": sign("https://evil.example.org/sms", text().items())}

    assert twilio.send(text(), **inner).status_code == 200
    assert (
        twilio.post(urlencode(text()), "/sms", inner | {"X-Forwarded-Proto": "https"} | forged).status_code
        == 403
    )


def test_a_shared_key_signs_with_sha256(twilio: Twilio) -> None:
    signature = sign(f"{URL}/sms", text().items(), SHARED_KEY, "sha256")
    response = twilio.post(urlencode(text()), "/sms", {"X-Twilio-Signature": signature} | SHARED_KEY_HEADER)

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("key", "algorithm", "scheme"),
    [
        (TOKEN, "sha256", "key=k,algorithm=HMAC_SHA256"),
        (SHARED_KEY, "sha1", "key=k,algorithm=HMAC_SHA256"),
        (SHARED_KEY, "sha256", ""),
        (SHARED_KEY, "sha1", ""),
        (TOKEN, "sha256", ""),
        (SHARED_KEY, "sha512", "key=k,algorithm=HMAC_SHA512"),
        (TOKEN, "sha1", "key=k,algorithm=none"),
        (TOKEN, "md5", "algorithm=HMAC_MD5"),
    ],
)
def test_a_key_signs_only_by_its_own_algorithm(twilio: Twilio, key: str, algorithm: str, scheme: str) -> None:
    header = {"X-Twilio-Signature": sign(f"{URL}/sms", text().items(), key, algorithm)}
    header |= {"X-Twilio-Webhooks-Signature-Settings": scheme}

    assert twilio.post(urlencode(text()), "/sms", header).status_code == 403


def test_a_shared_key_we_were_not_given_is_forbidden(variables: dict[str, str]) -> None:
    del variables["TWILIO_WEBHOOK_KEY"]
    client = create_app(Echo(), Settings.read(variables)).test_client()
    signature = sign(f"{URL}/sms", text().items(), SHARED_KEY, "sha256")
    response = Twilio(client).post(
        urlencode(text()), "/sms", {"X-Twilio-Signature": signature} | SHARED_KEY_HEADER
    )

    assert response.status_code == 403


def test_a_json_body_does_not_pass_by_its_hash(twilio: Twilio) -> None:
    body = b'{"Body": "let me in"}'
    path = f"/sms?bodySHA256={hashlib.sha256(body).hexdigest()}"
    header = {"X-Twilio-Signature": sign(URL + path, [])}
    as_json = twilio.client.post(path, data=body, content_type="application/json", headers=header)

    assert as_json.status_code == 415
    assert twilio.post(body, path, header).status_code == 403
    assert twilio.post(urlencode(text()), path, header).status_code == 403


def test_a_text_for_another_account_is_forbidden(twilio: Twilio) -> None:
    assert twilio.send(text(AccountSid="AC" + "2e" * 16)).status_code == 403
    assert twilio.send(text(AccountSid=ACCOUNT)).status_code == 200


def test_a_demo_takes_a_text_signed_with_its_own_token(demo: dict[str, str]) -> None:
    settings = Settings.read(demo)
    twilio = Twilio(create_app(Echo(), settings).test_client(), settings.twilio.token.reveal())

    assert twilio.send(text(AccountSid=settings.twilio.account)).status_code == 200
