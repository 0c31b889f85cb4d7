"""Tell whether a message speaks of nothing but how somebody looks, or of nothing but a nuisance."""

from collections.abc import Sequence

from understanding.matching.hits import Hits
from understanding.reading import Fact

LONGEST = 14
"""Words; whoever writes more tells more than looks."""

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


def only_looks(hits: Hits, found: Sequence[Fact]) -> bool:
    """Tell whether looks, dress, origin or presence are told, and nothing that anybody did."""
    return (
        "facts.looks" in hits
        and len(hits.words) <= LONGEST
        and not any(fact.kind in _WEIGHTY for fact in found)
        and not any(hits.outside(deed, "facts.present", "facts.looks") for deed in _DEEDS)
    )


def only_complains(hits: Hits, found: Sequence[Fact]) -> bool:
    """Tell whether a nuisance is told, and neither anybody who may be in trouble nor anything graver."""
    kinds = {fact.kind for fact in found}
    return (
        "nuisance" in kinds
        and kinds <= {"nuisance", "place", "vehicle", "plate"}
        and not any(group in hits for group in _GRAVER)
    )
