"""One place that helps, as the deployment's services.csv tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from directory.hours import Hours

Need = Literal["safe", "talk", "health", "legal", "study", "unsure", "danger", "crisis", "child"]
NEEDS: tuple[Need, ...] = get_args(Need)


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who answers; every field is a fact with a source in the deployment's folder."""

    id: str
    """Short and stable, such as ``nhth``."""
    name: Mapping[str, str]
    """By language; said only after the sender told us that nobody else sees the phone."""
    discreet_name: Mapping[str, str]
    """By language; tells nothing to whoever reads over a shoulder, such as ``24 h line`` (S1)."""
    phone: str
    """As a person dials it; empty when there is none yet."""
    text: str
    """How to reach it by text, such as ``HELP to 233733`` or ``988``; empty when it cannot be texted."""
    needs: frozenset[str]
    """Of `NEEDS`: ``safe talk health legal study unsure`` and ``danger crisis child``."""
    languages: frozenset[str]
    """Languages spoken by voice; ``*`` stands for interpreters on demand."""
    text_languages: frozenset[str]
    """Languages understood by text."""
    hours: Hours
    minimum_age: int | None
    maximum_age: int | None
    live: bool
    """A person answers at once."""
    youth_safe: bool
    """Right for somebody under 18."""
    assured: str
    """ISO date on which somebody made sure of these facts."""
    dialled: str = ""
    """ISO date on which a person last reached it by its numbers; empty as long as nobody did."""

    @property
    def reachable(self) -> bool:
        """Whether there is any number to give."""
        return bool(self.phone or self.text)

    @property
    def text_word(self) -> str:
        """The word to send, such as ``HELP``; empty when any will do."""
        return self.text.partition(" to ")[0] if " to " in self.text else ""

    @property
    def text_number(self) -> str:
        """Where to send it, such as ``233733``; empty when it cannot be texted."""
        return self.text.rpartition(" to ")[2]

    @property
    def any_age(self) -> bool:
        """Whether it turns nobody away for an age."""
        return self.minimum_age is None and self.maximum_age is None
