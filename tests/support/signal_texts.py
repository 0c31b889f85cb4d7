"""What signal-cli-rest-api posts, in the shapes of signal-cli's own JSON: somebody's phone, seen from our door."""

import json
from itertools import count
from pathlib import Path
from typing import Any

LINE = "+12135550100"
TOKEN = "k3" * 16
ANA = "cfd8ad65-0e1c-46a8-8f96-322ccaa73212"
BEN = "7ccae375-cd51-4c82-8b1e-7be3280aa485"
NUMBER = "+12135550142"
NAME = "Ana Profile"
SIGNAL = {
    "SIGNAL_API_URL": "http://127.0.0.1:9",  # port 9 answers nobody
    "SIGNAL_NUMBER": LINE,
    "SIGNAL_WEBHOOK_TOKEN": TOKEN,
}
WEBHOOK = f"/signal?token={TOKEN}"
_clock = count(1_795_428_000_000)

Told = dict[str, Any]


def now() -> int:
    """Give another moment in milliseconds, as a phone would name its next message."""
    return next(_clock)


def envelope(who: str = ANA, *, number: str | None = None, device: int = 1, at: int = 0, **part: Any) -> Told:
    """Put one part into an envelope; without a number the sender hides it, which is the rule on first contact."""
    at = at or now()
    return {
        "source": number or who,
        "sourceNumber": number,
        "sourceUuid": who,
        "sourceName": NAME,
        "sourceDevice": device,
        "timestamp": at,
        "serverReceivedTimestamp": at + 40,
        "serverDeliveredTimestamp": at + 60,
        **part,
    }


def data(message: str | None = None, **more: Any) -> Told:
    """Make the part that holds a message."""
    return {"timestamp": now(), "message": message, "expiresInSeconds": 0, "viewOnce": False, **more}


def text(words: str, who: str = ANA, **of: Any) -> Told:
    """Make somebody's text."""
    return envelope(who, **of, dataMessage=data(words))


def edit(words: str, about: int, **more: Any) -> Told:
    """Make the new words of an earlier message."""
    return envelope(editMessage={"targetSentTimestamp": about, "dataMessage": data(words, **more)})


def deleted(about: int, **more: Any) -> Told:
    """Make the word that an earlier message was deleted for everyone."""
    return envelope(dataMessage=data(remoteDelete={"timestamp": about}, **more))


def media(**what: Any) -> Told:
    """Make a message of something else than words."""
    return envelope(dataMessage=data(**what))


PICTURE = {"contentType": "image/jpeg", "filename": None, "id": "1qeCjjWOOo9Gxv8pfdCw.jpg", "size": 12005}
VOICE_NOTE = {"contentType": "audio/aac", "filename": None, "id": "b7f0.aac", "size": 4100}
REST_OF_A_TEXT = {"contentType": "text/x-signal-plain", "id": "99c1.txt", "size": 2600}
STICKER = {"packId": "9acc9e8aba563d26a4994e69263e3b25", "stickerId": 3}
CONTACT = {"name": {"given": "Joe"}, "phone": [{"value": "+12135550177", "type": "MOBILE"}]}
GROUP = {"groupId": "Q0Y=", "groupName": "Our block", "revision": 3, "type": "DELIVER"}
REACTION = {
    "emoji": "👍",
    "targetAuthor": LINE,
    "targetAuthorUuid": BEN,
    "targetSentTimestamp": 7,
    "isRemove": False,
}
UNTRUSTED = {"message": f"Untrusted identity: {NUMBER}", "type": "UntrustedIdentityException"}

SILENT: dict[str, Told] = {
    "a reaction": envelope(dataMessage=data(reaction=REACTION)),
    "a delivery receipt": envelope(receiptMessage={"when": 8, "isDelivery": True, "timestamps": [7]}),
    "typing": envelope(typingMessage={"action": "STARTED", "timestamp": 9}),
    "a story": envelope(storyMessage={"allowsReplies": True, "textAttachment": {"text": "my day"}}),
    "an answer to a story": envelope(
        dataMessage=data("nice", storyContext={"authorUuid": BEN, "sentTimestamp": 7})
    ),
    "a call": envelope(callMessage={"offerMessage": {"id": 1, "type": "AUDIO_CALL"}}),
    "read on another device": envelope(syncMessage={"readMessages": [{"senderUuid": BEN, "timestamp": 7}]}),
    "contacts": envelope(syncMessage={"type": "CONTACTS_SYNC"}),
    "a timer": envelope(dataMessage=data(expiresInSeconds=86_400, isExpirationUpdate=True)),
    "a new profile": envelope(dataMessage=data()),
    "a group that changed": envelope(dataMessage=data(groupInfo={**GROUP, "type": "UPDATE"})),
    "a reaction in a group": envelope(dataMessage=data(reaction=REACTION, groupInfo=GROUP)),
    "one taken back in a group": deleted(7, groupInfo=GROUP),
    "an edit in a group": edit("other words", 7, groupInfo=GROUP),
    "a poll": envelope(dataMessage=data(pollCreate={"question": "who?", "options": ["a", "b"]})),
    "a vote": envelope(dataMessage=data(pollVote={"targetAuthor": LINE, "optionIndexes": [1]})),
    "a pin": envelope(dataMessage=data(pinMessage={"targetSentTimestamp": 7})),
    "money": envelope(dataMessage=data(payment={"note": "rent", "receipt": "AA=="})),
    "nothing": envelope(),
    "a text of nobody": {**text("hi"), "sourceUuid": None, "source": NUMBER, "sourceNumber": NUMBER},
    "a text of our own": text("hi", BEN, number=LINE),
    "a text without a time": {**text("hi"), "timestamp": None},
    "an edit of nothing": envelope(editMessage={"targetSentTimestamp": None, "dataMessage": data("hi")}),
}
"""What nobody waits for an answer to."""


REAL = [
    json.loads(line)
    for line in Path(__file__).with_name("signal_envelopes.jsonl").read_text("utf-8").splitlines()
]
"""What signal-cli really wrote, with where it was found and what it means to us; names, numbers and ids are invented."""


def webhook(told: Told | None, *, account: str = LINE, **beside: Any) -> Told:
    """Wrap an envelope as the webhook gets it: signal-cli's own line."""
    given = {**({"envelope": told} if told is not None else {}), "account": account, **beside}
    return {"jsonrpc": "2.0", "method": "receive", "params": given}


def subscribed(told: Told | None, *, account: str = LINE, **beside: Any) -> Told:
    """Wrap one as a subscription gets it (``--receive-mode=manual``)."""
    inner = webhook(told, account=account, **beside)["params"]
    return {"jsonrpc": "2.0", "method": "receive", "params": {"subscription": 0, "result": inner}}


def bare(told: Told | None, *, account: str = LINE, **beside: Any) -> Told:
    """Wrap one as a websocket or a polling gets it."""
    given: Told = webhook(told, account=account, **beside)["params"]
    return given


SHAPES = {"webhook": webhook, "subscribed": subscribed, "bare": bare}


def body(told: Any) -> bytes:
    """Write what is posted: one line."""
    return json.dumps(told).encode() + b"\n"
