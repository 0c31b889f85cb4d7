"""The door: the dull first text that a stranger gets, and the question that nobody else may answer (S1, A2)."""

from flows.flow import Flow
from flows.grammar import menu, way
from flows.tip import tip

SAW = way("saw", "Something I saw", to="tip", sets=("witness", "yes"), also=("someone",))
ME = way("me", "Something about me", to="help")
MYSELF = way("me", "Me", to="help")
ANOTHER = way("someone", "Somebody else", to="tip", sets=("witness", "yes"), also=("saw",))

door = Flow(
    "door",
    menu(
        "first",
        "{line}: a program answers.\n{options}\nX clears this chat. Emergency: {emergency}.\nEspañol: ES  Korean: KO",
        SAW,
        ME,
        example="Reply 1 for something you saw, 2 for something about you. Any time: {hotline_voice}. Emergency: {emergency}.",
    ),
    menu(
        "hello",
        "{line}: neighbors' info line.\n{options}\n24 h line {hotline_voice}. Emergency {emergency}. {contact}\n"
        "Msg&data rates may apply. Msg frequency varies. STOP ends.",
        SAW,
        ME,
    ),
    menu(
        "danger",
        "Call {emergency} now. If you cannot talk, text {emergency}: where you are and what help. We cannot call for you.\n"
        "Is it about\n{options}",
        MYSELF,
        ANOTHER,
    ),
    menu(
        "about",
        "A person answers any time: {hotline_voice}. Danger: {emergency}.\nIs it about\n{options}\nX clears this chat.",
        MYSELF,
        ANOTHER,
    ),
    menu(
        "crisis",
        "You are not alone. A person answers at {crisis}, call or text, day and night. Overdose or danger: {emergency}.\n"
        "{options}\nX clears this chat.",
        SAW,
        ME,
    ),
    notes=("unclear", *sorted(tip.slots)),
    exits=("tip", "help"),
    entrances=("hello", "danger", "about", "crisis"),
    undo=False,
)
