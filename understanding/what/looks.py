"""Tell whether a message speaks of nothing but how somebody looks, or of nothing but a nuisance."""

import re
from collections.abc import Sequence

from understanding.matching.hits import Hits
from understanding.reading import Fact

LONGEST = 14
"""Words; whoever writes more tells more than looks."""
BRIEF = 24
"""Words up to which a name, a home and a judgment may be all there is."""

_WEIGHTY = {"child", "weapon", "control", "threat", "nuisance"}
_GRAVER = (
    "cues.trade",
    "cues.people",
    "cues.danger",
    "cues.crisis",
    "cues.help",
    "cues.plight",
    "cues.control",
)
_DEEDS = (
    "cues.doing",
    "cues.trade",
    "cues.danger",
    "cues.crisis",
    "cues.help",
    "cues.plight",
    "cues.control",
)


_SEEN = ("cues.seen", "cues.doing", "cues.habit", "cues.danger", "cues.crisis", "cues.nuisance")
_HOME = re.compile(r"(?<![\w:.$-])(?<![0-9] )[0-9]{2,4}(?![\w:.%-]*[0-9]| [0-9]{3})")
"""A house number, or what may be one."""


def only_looks(hits: Hits, found: Sequence[Fact], told: str = "facts.looks") -> bool:
    """Tell whether looks, dress, origin or presence are told, and nothing that anybody did; ``told``: the group for it."""
    return (
        told in hits
        and len(hits.words) <= LONGEST
        and not any(fact.kind in _WEIGHTY for fact in found)
        and not any(hits.outside(deed, "facts.present", "facts.looks", "facts.guise") for deed in _DEEDS)
    )


def only_accuses(folded: str, hits: Hits) -> bool:
    """Tell whether a home and a judgment of who lives there are told, and nothing that anybody saw or did."""
    return (
        "abuse.label" in hits
        and len(hits.words) <= BRIEF
        and _HOME.search(folded) is not None
        and not any(hits.outside(deed, "abuse.label") for deed in _SEEN)
    )


def only_complains(hits: Hits, found: Sequence[Fact]) -> bool:
    """Tell whether a nuisance is told, and neither anybody who may be in trouble nor anything graver."""
    kinds = {fact.kind for fact in found}
    return (
        "nuisance" in kinds
        and kinds <= {"nuisance", "place", "vehicle", "plate"}
        and not any(group in hits for group in _GRAVER)
    )
