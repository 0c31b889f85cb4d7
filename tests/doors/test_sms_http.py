"""The door as HTTP: one method, one kind of body, no cookie, and no bytes that break it."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signed_texts import URL, Twilio, pairs_of, raw, said, sign, text

SAME_DOOR = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_a_post_is_a_text(twilio: Twilio, method: str) -> None:
    response = twilio.client.open("/sms", method=method, headers={"X-Twilio-Signature": "x"})

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "kind",
    ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "application/x-url-encoded"],
)
def test_only_a_form_is_a_text(twilio: Twilio, kind: str) -> None:
    header = {"X-Twilio-Signature": sign(f"{URL}/sms", text().items())}
    response = twilio.client.post("/sms", data=urlencode(text()), content_type=kind, headers=header)

    assert response.status_code == 415


def test_a_body_over_64_kib_is_refused_unread(twilio: Twilio) -> None:
    assert twilio.send(text(Body="a" * 64 * 1024)).status_code == 413
    assert twilio.send(text(New="a" * 60 * 1024)).status_code == 200


def test_nothing_at_this_door_is_cached_or_remembered(twilio: Twilio) -> None:
    responses = [
        twilio.send(text()),
        twilio.send(text(From="")),
        twilio.post("", "/sms", {}),
        twilio.client.get("/sms", headers={"Cookie": "session=x"}),
        twilio.client.get("/nowhere"),
        twilio.client.get("/health"),
        twilio.send(text(Body="fail now")),
    ]

    for response in responses:
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"


def test_a_failing_engine_is_an_empty_500_so_that_the_fallback_speaks(twilio: Twilio) -> None:
    response = twilio.send(text(Body="fail with marigold"))

    assert (response.status_code, response.data) == (500, b"")


@pytest.mark.parametrize(
    "path", ["/sms/", "//sms", "/SMS", "/try", "/signal", "/static/x", "/", "/%2e%2e/sms"]
)
def test_no_other_address_exists_on_a_real_line(twilio: Twilio, path: str) -> None:
    assert twilio.send(text(), path).status_code == 404


@SAME_DOOR
@given(
    body=st.binary(max_size=300),
    query=st.binary(max_size=30),
    signature=st.text(max_size=30),
    scheme=st.text(max_size=40),
)
def test_no_bytes_at_the_door_are_a_failure_of_ours(
    twilio: Twilio, body: bytes, query: bytes, signature: str, scheme: str
) -> None:
    environ = {
        "QUERY_STRING": query.decode("latin-1"),
        "HTTP_X_TWILIO_SIGNATURE": signature.encode("utf-8", "replace").decode("latin-1"),
        "HTTP_X_TWILIO_WEBHOOKS_SIGNATURE_SETTINGS": scheme.encode("utf-8", "replace").decode("latin-1"),
    }
    response = twilio.client.post(
        "/sms", data=body, content_type="application/x-www-form-urlencoded", environ_overrides=environ
    )

    assert response.status_code == 403


@SAME_DOOR
@given(body=st.binary(max_size=300))
def test_no_signed_bytes_are_a_failure_of_ours(twilio: Twilio, body: bytes) -> None:
    sent = raw(quote(body).encode())
    response = twilio.post(sent, "/sms", {"X-Twilio-Signature": sign(f"{URL}/sms", pairs_of(body))})

    assert said(response) is not None


@SAME_DOOR
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=6))
def test_no_parameters_that_twilio_may_add_are_a_failure_of_ours(twilio: Twilio, new: dict[str, str]) -> None:
    assert twilio.send(new | text()).status_code == 200


@SAME_DOOR
@given(st.text(max_size=200))
def test_any_answer_is_sound_twiml(twilio: Twilio, answer: str) -> None:
    sent = said(twilio.send(text(Body="say " + answer)))

    assert sent is None or not set(sent) - set(answer)
