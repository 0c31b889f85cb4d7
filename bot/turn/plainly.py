"""What is said without a conversation: nothing can be kept, or nothing is to be."""

from collections.abc import Sequence

from bot.mail import SOON
from bot.messages import Inbound
from bot.words.wording import Wording
from flows.conversation import URGENT
from understanding import Reading


class Plainly:
    """Says one constant line in the language of the message, else in the place's first."""

    def __init__(self, languages: Sequence[str], wording: Wording) -> None:
        self._languages, self._wording = languages, wording

    def say(self, reading: Reading, inbound: Inbound, key: str) -> str:
        """Give the line: danger and crisis get their words, nobody is talked over, and nobody who leaves is held.

        ERASE is no way out alone: whoever believes that a report is erased must not be told so before it is.
        """
        if inbound.carrier or inbound.kind == "taken back" or inbound.age >= SOON:
            return ""
        language = reading.language if reading.language in self._languages else self._languages[0]
        if inbound.kind == "group":
            return self._wording.text(language, "common.group")
        if reading.lane in URGENT:
            key = reading.lane
        elif opts_out(reading):
            key = "stopped"
        elif reading.command == "exit":
            key = "exit"
        return self._wording.text(language, f"common.{key}")


def opts_out(reading: Reading) -> bool:
    """Whether somebody wants no more texts."""
    return reading.lane == "stop" or reading.command == "stop"


def leaves(reading: Reading, inbound: Inbound) -> bool:
    """Whether somebody wants out, or their words back; that is done even where the line is closed."""
    told = inbound.carrier == "STOP" or inbound.kind == "taken back"
    return told or opts_out(reading) or reading.command in {"exit", "erase"}


def gone_for_good(reading: Reading, inbound: Inbound) -> bool:
    """Whether somebody is told, whatever happens, that they are rid of us; a word in a group is not said to us."""
    if inbound.kind == "group":
        return False
    return inbound.carrier == "STOP" or opts_out(reading) or reading.command == "exit"
