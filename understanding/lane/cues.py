"""Choose the lane of a message; taking a call for help for a report is the one error that cannot be mended."""

from functools import cached_property

from understanding.matching.hits import Hits
from understanding.reading import Lane

ENOUGH = 2
"""Signs that make a report plain, when nothing in the message could be about the sender."""

SHORT = 6
"""Words up to which an idiom is the point of a message."""
STORY = 20
"""Words from which on a message is a story, in which somebody else may be heard: "her note said help me"."""
FEWEST = 3
"""Words below which nothing is a report: no lone word decides."""

_CUES = "cues."
"""Opens the names of the groups of cues."""

_SUBJECTS = frozenset({"people", "trade", "report", "nuisance"})
_DEEDS = frozenset({"trade", "doing", "seen", "witness", "report", "habit"})
_FIGURES = frozenset({"people", "offender", "vehicle"})
_OTHERS = frozenset({"people", "trade", "witness", "helping"})
_ALARMS = frozenset({"danger", "crisis", "help", "plight"})
_TELLING = frozenset({"trade", "vehicle", "nuisance", "child"})
_FACTS = frozenset({"now", "past", "weapon", "vehicle", "control", "child"})


class Cues:
    """The cues of one message, and what follows from them."""

    def __init__(self, hits: Hits, *, placed: bool, timed: bool) -> None:
        self._hits = hits
        self._found = {group[len(_CUES) :] for group in hits.spans if group.startswith(_CUES)}
        self._placed = placed
        self._timed = timed
        self.mine = self._unexplained()

    def has(self, name: str) -> bool:
        """Tell whether a cue was found."""
        return name in self._found

    def _unexplained(self) -> bool:
        """Tell whether the sender is spoken of other than as a witness."""
        return self._hits.outside("cues.me", "cues.witness", "cues.nothing")

    @property
    def minor(self) -> bool:
        """The sender says that she or he is under 18."""
        return self._hits.apart("cues.minor", "cues.not_minor")

    @property
    def bare(self) -> bool:
        """The whole message is a call for help and nothing else."""
        return self.has("call_words") and self._hits.cover("cues.bare", "cues.call_words")

    @property
    def announced(self) -> bool:
        """The whole message says that something is to be reported: "I want to report something"."""
        return self.has("report") and self._hits.cover("cues.nothing", "fillers", "answers.saw")

    @property
    def called(self) -> bool:
        """The whole message is a call for the emergency service: "911"."""
        return self.has("emergency") and self._hits.cover("cues.emergency")

    @property
    def over(self) -> bool:
        """It is told as past, of others."""
        return self.has("past") and not self.has("now") and not self.mine

    @property
    def idle(self) -> bool:
        """A short idiom, "dying of hunger", with no cue of danger, of suicide or of need besides."""
        return self.has("nothing") and len(self._hits.words) <= SHORT and self._found.isdisjoint(_ALARMS)

    @property
    def reported(self) -> bool:
        """The rules see a witness's report and nothing of the sender."""
        return self.lane == "tip" and not self.has("plight")

    @property
    def declared(self) -> bool:
        """It is one that is called a report, and something is named to be denied: "I need no help, I want to report"."""
        return self.reported and self.has("report") and self.has("nothing")

    @property
    def own(self) -> bool:
        """Something is about the sender, whatever else looks like a report."""
        if self._hits.apart("cues.help", "cues.helping"):
            return True
        if self._hits.apart("cues.call_words", "cues.helping", "cues.nothing"):
            return True
        return self.has("plight") and self.mine

    @property
    def pleads(self) -> bool:
        """It is, and not amid a story: that is never taken for a report (A1, A2)."""
        return self.own and len(self._hits.words) < STORY

    @property
    def shaded(self) -> bool:
        """Something could be about the sender or somebody close: where subjects are dropped, any plight not plainly seen."""
        if self.has("people") and (self.has("witness") or self.has("report")):
            return False
        return self.has("near") or (self.has("plight") and self._dropped)

    @property
    def _dropped(self) -> bool:
        return not all(map(str.isascii, self._hits.words.plain))

    @property
    def lone(self) -> bool:
        """It is a single word, of a language in which a word is no sentence."""
        return len(self._hits.words) <= 1 and not self._dropped

    @property
    def danger(self) -> bool:
        """Somebody may be hurt now."""
        if self.called:
            return True
        if not self.has("danger"):
            return False
        return self.has("now") or self.mine or not (self.has("past") or self.has("habit"))

    @property
    def help(self) -> bool:
        """It is about the sender, or about somebody close to the sender who is in trouble."""
        if self.bare or self.minor:
            return True
        if self._hits.apart("cues.help", "cues.helping"):
            return self.mine or self.has("call_words") or not self.has("people")
        return self.has("plight") and (self.mine or self.has("near") or not self.others)

    @property
    def others(self) -> bool:
        """Somebody else is spoken of, or seen."""
        return not self._found.isdisjoint(_OTHERS)

    @property
    def tip(self) -> bool:
        """It is plainly a witness's report: nothing in it could be about the sender, and it has a subject."""
        if self.mine or self.has("near") or self.has("help"):
            return False
        if self._hits.apart("cues.call_words", "cues.helping", "cues.nothing"):
            return False
        if self.has("plight") and not (self.has("people") and (self.has("witness") or self.has("report"))):
            return False
        if self.announced:
            return True
        seen = self.has("witness") and (self.has("offender") or self.has("vehicle"))
        if not seen and self._found.isdisjoint(_SUBJECTS):
            return False
        deeds = len(self._found & _DEEDS)
        whole = deeds + self._placed + self._timed + len(self._found & _FIGURES)
        return self.has("nuisance") or (deeds > 0 and whole >= ENOUGH and len(self._hits.words) >= FEWEST)

    @property
    def tells(self) -> bool:
        """Something seen is told, whatever is asked besides: where, when, a vehicle, the trade, a nuisance."""
        return self._placed or self._timed or not self._found.isdisjoint(_TELLING)

    @cached_property
    def lane(self) -> Lane:
        """The lane that the rules would choose: danger, crisis, help, and a report only when nothing speaks against it."""
        if self.danger:
            return "danger"
        if self.has("crisis"):
            return "crisis"
        if self.help:
            return "help"
        return "tip" if self.tip else "unclear"

    def facts(self) -> frozenset[str]:
        """Return what the message tells."""
        told = self._found & _FACTS
        if self.minor:
            told = (told - {"child"}) | {"minor"} | ({"child"} if self._other_child() else set())
        return frozenset(told)

    def _other_child(self) -> bool:
        return self._hits.apart("cues.child", "cues.minor")
