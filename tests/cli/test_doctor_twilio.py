"""The doctor asks Twilio how the line is set up: real HTTP, the real library, a stand-in that shows what an account shows."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from porchlight_command import porchlight_here
from real_line import real_line
from signed_texts import TOKEN, URL
from twilio_setup import NUMBER, number, service
from twilio_stand import Fault, Stand, problem, problem_9457, twilio

from bot.cli.doctor import twilio as doctor
from bot.cli.doctor.finding import Weight
from bot.cli.doctor.place import help_text
from bot.line import Line
from bot.setup.place import Place
from bot.setup.settings import Settings
from bot.words.wording import Wording

ELSEWHERE = "https://elsewhere.example.org/sms"
TOLL_FREE = "+18445550100"
IN_LONDON = "+442071838750"


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A stand-in that lives now."""
    with twilio(int(time.time())) as stand:
        yield stand


@pytest.fixture
def environment(stand: Stand, tmp_path: Path) -> dict[str, str]:
    """What the operator of a real line sets."""
    return {
        **real_line(tmp_path / "line.db"),
        "TWILIO_API_URL": stand.url,
        "TWILIO_NUMBER": NUMBER,
    }


def asked(environment: dict[str, str], *numbers: str) -> dict[str, str]:
    """Ask about our numbers, and give each finding's sentence by its name, but for what is well."""
    found = list(doctor.ask(Settings.read(environment), numbers or (NUMBER,), int(time.time())))
    told = "".join(one.sentence for one in found)
    assert "marigold" not in told
    assert NUMBER[-10:] not in told
    assert TOKEN not in told
    return {one.name: one.sentence for one in found if one.weight is not Weight.WELL}


def test_a_line_that_is_set_up_well_hears_nothing_but_that(environment: dict[str, str], stand: Stand) -> None:
    stand.setup.whole()
    found = list(doctor.ask(Settings.read(environment), [NUMBER], int(time.time())))

    assert [(one.weight, one.sentence) for one in found] == [
        (Weight.WELL, "Twilio brings the texts of the number ending in 0100 here.")
    ]
    assert {method for method, _, _ in stand.asked} == {"GET"}


@pytest.mark.parametrize(
    ("pool", "name", "says"),
    [
        (
            {"inbound_request_url": ELSEWHERE},
            "twilio-webhook",
            "Twilio brings the texts of the number ending in 0100 elsewhere",
        ),
        (
            {"inbound_request_url": f"{URL}/sms/#rc=3&rp=all"},
            "twilio-webhook",
            f"to {URL}/sms#rc=3&rp=all (POST).",
        ),
        (
            {"inbound_request_url": None},
            "twilio-webhook",
            "Nothing brings the texts of the number ending in 0100 here",
        ),
        ({"inbound_method": "GET"}, "twilio-method", "by GET, which this line refuses"),
        ({"inbound_request_url": f"{URL}/sms"}, "twilio-retry", "is not brought again"),
        ({"inbound_request_url": f"{URL}/sms#rc=0&rp=all"}, "twilio-retry", "is not brought again"),
        ({"inbound_request_url": f"{URL}/sms#rc=2&rp=ct,rt"}, "twilio-retry", "is not brought again"),
        ({"fallback_url": ""}, "twilio-fallback", "Whoever texts while this line is down hears nothing"),
        ({"fallback_url": f"{URL}/down"}, "twilio-fallback", "is on this line's own host"),
        ({"status_callback": ELSEWHERE}, "twilio-callback", "with the phone's number"),
        ({"validity_period": 36_000}, "twilio-validity", "may wait 36000 seconds"),
        ({"smart_encoding": False}, "twilio-encoding", "Smart Encoding"),
    ],
)
def test_what_is_wrong_with_a_messaging_service_is_one_sentence(
    environment: dict[str, str], stand: Stand, pool: dict[str, Any], name: str, says: str
) -> None:
    stand.setup.whole(pool=pool)
    found = asked(environment)

    assert list(found) == [name]
    assert says in found[name]
    assert "the Messaging Service of the number ending in 0100" in found[name].replace("The M", "the M")


@pytest.mark.parametrize(
    ("on", "name", "says"),
    [
        ({"sms_url": "https://demo.twilio.com/welcome/sms/reply"}, "twilio-webhook", "elsewhere"),
        ({"sms_method": "GET"}, "twilio-method", "by GET"),
        ({"sms_fallback_url": ""}, "twilio-fallback", "hears nothing"),
        ({"sms_application_sid": "AP" + "0" * 32}, "twilio-application", "A TwiML App takes the texts"),
    ],
)
def test_where_a_service_defers_to_the_number_the_numbers_own_webhook_counts(
    environment: dict[str, str], stand: Stand, on: dict[str, Any], name: str, says: str
) -> None:
    stand.setup.whole(on=on, pool={"use_inbound_webhook_on_number": True, "inbound_request_url": ELSEWHERE})
    deferring = asked(environment)
    stand.setup.services[0] = service()

    assert list(deferring) == [name]
    assert says in deferring[name]
    assert asked(environment) == {}


def test_a_number_without_a_service_is_told_and_its_own_webhook_counts(
    environment: dict[str, str], stand: Stand
) -> None:
    stand.setup.numbers = [number(voice_url="https://demo.twilio.com/welcome/voice/")]
    found = asked(environment)

    assert list(found) == ["twilio-service", "twilio-voice"]
    assert found["twilio-service"].startswith("The number ending in 0100 is in no Messaging Service")


def test_a_number_that_the_account_does_not_have_is_told_and_the_next_one_still_looked_at(
    environment: dict[str, str], stand: Stand
) -> None:
    stand.setup.whole(on={"voice_url": None})
    found = asked(environment, "+12135550177", NUMBER)

    assert found["twilio-number"].startswith("This Twilio account has no number ending in 0177")
    assert "twilio-voice" in found


def test_of_many_services_and_their_pages_the_right_one_is_found(
    environment: dict[str, str], stand: Stand
) -> None:
    stand.setup.whole()
    ours = stand.setup.services.pop()
    stand.setup.services = [service(sid=f"MG{n:032}", inbound_request_url=ELSEWHERE) for n in range(1, 61)]
    stand.setup.services.append(ours)
    stand.setup.pools |= {one["sid"]: [] for one in stand.setup.services[:-1]}

    assert asked(environment) == {}
    assert ("GET", "/v1/Services", {"Page": "1"}) in stand.asked


@pytest.mark.parametrize(
    ("campaigns", "weight", "says"),
    [
        ([], Weight.LAUNCH, "has no campaign (10DLC)"),
        (["IN_PROGRESS"], Weight.LOOK, "is still being looked at"),
        (["FAILED"], Weight.LAUNCH, "was refused"),
        (["VERIFIED"], Weight.WELL, ""),
    ],
)
def test_where_the_registration_of_a_local_number_stands_is_told(
    environment: dict[str, str], stand: Stand, campaigns: list[str], weight: Weight, says: str
) -> None:
    stand.setup.whole(pool={"us_app_to_person_registered": False})
    stand.setup.campaigns = {stand.setup.services[0]["sid"]: campaigns}
    found = list(doctor.ask(Settings.read(environment), [NUMBER], int(time.time())))

    assert {one.weight for one in found} == {weight, Weight.WELL}
    assert says in "".join(one.sentence for one in found)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("", "has no toll-free verification"),
        ("IN_REVIEW", "still being looked at"),
        ("TWILIO_REJECTED", "was refused"),
    ],
)
def test_where_the_verification_of_a_toll_free_number_stands_is_told(
    environment: dict[str, str], stand: Stand, state: str, says: str
) -> None:
    stand.setup.whole(TOLL_FREE, pool={"us_app_to_person_registered": False})
    sid = stand.setup.numbers[0]["sid"]
    stand.setup.verifications = {sid: state} if state else {}
    before = asked(environment, TOLL_FREE)
    stand.setup.verifications = {sid: "TWILIO_APPROVED"}

    assert says in before["twilio-registration"]
    assert asked(environment, TOLL_FREE) == {}


def test_a_number_elsewhere_in_the_world_needs_no_american_registration(
    environment: dict[str, str], stand: Stand
) -> None:
    stand.setup.whole(IN_LONDON, pool={"us_app_to_person_registered": False})

    assert asked(environment, IN_LONDON) == {}


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ({"status": "suspended", "type": "Full"}, "twilio-account"),
        ({"status": "closed", "type": "Full"}, "twilio-account"),
        ({"status": "active", "type": "Trial"}, "twilio-trial"),
    ],
)
def test_an_account_that_keeps_texts_from_people_is_told(
    environment: dict[str, str], stand: Stand, account: dict[str, str], name: str
) -> None:
    stand.setup.whole()
    stand.setup.account |= account

    assert list(asked(environment)) == [name]


@pytest.mark.parametrize(
    ("fault", "name", "says"),
    [
        (Fault(401, problem(401, 20003)), "twilio-unauthorized", "Twilio refuses our token"),
        (Fault(401, problem_9457(401, 20003)), "twilio-unauthorized", "Twilio refuses our token"),
        (Fault(429, problem(429, 20429)), "twilio-busy", "slow down"),
        (Fault(403, problem(403, 20107)), "twilio-refused", "(HTTP 403, error 20107)"),
        (Fault(500, "<html>marigold"), "twilio-refused", "(HTTP 500, error 0)"),
        (Fault(200, "marigold"), "twilio-unreachable", "does not answer as it should"),
        (Fault(200, "[]"), "twilio-unreachable", "does not answer as it should"),
        (Fault(200, drop=True), "twilio-unreachable", "does not answer as it should"),
    ],
)
@pytest.mark.parametrize("path", [".json", "/v1/Services", "IncomingPhoneNumbers"])
def test_whatever_twilio_answers_is_one_sentence_and_none_of_its_words(
    environment: dict[str, str], stand: Stand, fault: Fault, name: str, says: str, path: str
) -> None:
    stand.setup.whole()
    stand.faults = [Fault(fault.status, fault.body, path=path, drop=fault.drop)]
    found = asked(environment)

    assert list(found) == [name]
    assert says in found[name]


def test_a_twilio_that_is_not_there_is_one_sentence(environment: dict[str, str]) -> None:
    found = asked(environment | {"TWILIO_API_URL": "http://127.0.0.1:9"})

    assert list(found) == ["twilio-unreachable"]


@pytest.mark.parametrize(
    ("apart", "says"), [(-3_600, "1 hour ahead of"), (600, "10 minutes behind"), (240, "")]
)
def test_our_clock_is_compared_with_twilios(
    environment: dict[str, str], stand: Stand, apart: int, says: str
) -> None:
    stand.setup.whole()
    stand.now += apart
    found = asked(environment)

    assert says in found.get("clock-apart", "")
    assert bool(found) is bool(says)


def test_the_command_asks_twilio_unless_it_is_told_not_to(environment: dict[str, str], stand: Stand) -> None:
    stand.setup.whole(pool={"inbound_method": "GET"})
    told = porchlight_here(environment, "check")
    asking = len(stand.asked)
    offline = porchlight_here(environment, "check", "--offline")

    assert "- Twilio brings the texts of the number ending in 0100 by GET" in told.stdout
    assert "by GET" not in offline.stdout
    assert "  Neither Twilio nor Signal was asked." in offline.stdout
    assert asking == len(stand.asked) > 3
    assert NUMBER[-10:] not in told.stdout + told.stderr


def test_the_words_for_help_are_printed_until_the_profile_repeats_them(
    place: Place, wording: Wording
) -> None:
    def found(**pasted: str) -> list[str]:
        told = replace(place, profile={**place.profile, "twilio": pasted})
        return [one.below for one in help_text(Line(told, wording, None, None))]

    (words,) = found()

    assert words.startswith("Western Ave Line: neighbors' info line.\n1 ")
    assert found(help=words) == found(help=words.replace("\n", "\r\n")) == []
    assert found(help=words.replace("911", "912")) == [words]
