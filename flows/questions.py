"""What people ask most: one answer each, and what was going on goes on."""

from flows.heard import Heard
from flows.moves import pending, remind, resume
from flows.turn import Turn

QUESTIONS = frozenset(
    {
        "runs",
        "anonymous",
        "pictures",
        "delete",
        "signal",
        "bot",
        "police",
        "call",
        "next",
        "safe",
        "cost",
        "language",
    }
)
"""Questions that one text answers; ``who`` and ``wrong`` get a stranger's first text, ``shelter`` the help lane."""
BESIDE = frozenset({"anonymous", "police", "pictures", "safe", "cost", "language"})
"""Those that are answered beside a report: whether to write on may hang on it."""


def bed(turn: Turn, heard: Heard) -> bool:
    """Somebody asks for a bed: the help lane's safe places, which it names behind its question about the phone (B6).

    Whoever chose to report something, or has a thread open, is asked first whom it is for.
    """
    flow = turn.state.flow
    if heard.question != "shelter" or (heard.lane == "help" and flow != "help"):
        return False
    if flow == "help":
        turn.keep(heard, turn.flow.slots, words=False)
        resume(turn)
    elif flow == "thread" or turn.state.slots.get("witness"):
        pending(turn, heard)
        turn.enter("door", "about")
    else:
        turn.state.slots = {}
        turn.keep(heard, turn.book.by_name["help"].slots, words=False)
        turn.enter("help")
    return True


def question(turn: Turn, heard: Heard) -> bool:
    """A frequent question: one answer, and what was going on goes on; a report or a call for help stays that.

    A report hears the answer too where its sender may not go on without it. A call for help gets its own answer alone,
    which has the numbers: both would not fit into two texts, and whoever asks again is told.
    """
    if heard.question not in QUESTIONS or heard.command:
        return False
    flow = turn.state.flow
    if heard.lane == "help" and flow != "help":
        return False
    amid = flow == "tip" and (heard.lane == "tip" or bool(heard.known))
    begins = heard.lane == "tip" and not amid
    if not (begins or amid) or heard.question in BESIDE:
        turn.say.append(f"questions.{heard.question}")
    if amid:
        add(turn, heard)
    elif not begins:
        remind(turn)
    return not begins


def add(turn: Turn, heard: Heard) -> None:
    """Take what a question tells into the report under way; its summary would not fit beside an answer."""
    standing = at_menu(turn)
    whole = turn.keep(heard, turn.flow.slots)
    if standing:
        turn.say.append("common.added" if whole else "common.full")
        remind(turn)
        return
    resume(turn)
    if at_menu(turn):
        turn.say[-1] = "common.still"


def at_menu(turn: Turn) -> bool:
    """Whether the conversation stands where ways are offered and nothing is asked."""
    return turn.step.kind == "menu"
