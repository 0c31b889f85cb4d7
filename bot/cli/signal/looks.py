"""What the doctor looks at on Signal: the program that holds the account, what goes through it, what people see of it."""

import re
from collections.abc import Iterator

from bot.channels.signal.account import SignalAccount
from bot.cli.doctor.finding import Finding, launch, look, now
from bot.cli.doctor.progress import ago
from bot.cli.signal.line import FAILURES, account_of, said
from bot.setup.settings import Settings
from bot.watch.findings import UNHEARD
from storage import Store

PATIENCE = 15.0
"""Seconds that the doctor waits for an answer."""
SURE = (0, 100)
"""The oldest version whose answers this line was tried against; 0.98 and older know no link as words."""
MODE = "signal-cli-rest-api must run with MODE=json-rpc: in its other modes nothing is handed to this line, and texts are lost."
NATIVE = "signal-cli-rest-api runs with MODE=json-rpc-native, which some of its images answer by starting a slow program for each text: use json-rpc."
UNNAMED = "This signal-cli-rest-api is nobody's release, so nobody knows how it answers: use a released version, {sure} or newer."
OLDER = "This signal-cli-rest-api is {version}: update it to {sure} or newer."
DEBUG = (
    "signal-cli-rest-api writes every message into its log: set its LOG_LEVEL to warn, and delete that log."
)
KEPT = "signal-cli-rest-api keeps {count} pictures and files that people sent: set its JSON_RPC_IGNORE_ATTACHMENTS=true, and it fetches none."
ABSENT = "The number in SIGNAL_NUMBER is not registered there: run porchlight signal register, or porchlight signal link."
CAPTCHA = "Signal wants a captcha solved before it takes more texts from us: run porchlight signal captcha."
UNTRIED = "No test text was sent to our own number on Signal yet: see whether porchlight work runs."
SILENT = (
    "The last test text to our own number on Signal was sent {ago} ago: see whether porchlight work runs."
)
DEAF = "Nothing has come in from Signal yet: set RECEIVE_WEBHOOK_URL of signal-cli-rest-api to our door's address with its token, and see whether the door runs."
LOST = "Test texts to our own number do not come back, the last one that did {ago} ago: look at RECEIVE_WEBHOOK_URL, at our door, and restart signal-cli-rest-api."
NAMELESS = "No name was given to the account on Signal from here, and people see none: run porchlight signal profile."
LINKLESS = "On Signal nobody finds the line without its number: run porchlight signal username NAME, or give poster the --link that the phone shows."


def signal_looks(settings: Settings, store: Store, at: int) -> Iterator[Finding]:
    """Look at everything that keeps the line from being heard or answered on Signal; each finding with its mend."""
    if settings.signal is None:
        return
    account = account_of(settings.signal, PATIENCE)
    try:
        yield from program(account)
        yield from keeping(account)
        if settings.signal.number not in account.accounts():
            yield now("signal-absent", ABSENT)
    except FAILURES as error:
        yield now("signal-unreached", said(error))
    yield from passing(store, at)
    yield from face(store)


def program(account: SignalAccount) -> Iterator[Finding]:
    """Look at which program it is."""
    about = account.about()
    if about.mode == "json-rpc-native":
        yield look("signal-native", NATIVE)
    elif about.mode != "json-rpc":
        yield now("signal-mode", MODE)
    sure = ".".join(map(str, SURE))
    told = re.fullmatch(r"v?(\d+)\.(\d+)(\.\d+)?", about.version)
    if not told:
        yield look("signal-version", UNNAMED.format(sure=sure))
    elif (int(told[1]), int(told[2])) < SURE:
        yield look("signal-version", OLDER.format(version=f"{told[1]}.{told[2]}", sure=sure))


def keeping(account: SignalAccount) -> Iterator[Finding]:
    """Look at what it keeps of what people send."""
    if account.log_level() == "debug":
        yield now("signal-log", DEBUG)
    count = len(account.attachments())
    if count:
        yield now("signal-kept", KEPT.format(count=count))


def passing(store: Store, at: int) -> Iterator[Finding]:
    """Look at whether what is sent also arrives."""
    if store.chores.last("captcha").get("token"):
        yield now("signal-captcha", CAPTCHA)
    probe, echo = store.chores.last("probe").get("at", 0), store.chores.last("echo").get("at", 0)
    if not probe:
        yield now("signal-untried", UNTRIED)
    elif at - probe > UNHEARD:
        yield now("signal-untried", SILENT.format(ago=ago(at - probe)))
    elif not echo:
        yield now("signal-deaf", DEAF)
    elif at - echo > UNHEARD:
        yield now("signal-deaf", LOST.format(ago=ago(at - echo)))


def face(store: Store) -> Iterator[Finding]:
    """Look at what people see, as far as it was set from here: nobody can ask Signal for it."""
    if not store.chores.last("profile"):
        yield launch("signal-nameless", NAMELESS)
    if not store.chores.last("username"):
        yield launch("signal-linkless", LINKLESS)
