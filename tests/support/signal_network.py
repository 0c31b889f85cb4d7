"""The Signal network as the stand-in for signal-cli-rest-api sees it: people's phones, our account, and what is on its way.

All of it is one append-only file, so it survives whatever dies: any process may write to it, and each reads what is new.
Whoever takes something out of it (a message on its way, a fault) writes down that it did, under the file's lock.
"""

import fcntl
import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NUMBER = "+12135550111"
"""The line's own number on Signal."""
HOME = uuid.UUID("5a2d7a5e-0000-4000-8000-000000000000")


@dataclass
class Fault:
    """What happens to the next fitting request in place of its own answer."""

    status: int = 0
    """Answer this, and do nothing; 0: do what was asked."""
    body: str = ""
    method: str = ""
    path: str = ""
    slow: float = 0
    """Seconds that pass before anything is done."""
    hang: float = 0
    """Seconds that pass after it was done, before the answer."""
    drop: str = ""
    """``before`` or ``after`` it is done, the connection is closed without an answer."""
    reason: str = ""
    """A send succeeds, and its list of errors names the recipient with this reason; nothing arrives."""
    times: int = 1


GENERIC = Fault(400, '{"error":"Failed to send message"}', "POST", "/v2/send")
"""Not registered any more, or the network failed: which of the two is lost."""
UNTRUSTED = Fault(
    400,
    '{"error":"Unable to complete request due to untrusted recipient keys"}',
    "POST",
    "/v2/send",
)
UNTRUSTED_IN_0_100 = Fault(
    400, '{"error":"Failed to send message due to untrusted identities"}', "POST", "/v2/send"
)
LIMITED = Fault(
    429,
    json.dumps({"error": "Rate limit exceeded", "challenge_tokens": [""], "account": NUMBER}),
    "POST",
    "/v2/send",
)


@dataclass
class Received:
    """One text on a person's phone."""

    timestamp: int
    text: str
    deleted: bool = False
    at: float = 0
    """When it arrived, in epoch seconds."""


@dataclass
class Account:
    """What the network and the container hold of the line's account."""

    number: str = NUMBER
    registered: bool = True
    code: str = "123-456"
    """The code that a registration is verified with."""
    pin: str = ""
    wants_captcha: bool = False
    """Whether a registration without a captcha is refused."""
    challenge: str = ""
    """While it is set, sends are refused until somebody solves it."""
    name: str = ""
    about: str = ""
    avatar: bool = False
    username: str = ""
    array: bool = True
    """Whether sends are answered with an array, as after 0.100."""
    version: str = "0.101"
    mode: str = "json-rpc"
    trusts_anew: bool = False
    """Whether new keys are trusted at once: ``JSON_RPC_TRUST_NEW_IDENTITIES=always``."""
    keeps_attachments: bool = True
    """Not so with ``JSON_RPC_IGNORE_ATTACHMENTS=true``."""
    log_level: str = "info"
    """With ``debug`` every message is in the log."""
    webhook: str = ""
    """Where what comes in is posted to."""

    @property
    def uuid(self) -> str:
        """The account's own UUID."""
        return str(uuid.uuid5(HOME, self.number))


@dataclass
class Known:
    """What the network knows of one person."""

    uuid: str
    number: str | None = None
    shares_number: bool = False
    registered: bool = True
    trusted: bool = True
    """Not so between a new installation and somebody's word that the new key is theirs."""
    timer: int = 0
    """The chat's disappearing timer, in seconds."""
    received: list[Received] = field(default_factory=list)


class Network:
    """The file, and what follows from it; as many processes as you like may look at it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "network.jsonl"
        self._path.touch()
        self._read = 0
        self.account = Account()
        self.people: dict[str, Known] = {}
        self.coming: list[dict[str, Any]] = []
        """Envelopes on their way to us which no signal-cli has read."""
        self.faults: list[Fault] = []
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        """Method, path and JSON of each request."""
        self.posted: list[tuple[int, int]] = []
        """Of each POST to the webhook, the envelope's timestamp and the status; 0 where nobody took it."""
        self.attachments: list[str] = []

    def tell(self, kind: str, **facts: Any) -> None:
        """Add something that happened."""
        with self.held():
            self._add(kind, facts)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Read what is new, and let nobody else write until the block is over."""
        with self._path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._follow()
            yield

    def look(self) -> "Network":
        """Read what is new."""
        with self._path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # also against other threads that read into this object
            self._follow()
        return self

    @property
    def size(self) -> int:
        """How long the file is: where it has not grown, nothing happened."""
        return self._path.stat().st_size

    def take_coming(self) -> list[dict[str, Any]]:
        """Take what is on its way to us: after that it is signal-cli's, and gone with it."""
        with self.held():
            taken = list(self.coming)
            if taken:
                self._add("taken", {"count": len(taken)})
        return taken

    def take_fault(self, method: str, path: str) -> Fault | None:
        """Take the next fault that fits."""
        with self.held():
            for index, fault in enumerate(self.faults):
                if fault.method in {"", method} and fault.path in path:
                    self._add("fault taken", {"index": index})
                    return fault
        return None

    def person(self, who: str) -> Known | None:
        """Find somebody by UUID or number."""
        return self.people.get(who) or next(
            (known for known in self.people.values() if known.number == who), None
        )

    def stamp(self) -> int:
        """Give a time in milliseconds that is nobody else's in this file."""
        with self.held():
            stamp = max(int(time.time() * 1000), self._last + 1)
            self._add("stamp", {"stamp": stamp})
        return stamp

    _last = 0

    def _add(self, kind: str, facts: dict[str, Any]) -> None:
        """Write one line; the caller holds the lock."""
        with self._path.open("ab") as file:
            file.write(json.dumps([kind, facts]).encode() + b"\n")
        self._follow()

    def _follow(self) -> None:
        with self._path.open("rb") as file:
            file.seek(self._read)
            found = file.read()
        lines = found[: found.rfind(b"\n") + 1]  # whoever was killed may have left half a line
        self._read += len(lines)
        for line in lines.splitlines():
            kind, facts = json.loads(line)
            getattr(self, "_on_" + kind.replace(" ", "_"))(**facts)

    def _on_stamp(self, stamp: int) -> None:
        self._last = stamp

    def _on_account(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self.account, name, value)

    def _on_person(self, uuid: str, **changes: Any) -> None:
        known = self.people.setdefault(uuid, Known(uuid))
        for name, value in changes.items():
            setattr(known, name, value)

    def _on_coming(self, envelope: dict[str, Any]) -> None:
        self.coming.append(envelope)

    def _on_taken(self, count: int) -> None:
        del self.coming[:count]

    def _on_posted(self, timestamp: int, status: int) -> None:
        self.posted.append((timestamp, status))

    def _on_asked(self, method: str, path: str, told: dict[str, Any]) -> None:
        self.asked.append((method, path, told))

    def _on_fault(self, **facts: Any) -> None:
        self.faults.append(Fault(**facts))

    def _on_fault_taken(self, index: int) -> None:
        self.faults[index].times -= 1
        if self.faults[index].times <= 0:
            del self.faults[index]

    def _on_no_faults(self) -> None:
        self.faults.clear()

    def _on_received(self, uuid: str, timestamp: int, text: str, at: float) -> None:
        self.people[uuid].received.append(Received(timestamp, text, at=at))

    def _on_deleted(self, uuid: str, timestamp: int) -> None:
        for each in self.people[uuid].received:
            each.deleted |= each.timestamp == timestamp

    def _on_attached(self, name: str) -> None:
        self.attachments.append(name)

    def _on_detached(self, name: str) -> None:
        self.attachments.remove(name)


class Phone:
    """Somebody with Signal; what they do is on its way to us at once, whether anybody listens or not."""

    def __init__(self, network: Network, name: str, number: str | None = None) -> None:
        self._network = network
        self.name, self.number = name, number
        self.uuid = str(uuid.uuid5(HOME, name))
        if self.uuid not in network.look().people:
            network.tell("person", uuid=self.uuid, number=number)

    @property
    def known(self) -> Known:
        """What the network knows of them now."""
        return self._network.look().people[self.uuid]

    @property
    def received(self) -> list[Received]:
        """Every text that came, in order."""
        return list(self.known.received)

    @property
    def texts(self) -> list[str]:
        """The words of every text that came, in order, deleted ones too."""
        return [each.text for each in self.received]

    def await_texts(self, count: int, seconds: float = 10) -> list[str]:
        """Wait until so many came, and give their words."""
        deadline = time.monotonic() + seconds
        while len(self.texts) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.texts

    def changes(self, **changes: Any) -> None:
        """Change what the network knows of them: ``registered``, ``shares_number``, ``trusted``."""
        self._network.tell("person", uuid=self.uuid, **changes)

    def reinstall(self) -> None:
        """Begin anew with another key: nothing reaches them until it is trusted."""
        self.changes(trusted=self._network.look().account.trusts_anew)

    def send(self, text: str | None, expires: int = 0, **more: Any) -> int:
        """Send a text, or with None what has no text; give its timestamp. ``more`` goes into the dataMessage."""
        return self.put("dataMessage", lambda stamp: self._data(stamp, text, expires) | more)

    def edit(self, target: int, text: str) -> int:
        """Put other words in the place of a text."""
        return self.put(
            "editMessage",
            lambda stamp: {"targetSentTimestamp": target, "dataMessage": self._data(stamp, text)},
        )

    def delete(self, target: int) -> int:
        """Take a text back, for everyone."""
        return self.send(None, remoteDelete={"timestamp": target})

    def picture(self, text: str | None = None, file: str = "1qeCjjWOOo9Gxv8pfdCw.png") -> int:
        """Send a picture."""
        about = {
            "contentType": "image/png",
            "filename": "image.png",
            "id": file,
            "size": 12005,
            "width": 64,
            "height": 64,
            "caption": None,
            "uploadTimestamp": int(time.time() * 1000),
        }
        return self.send(text, attachments=[about])

    def group(self, text: str) -> int:
        """Write into a group that we are in."""
        info = {"groupId": "Z3JvdXA=", "groupName": "marigold", "revision": 1, "type": "DELIVER"}
        return self.send(text, groupInfo=info)

    def typing(self) -> int:
        """Begin to type."""
        return self.put("typingMessage", lambda stamp: {"action": "STARTED", "timestamp": stamp})

    def receipt(self, target: int) -> int:
        """Say that a text of ours arrived."""
        return self.put(
            "receiptMessage",
            lambda stamp: {
                "when": stamp,
                "isDelivery": True,
                "isRead": False,
                "isViewed": False,
                "timestamps": [target],
            },
        )

    def unreadable(self) -> int:
        """Write with a key that signal-cli cannot read any more: nothing of the text comes."""
        stamp = self._network.stamp()
        wrong = {"message": "marigold", "type": "UntrustedIdentityException"}
        self._network.tell("coming", envelope=self.envelope(stamp) | {"exception": wrong})
        return stamp

    def react(self, target: int) -> int:
        """React to a text of ours."""
        account = self._network.account
        reaction = {
            "emoji": "\N{THUMBS UP SIGN}",
            "targetAuthor": account.number,
            "targetAuthorNumber": account.number,
            "targetAuthorUuid": account.uuid,
            "targetSentTimestamp": target,
            "isRemove": False,
        }
        return self.send(None, reaction=reaction)

    def put(self, kind: str, made: Callable[[int], dict[str, Any]]) -> int:
        """Send an envelope with one kind of content."""
        stamp = self._network.stamp()
        self._network.tell("coming", envelope=self.envelope(stamp) | {kind: made(stamp)})
        return stamp

    def envelope(self, stamp: int) -> dict[str, Any]:
        """Give the envelope's own fields, as signal-cli writes them."""
        known = self.known
        number = known.number if known.shares_number else None
        return envelope(number or known.uuid, number, known.uuid, self.name, stamp)

    @staticmethod
    def _data(stamp: int, text: str | None, expires: int = 0) -> dict[str, Any]:
        return data(stamp, text, expires)


def envelope(source: str, number: str | None, who: str, name: str, stamp: int) -> dict[str, Any]:
    """Give an envelope's own fields."""
    return {
        "source": source,
        "sourceNumber": number,
        "sourceUuid": who,
        "sourceName": name,
        "sourceDevice": 1,
        "timestamp": stamp,
        "serverReceivedTimestamp": stamp + 1,
        "serverDeliveredTimestamp": stamp + 2,
    }


def data(stamp: int, text: str | None, expires: int = 0) -> dict[str, Any]:
    """Give a dataMessage with its constant fields."""
    return {
        "timestamp": stamp,
        "message": text,
        "expiresInSeconds": expires,
        "isExpirationUpdate": False,
        "viewOnce": False,
    }


def plain(fault: Fault) -> dict[str, Any]:
    """Give a fault for the file."""
    return asdict(fault)
