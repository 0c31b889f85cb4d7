"""`/health` and `/metrics`: for this machine alone, and through no proxy."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.watch.page import watch_page

ELSEWHERE = (
    {"Forwarded": "for=192.0.2.60"},
    {"X-Forwarded-For": "192.0.2.60"},
    {"X-Forwarded-Proto": "https"},
    {"x-forwarded-anything": ""},
    {"Via": "1.1 proxy"},
    {"X-Real-IP": "192.0.2.60"},
    {"Host": "line.example.org"},
    {"Host": "line.example.org:8000"},
    {"Host": "127.0.0.1.example.org"},
)


@pytest.fixture
def well() -> list[bool]:
    """Whether the line is well, for a test to change."""
    return [True]


@pytest.fixture
def client(well: list[bool]) -> FlaskClient:
    app = Flask("door")
    app.register_blueprint(watch_page(lambda: well[0], lambda: "porchlight_red 0\n"))
    return app.test_client()


def test_health_says_yes_or_no_and_nothing_else(client: FlaskClient, well: list[bool]) -> None:
    yes = client.get("/health")
    well[0] = False
    no = client.get("/health")

    assert (yes.status_code, no.status_code) == (200, 503)
    assert yes.data == no.data == b""
    assert yes.headers["Cache-Control"] == no.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8002", ""])
def test_this_machine_is_answered_by_whatever_name_it_calls(
    client: FlaskClient, address: str, host: str
) -> None:
    answer = client.get("/health", headers={"Host": host}, environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/health", "/metrics"])
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_whoever_comes_through_a_proxy_finds_no_page(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize("path", ["/health", "/metrics"])
@pytest.mark.parametrize("address", ["192.0.2.60", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", ""])
def test_whoever_comes_from_elsewhere_finds_no_page(client: FlaskClient, path: str, address: str) -> None:
    answer = client.get(path, environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 404
    assert b"porchlight" not in answer.data


def test_metrics_are_only_where_they_are_given() -> None:
    app = Flask("public door")
    app.register_blueprint(watch_page(lambda: True))

    assert app.test_client().get("/health").status_code == 200
    assert app.test_client().get("/metrics").status_code == 404
