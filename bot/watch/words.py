"""What is said of each thing that can be wrong, with its mend, and of its end: the same words in every message."""

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """The two sentences about one thing."""

    wrong: str
    over: str


WORDS: Mapping[str, Said] = {
    "worker": Said(
        "No worker has made a round for ten minutes, so nothing is deleted and no answer is sent: start porchlight work,"
        " or see why it stopped.",
        "The worker is at work again.",
    ),
    "sweep": Said(
        "What is over its time has not been deleted for ten minutes, or the worker asks before it deletes so much:"
        " run porchlight check, which says why.",
        "What is over its time is deleted again.",
    ),
    "outbox": Said(
        "An answer has waited for more than half a minute: run porchlight check, and look at the worker's log.",
        "Answers leave in time again.",
    ),
    "wal": Said(
        "Deleted rows have stayed in the write-ahead log for more than a minute, because some program keeps on reading:"
        " lsof on the database names it.",
        "The write-ahead log is emptied again.",
    ),
    "twilio": Said(
        "Copies of messages stay in our Twilio account: run porchlight check, which says why.",
        "Copies of messages are deleted at Twilio again.",
    ),
    "missed": Said(
        "Texts reached Twilio in the last half hour and never came to us, so nobody answered them: look at the webhook's"
        " address and its errors in Twilio's console, and at PORCHLIGHT_URL. Do not answer them now.",
        "No text of the last half hour was missed.",
    ),
    "storage": Said(
        "The database does not answer: run porchlight check, which says why.", "The database answers again."
    ),
    "disk": Said(
        "The disk of the database is nearly full: make room on it, or give it a larger one.",
        "The disk of the database has room again.",
    ),
    "clock": Said(
        "This machine's clock is not believed, so nothing is deleted: compare it with another one (timedatectl), then"
        " run porchlight sweep.",
        "The clock is believed again.",
    ),
    "closed": Said(
        "The line is closed, and whoever texts is told so: porchlight open opens it.",
        "The line is open again.",
    ),
    "budget": Said(
        "The line has given as many answers in this half hour as PORCHLIGHT_BUDGET allows, so reports are not talked"
        " with: see whether somebody floods it, or set it higher. Danger, HELP and STOP are still answered.",
        "The line answers everybody again.",
    ),
    "deaf": Said(
        "For 25 minutes no text to ourselves came back through Signal, so whoever writes there may be unheard: restart"
        " signal-cli-rest-api, and compare its RECEIVE_WEBHOOK_URL with the Signal door.",
        "Texts come in through Signal again.",
    ),
    "unreachable": Said(
        "signal-cli-rest-api does not answer, so answers on Signal wait, and are dropped when they are old: start it"
        " again, or compare SIGNAL_API_URL.",
        "signal-cli-rest-api answers again.",
    ),
    "captcha": Said(
        "Signal wants a captcha: run porchlight signal captcha.", "Signal takes our texts again."
    ),
    "limited": Said(
        "Signal takes no more texts from us for a while: answers wait, and are dropped when they are old; if it stays"
        " so, run porchlight check.",
        "Signal's limit is over.",
    ),
    "untrusted": Said(
        "Somebody's keys at Signal have changed, and signal-cli-rest-api does not trust the new ones: set"
        " JSON_RPC_TRUST_NEW_IDENTITIES=always for it.",
        "No text was refused for changed keys for a day.",
    ),
    "blocked": Said(
        "Signal refuses the line's number: see with signal-cli-rest-api whether it is still registered.",
        "Signal takes our texts again.",
    ),
    "stale": Said(
        "Answers were not sent in time and are dropped: run porchlight check, and look at the worker's log.",
        "No answer was too late for an hour.",
    ),
    "30007": Said(
        "Carriers take many of our texts for spam (30007): have the wording and the registration looked at.",
        "Carriers take our texts again (30007).",
    ),
    "30032": Said(
        "Texts do not arrive because the toll-free number is not verified (30032): verify it at Twilio.",
        "No text failed for a number that is not verified for a day (30032).",
    ),
    "30034": Said(
        "Texts do not arrive because the number belongs to no registered campaign (30034): register it at Twilio.",
        "No text failed for want of a registered campaign for a day (30034).",
    ),
    "21610": Said(
        "Many texts went to phones that have opted out (21610): see at Twilio whether somebody floods the line, and"
        " whether START is on the posters.",
        "Few texts go to phones that have opted out (21610).",
    ),
}
NEARLY = (
    "The line has given four fifths of the answers in this half hour that PORCHLIGHT_BUDGET allows: see whether somebody"
    " floods it, or set it higher."
)
"""What is said of the budget before it is spent."""
