"""How much a cue lets the word behind it be a name, and what no name ends with."""

import re
from typing import Literal

Trust = Literal["any", "sure", "called", "said", "likely", "listed"]
"""What a cue allows: any word that is not listed as no name; any that is no everyday one; any with a capital; one that looks like a name, or stands as one
is said of oneself; one that looks like a name; or a frequent given name only."""

NO_NAME = re.compile(
    r"(?:ing|ed|ly|ando|endo|ero|era|ista|dora?|ado|ada|ido|ida|os[oa]|al|ful|ous|ive|ble|ic|less)$",
)
"""Endings of words that say what somebody is or does."""
