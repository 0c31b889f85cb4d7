"""What is sealed opens again, only with its key, and its length tells little."""

from collections.abc import Callable
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from storage.desk import recovery
from storage.ground import sealing
from storage.ground.errors import WrongRecoveryKey
from storage.ground.keys import Keyring, alias
from storage.line import receipts

KEY = bytes(range(32))
PRIVATE, PUBLIC = sealing.new_pair()
bodies = st.binary(max_size=5_000)


@given(bodies)
def test_a_state_opens_with_its_key(state: bytes) -> None:
    assert sealing.open_(sealing.close(state, KEY), KEY) == state


@given(bodies)
def test_a_tip_opens_with_the_private_half(tip: bytes) -> None:
    assert sealing.unseal(sealing.seal(tip, PUBLIC), PRIVATE) == tip


@given(bodies, st.integers(1, 4_000))
def test_padding_comes_off_again(plain: bytes, block: int) -> None:
    padded = sealing.pad(plain, block)

    assert len(padded) % block == 0
    assert sealing.unpad(padded) == plain


@given(st.binary(max_size=sealing.STATE_BLOCK - 1))
def test_every_short_state_has_one_length(state: bytes) -> None:
    assert len(sealing.close(state, KEY)) == 960


def test_another_key_or_a_changed_byte_opens_nothing() -> None:
    sealed = sealing.close(b"where?", KEY)
    tip = sealing.seal(b"{}", PUBLIC)
    other = sealing.new_pair()[0]

    assert sealing.open_(sealed, bytes(32)) is None
    assert sealing.open_(sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY) is None
    assert sealing.open_(b"", KEY) is None
    assert sealing.unseal(tip, other) is None
    assert sealing.unseal(tip[:-1], PRIVATE) is None
    assert sealing.unwrap(sealing.wrap(KEY, KEY), bytes(32)) is None


def test_a_senders_row_and_key_have_nothing_in_common() -> None:
    day = Keyring(b"an invented secret").day(KEY)
    name = alias("sms:+12135550100", day)

    assert name == alias("sms:+12135550100", day)
    assert name.lookup not in name.key
    assert name.key.hex() not in repr(name)
    assert "key" not in repr(name).replace("lookup", "")


@given(
    st.lists(st.sampled_from(receipts.ALPHABET), min_size=15, max_size=15).map(
        lambda drawn: "7" + "".join(drawn)
    ),
    st.sampled_from([str.upper, str.lower, str.swapcase, str.title]),
    st.sampled_from(["", " ", "-", " - ", "–"]),
    st.sampled_from([("0", "O"), ("0", "o"), ("1", "I"), ("1", "l"), ("1", "1")]),
    st.sampled_from(["{}", " {} ", "{}.", "{}\n"]),
)
def test_a_receipt_is_recognised_however_it_is_typed(
    characters: str, case: Callable[[str], str], between: str, mistaken: tuple[str, str], around: str
) -> None:
    code = receipts.grouped(characters)
    typed = case(code).replace("-", between).replace(*mistaken)

    assert receipts.normalise(around.format(typed)) == code


def test_every_receipt_is_new_and_recognised() -> None:
    codes = {receipts.new_code() for _ in range(2_000)}

    assert len(codes) == 2_000
    assert {receipts.normalise(code) for code in codes} == codes


def test_no_words_are_taken_for_a_receipt() -> None:
    for text in (
        "",
        "help",
        "HELP THIS GIRL FAST",
        "please call me now",
        "he has a gun at 3rd and western",
        "4 men at 3rd st 2",
        "도와주세요",
        "ABCD-EFGH-JKMN-PQR",
        "ABCD-EFGH-JKMN-PQR5-2",
        "UUUU-2222-2222-2222",
    ):
        assert receipts.normalise(text) is None


@given(st.binary(min_size=32, max_size=32))
def test_a_printed_recovery_key_reads_back(private: bytes) -> None:
    assert recovery.typed(recovery.printed(private).lower().replace("-", " \n")) == private


@given(st.text(max_size=80))
def test_anything_else_is_no_recovery_key(text: str) -> None:
    with suppress(WrongRecoveryKey):
        assert len(recovery.typed(text)) == 32
