"""A way out in one or two quiet texts: no words kept, no name asked, and a number in every answer (S4, S8, S9)."""

from flows.flow import Flow
from flows.grammar import Only, answer, choose, find, menu, tell, way

help_ = Flow(
    "help",
    tell(
        "young",
        "You choose what to say. At these lines people must report harm to someone under 18.",
        only=Only("minor"),
    ),
    choose(
        "seen",
        "A person answers any time: {hotline}. In danger: {emergency}.\n"
        "Could anyone else see this phone?\n{options}\nOr SKIP. X clears this chat.",
        answer("yes", "Someone could"),
        answer("no", "Only me"),
        way("saw", "I saw something", to="tip"),
    ),
    tell(
        "care",
        "You can delete these texts. An empty phone can look odd. If it is watched, another phone is safer.",
        only=Only("seen", "yes"),
    ),
    choose(
        "need",
        "What would help?\n{options}\nAny time: {hotline_voice}. Danger: {emergency}. X clears.",
        answer("safe", "A safe place"),
        answer("talk", "Someone to talk to"),
        answer("health", "Health or food"),
        answer("legal", "Legal or papers"),
        answer("study", "School, a different job"),
        answer("unsure", "Not sure"),
    ),
    tell(
        "share",
        "You choose what to tell them. They may have to report harm to someone under 18.",
        only=Only("minor", absent=True),
    ),
    find(
        "found",
        "{services}\n{options}\nDanger: {emergency}. X clears.",
        way("other", "Something else", to="need", clears="need"),
        none="That is all we know for this. Any time: {hotline}. Danger: {emergency}.\n{options}\nX clears.",
    ),
    menu(
        "danger",
        "Call {emergency} now. If you cannot talk, text {emergency}: where you are and what help. We cannot call for you. "
        "Any time: {hotline_voice}.\n{options}\nX clears.",
        way("safe", "A safe place", to="found", sets=("need", "safe")),
        way("talk", "Someone to talk to", to="found", sets=("need", "talk")),
    ),
    notes=("minor", "own", "in need"),
    exits=("tip",),
    entrances=("danger",),
    keeps_words=False,
    undo=False,
    counts=True,
)
