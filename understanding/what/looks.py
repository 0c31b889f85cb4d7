"""Tell whether a message speaks of nothing but how somebody looks, or that they are there."""

from collections.abc import Iterable

from understanding.matching.hits import Hits
from understanding.reading import Fact

LONGEST = 14
"""Words; whoever writes more tells more than looks."""

_WEIGHTY = {"child", "weapon", "control", "threat", "nuisance"}
_DEEDS = ("cues.doing", "cues.trade", "cues.danger", "cues.crisis", "cues.help", "cues.plight", "cues.control")


def only_looks(hits: Hits, found: Iterable[Fact]) -> bool:
    """Tell whether looks, dress, origin or presence are told, and nothing that anybody did."""
    return (
        "facts.looks" in hits
        and len(hits.words) <= LONGEST
        and not any(fact.kind in _WEIGHTY for fact in found)
        and not any(hits.outside(deed, "facts.present", "facts.looks") for deed in _DEEDS)
    )
