"""The environment is read once, and every fault in it is one sentence that names the variable and the mend."""

import copy
from pathlib import Path

import pytest

from bot.setup.settings import BadSetting, Settings


def sentences(variables: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(BadSetting) as caught:
        Settings.read(variables)
    return caught.value.sentences


def test_a_complete_environment_is_read(variables: dict[str, str], tmp_path: Path) -> None:
    settings = Settings.read(variables)

    assert settings.secret.reveal() == "5a" * 32
    assert settings.database == tmp_path / "line.db"
    assert settings.day_keys == tmp_path / "keys" / "day-keys"
    assert settings.erased == tmp_path / "line.db.erased"
    assert settings.url == "https://line.example.org"
    assert settings.twilio.api_url == "https://api.twilio.com"
    assert (settings.signal, settings.demo) == (None, False)
    assert (settings.port, settings.console_port, settings.signal_door_port) == (8000, 8001, 8002)


def test_space_around_a_value_and_a_slash_after_an_address_are_not_part_of_them(
    variables: dict[str, str],
) -> None:
    variables |= {"PORCHLIGHT_URL": " https://line.example.org/texts/ \r", "PORT": " 9000 "}
    settings = Settings.read(variables)

    assert (settings.url, settings.port) == ("https://line.example.org/texts", 9000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORCHLIGHT_SECRET", ""),
        ("PORCHLIGHT_SECRET", "5a" * 31),
        ("PORCHLIGHT_SECRET", "x" * 42),
        ("PORCHLIGHT_SECRET", "correct horse battery staple and then some more words"),
        ("PORCHLIGHT_SECRET_FILE", "/nowhere/secret"),
        ("PORCHLIGHT_DATABASE", ""),
        ("PORCHLIGHT_DATABASE", "postgresql://db/line"),
        ("PORCHLIGHT_DATABASE", "sqlite:///line.db"),
        ("PORCHLIGHT_DATABASE", ":memory:"),
        ("PORCHLIGHT_DATABASE", "file:line.db?mode=memory"),
        ("PORCHLIGHT_DATABASE", "/tmp"),  # noqa: S108  (a folder is no file, whichever it is)
        ("PORCHLIGHT_DATABASE", "line.db/"),
        ("PORCHLIGHT_DATABASE", "x" * 5000),
        ("PORCHLIGHT_DAY_KEYS", "/"),
        ("PORCHLIGHT_ERASED", "/"),
        ("PORCHLIGHT_ERASED", "/nowhere/erased"),
        ("PORCHLIGHT_PLACE", "/nowhere"),
        ("PORCHLIGHT_PLACE", "x" * 5000),
        ("PORCHLIGHT_URL", ""),
        ("PORCHLIGHT_URL", "http://line.example.org"),
        ("PORCHLIGHT_URL", "http://localhost.example.org"),
        ("PORCHLIGHT_URL", "line.example.org"),
        ("PORCHLIGHT_URL", "https://"),
        ("PORCHLIGHT_URL", "https://me:secret@line.example.org"),
        ("PORCHLIGHT_URL", "https://line.example.org/?a=b"),
        ("PORCHLIGHT_URL", "https://line.example.org#rc=3"),
        ("PORCHLIGHT_URL", "https://line.example.org:99999"),
        ("PORCHLIGHT_URL", "https://line.example.org:x"),
        ("PORCHLIGHT_URL", "https://[::1"),
        ("PORCHLIGHT_URL", "https://líne.example.org"),
        ("PORCHLIGHT_URL", "ftp://line.example.org"),
        ("PORCHLIGHT_DEMO", "yes"),
        ("TWILIO_ACCOUNT_SID", ""),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_ACCOUNT_SID", "SK" + "1f" * 16),
        ("TWILIO_AUTH_TOKEN", ""),
        ("TWILIO_AUTH_TOKEN", "two words"),
        ("TWILIO_WEBHOOK_KEY", "two words"),
        ("TWILIO_API_URL", "http://api.example.org"),
        ("SIGNAL_API_URL", "signal:8080"),
        ("SIGNAL_NUMBER", "213-555-0100"),
        ("SIGNAL_WEBHOOK_TOKEN", "short"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eight"),
        ("PORT", "８０００"),
        ("CONSOLE_PORT", "-1"),
        ("CONSOLE_PORT", "8000"),
        ("SIGNAL_DOOR_PORT", "0"),
        ("SIGNAL_DOOR_PORT", "8000"),
        ("SIGNAL_DOOR_PORT", "8001"),
        ("PORT", "8002"),
    ],
)
def test_a_missing_or_malformed_value_is_one_sentence(
    variables: dict[str, str], name: str, value: str
) -> None:
    variables |= {"SIGNAL_API_URL": "http://signal:8080", "SIGNAL_NUMBER": "+12135550100"}
    variables |= {"SIGNAL_WEBHOOK_TOKEN": "t" * 32, name: value}
    if name == "PORCHLIGHT_SECRET_FILE":
        del variables["PORCHLIGHT_SECRET"]
    (sentence,) = sentences(variables)

    assert name in sentence
    assert sentence.endswith(".")
    assert len(value) < 10 or value not in sentence


def test_everything_that_is_wrong_is_told_at_once() -> None:
    names = [
        "PORCHLIGHT_SECRET",
        "PORCHLIGHT_DATABASE",
        "PORCHLIGHT_URL",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_ACCOUNT_SID",
    ]
    told = sentences({"PORCHLIGHT_PLACE": "/nowhere"})

    assert sorted([*names, "PORCHLIGHT_PLACE"]) == sorted(sentence.split()[0] for sentence in told)


def test_no_sentence_repeats_a_value(variables: dict[str, str]) -> None:
    marked = {name: f"marked {name.lower()} value" for name in variables if name != "PORCHLIGHT_DATABASE"}
    told = sentences(marked)

    assert len(marked) + 1 == len(told)
    assert "marked" not in " ".join(told)


@pytest.mark.parametrize("secret", ["5a" * 32, "Zx_-" * 11, "k" * 86 + "=="])
def test_a_secret_may_be_hexadecimal_or_base64(variables: dict[str, str], secret: str) -> None:
    assert Settings.read(variables | {"PORCHLIGHT_SECRET": secret}).secret.reveal() == secret


def test_a_secret_may_come_from_a_file(variables: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("ab" * 32 + "\n")
    del variables["PORCHLIGHT_SECRET"]

    assert Settings.read(variables | {"PORCHLIGHT_SECRET_FILE": str(file)}).secret.reveal() == "ab" * 32


def test_a_secret_from_two_places_is_refused(variables: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("ab" * 32)
    (sentence,) = sentences(variables | {"PORCHLIGHT_SECRET_FILE": str(file)})

    assert "both set" in sentence


def test_a_secret_file_that_holds_no_text_is_refused(variables: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"\xff" * 64)
    del variables["PORCHLIGHT_SECRET"]
    (sentence,) = sentences(variables | {"PORCHLIGHT_SECRET_FILE": str(file)})

    assert "PORCHLIGHT_SECRET_FILE" in sentence


def test_a_postgresql_address_is_told_not_yet(variables: dict[str, str]) -> None:
    (sentence,) = sentences(variables | {"PORCHLIGHT_DATABASE": "postgresql://db/line"})

    assert "not supported yet" in sentence


def test_the_list_of_what_was_erased_is_a_file_of_its_own(variables: dict[str, str], tmp_path: Path) -> None:
    for taken in ("line.db", "line.db-wal", "line.db.lock", "line.db.reserve", "line.db.workers/me"):
        (sentence,) = sentences(variables | {"PORCHLIGHT_ERASED": str(tmp_path / taken)})
        assert sentence.startswith("PORCHLIGHT_ERASED names the database")

    for free in ("gone", "line.db.erased"):
        settings = Settings.read(variables | {"PORCHLIGHT_ERASED": str(tmp_path / free)})
        assert settings.erased == tmp_path / free


def test_day_keys_may_not_be_in_the_database(variables: dict[str, str]) -> None:
    for end in ("", "-wal", ".erased", ".closed", ".workers/me"):
        taken = variables["PORCHLIGHT_DATABASE"] + end
        (sentence,) = sentences(variables | {"PORCHLIGHT_DAY_KEYS": taken})

        assert "PORCHLIGHT_DAY_KEYS" in sentence


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "127.9.9.9", "[::1]:8000"])
def test_this_machine_may_be_called_without_tls(variables: dict[str, str], host: str) -> None:
    assert Settings.read(variables | {"PORCHLIGHT_URL": f"http://{host}/"}).url == f"http://{host}"


def test_signal_is_read_whole_or_not_at_all(variables: dict[str, str]) -> None:
    half = variables | {"SIGNAL_NUMBER": "+12135550100"}
    whole = half | {"SIGNAL_API_URL": "http://signal:8080/", "SIGNAL_WEBHOOK_TOKEN": "t" * 32}
    signal = Settings.read(whole).signal

    assert signal
    assert (signal.number, signal.api_url) == ("+12135550100", "http://signal:8080")
    assert [sentence.split()[0] for sentence in sentences(half)] == ["SIGNAL_API_URL", "SIGNAL_WEBHOOK_TOKEN"]


def test_a_demo_needs_no_account_and_signs_with_a_token_of_its_own(demo: dict[str, str]) -> None:
    del demo["PORCHLIGHT_URL"]
    one, same = Settings.read(demo | {"PORT": "9000"}), Settings.read(demo)
    other = Settings.read(demo | {"PORCHLIGHT_SECRET": "5b" * 32})

    assert one.demo
    assert one.url == "http://127.0.0.1:9000"
    assert one.twilio.token.reveal() == same.twilio.token.reveal() != other.twilio.token.reveal()
    assert len(one.twilio.token.reveal()) == 32


@pytest.mark.parametrize(
    "name",
    [
        *("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "TWILIO_API_KEY"),
        *("SIGNAL_NUMBER", "SIGNAL_API_URL", "SIGNAL_WEBHOOK_TOKEN", "PORCHLIGHT_ALERTS"),
    ],
)
def test_a_demo_refuses_to_exist_beside_real_credentials(demo: dict[str, str], name: str) -> None:
    (sentence,) = sentences(demo | {name: "AC" + "1f" * 16})

    assert name in sentence
    assert "PORCHLIGHT_DEMO" in sentence


def test_a_demo_has_no_signal_for_whose_door_a_port_would_be_kept_free(demo: dict[str, str]) -> None:
    assert Settings.read(demo | {"SIGNAL_DOOR_PORT": "8000", "CONSOLE_PORT": "8002"}).demo


def test_an_empty_credential_does_not_disturb_a_demo(demo: dict[str, str]) -> None:
    assert Settings.read(demo | {"TWILIO_AUTH_TOKEN": " "}).demo


def test_secrets_never_print(variables: dict[str, str]) -> None:
    settings = Settings.read(variables)
    shown = f"{settings} {settings!r} {settings.secret} {[settings.secret]} {copy.copy(settings.twilio)}"

    assert "<secret>" in shown
    for name in ("PORCHLIGHT_SECRET", "TWILIO_AUTH_TOKEN", "TWILIO_WEBHOOK_KEY"):
        assert variables[name] not in shown
    with pytest.raises(TypeError):
        vars(settings.secret)


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("", ()),
        ("+12135550100", ("+12135550100",)),
        ("+12135550100, +12135550101,+442071838750", ("+12135550100", "+12135550101", "+442071838750")),
    ],
)
def test_the_lines_own_numbers_may_be_named(
    variables: dict[str, str], value: str, numbers: tuple[str, ...]
) -> None:
    assert Settings.read(variables | {"TWILIO_NUMBER": value}).twilio.numbers == numbers


@pytest.mark.parametrize(
    "value", ["2135550100", "+1 213 555 0100", "+12135550100,", "sms:+12135550100", "911"]
)
def test_a_number_of_the_line_that_is_none_is_said_without_repeating_it(
    variables: dict[str, str], value: str
) -> None:
    (sentence,) = sentences(variables | {"TWILIO_NUMBER": value})

    assert sentence.startswith("TWILIO_NUMBER is malformed")
    assert value not in sentence
