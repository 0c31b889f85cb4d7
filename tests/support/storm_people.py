"""People who report on both channels while things break: they wait, and say it again when nobody answers."""

import re
import secrets
import time
from dataclasses import dataclass, field

import requests
from signal_network import Phone as SignalPhone
from signed_texts import URL, sign, text

from bot.rehearsing.transcript import CODE

ATTEMPTS = 4
"""How often Twilio tries one text: ``#rc=3&rp=all``."""
SEEN = (
    "{mark} girls wait by a black car, western and 3rd, last night at 2",
    "{mark} unas muchachas subian a carros en la western y la 3 anoche a las 2",
    "{mark} 웨스턴 3가에서 남자가 차에서 여자 둘을 내려 줬어요 어젯밤",
)


@dataclass
class Told:
    """What one person said and heard."""

    mark: str
    receipt: str = ""
    repeated: int = 0
    """How often they said something again because nobody answered."""
    heard: list[str] = field(default_factory=list)


class SmsPerson:
    """Somebody's phone, and Twilio behind it, which tries again when the line does not answer."""

    def __init__(self, url: str, number: str, patience: float = 12) -> None:
        self._url, self.number, self._patience = url, number, patience

    def say(self, words: str) -> str | None:
        """Text the line; None if Twilio gave up."""
        fields = text(Body=words, MessageSid=f"SM{secrets.token_hex(16)}", From=self.number)
        headers = {"X-Twilio-Signature": sign(f"{URL}/sms", fields.items())}
        for attempt in range(ATTEMPTS):
            time.sleep(0.3 * attempt)
            try:
                answer = requests.post(
                    f"{self._url}/sms", data=fields, headers=headers, timeout=self._patience
                )
            except requests.RequestException:
                continue
            if answer.status_code == 200:
                found = re.search("<Message>(.*)</Message>", answer.text, re.DOTALL)
                return found[1].replace("&amp;", "&") if found else ""
        return None


class SignalPerson:
    """Somebody with Signal, who waits for the answer on the screen."""

    def __init__(self, phone: SignalPhone, patience: float) -> None:
        self.phone, self._patience = phone, patience
        self._seen = 0
        self.said: list[int] = []
        """Signal's names of what was written."""
        self.waits: list[float] = []
        """Seconds from a text to each answer."""

    def say(self, words: str) -> str | None:
        """Write to the line; None if no answer came in time."""
        said = self.phone.send(words)
        self.said.append(said)
        self.phone.await_texts(self._seen + 1, self._patience)
        received = self.phone.received
        new, self._seen = received[self._seen :], len(received)
        self.waits += [each.at - said / 1000 for each in new]
        return "\n".join(each.text for each in new) if new else None


def report(person: SmsPerson | SignalPerson, mark: str, seconds: float = 180) -> Told:
    """Tell what was seen and send it, saying things again where nobody answers; ends with a receipt, or gives up."""
    told = Told(mark)
    words = SEEN[sum(mark.encode()) % len(SEEN)].format(mark=mark)
    said = words
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = person.say(said)
        if answer is None:
            told.repeated += 1
            continue
        told.heard.append(answer)
        found = CODE.search(answer)
        if found:
            told.receipt = found[0]
            break
        said = "1"
    return told
