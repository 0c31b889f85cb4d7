"""One finding: a sentence with its mend, a name that scripts may rely on, and how much it weighs."""

from dataclasses import dataclass
from enum import Enum
from functools import partial


class Weight(Enum):
    """How much a finding weighs, the heaviest first; the value is what its heading and scripts call it."""

    NOW = "now"
    """People are failed, or a promise is broken, at this moment."""
    LAUNCH = "before launch"
    """What a line owes before anybody is told of its number, and goes on owing until it is done."""
    LOOK = "worth a look"
    """It may be as it should be; only somebody who knows the line can tell."""
    WELL = "how it goes"
    """Nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found."""

    name: str
    """Small letters and dashes, stable from release to release."""
    sentence: str
    """For whoever must act; it holds no secret, and in full no phone number but those of public services."""
    weight: Weight
    below: str = ""
    """Lines that the sentence speaks of: words to copy as they are, or a list to work off."""


now = partial(Finding, weight=Weight.NOW)
launch = partial(Finding, weight=Weight.LAUNCH)
look = partial(Finding, weight=Weight.LOOK)
well = partial(Finding, weight=Weight.WELL)
