"""After a report was sent, and for whoever texts its code: what the readers say, and how to answer or take it back."""

from flows.effects import Nudge, SubmitTip, TakeBack
from flows.flow import Flow
from flows.grammar import Only, end, find, menu, tell, way
from flows.tip import tip

CHILD = Only("child")
COMPLAINT = Only("complaint", besides=Only("graver", absent=True))
"""Trash, noise or parking and nothing else: a city's own line mends that, and no reader of ours does."""
NO_CODE = Only("nocode")
FRESH = Only("fresh")
TEXTABLE = Only("textable")

NUDGE = way("nudge", "One text if they ask", to="nudge")
ERASE = way("unsend", "Erase it", to="unsend")
LOOK = way("look", "See messages", to="open")

thread = Flow(
    "thread",
    tell("child", "If a child may be in danger, call {emergency} or {child_line} yourself, now.", only=CHILD),
    tell("complaint", "For trash, noise or parking alone, {city} can also help.", only=COMPLAINT),
    menu(
        "quiet",
        "Sent, without a code. For 30 minutes you can add words or erase it from this phone.\n"
        "People read it {staffed}. Please do not approach, follow or film anyone. You can delete these texts.\n{options}",
        way("code", "Show a code", to="code"),
        ERASE,
        only=NO_CODE,
        does=SubmitTip(),
        writes=True,
    ),
    menu(
        "sent",
        "Sent. Your code: {receipt}\n"
        "Write it down elsewhere, then delete these texts. Messages open to anyone with this code, and to our readers.\n"
        "People read it {staffed}. Please do not approach, follow or film anyone.\n{options}",
        NUDGE,
        ERASE,
        does=SubmitTip(),
        writes=True,
    ),
    menu(
        "code",
        "Your code: {receipt}\n"
        "Write it down elsewhere, then delete these texts. Messages open to anyone with this code, and to our readers.\n{options}",
        NUDGE,
        ERASE,
        writes=True,
    ),
    find(
        "open",
        "{news}\n{letters}\n{options}\nOther words go to the readers. X clears this chat.",
        NUDGE,
        ERASE,
        none="{news}\nNo other message for you.\n{options}\nOther words go to the readers. X clears this chat.",
        writes=True,
    ),
    menu(
        "nudge",
        "We keep your number, sealed, until that text or 14 days. One text, by day: there is a message for you. "
        "Whoever sees this phone sees it.\n{options}",
        way("agree", "Text me once", to="nudged", also=("yes",)),
        way("decline", "No text", to="open", also=("no",)),
        only=TEXTABLE,
    ),
    menu(
        "unable",
        "We cannot text you first here. Text your code again in a few days.\n{options}",
        LOOK,
        ERASE,
        writes=True,
    ),
    menu(
        "nudged",
        "One text, by day, if they ask. X or STOP ends that.\n{options}",
        LOOK,
        ERASE,
        does=Nudge(),
        writes=True,
    ),
    menu(
        "unsend",
        "Erase it for good?\n{options}\nTo tell the readers a number, put it in words, like: two people.",
        way("unsend", "Erase it", to="erased", also=("yes",)),
        way("keep", "Keep it", to="open", also=("no",)),
        writes=True,
    ),
    end(
        "erased",
        "Erased here, with its messages. Your phone and its company keep their own copy.",
        only=FRESH,
        does=TakeBack(),
    ),
    end(
        "withdrawn",
        "Taken back. It goes to nobody else and is deleted within 3 days. Who has read it has read it. "
        "Your phone and its company keep their own copy.",
        does=TakeBack(),
    ),
    notes=("nocode", "fresh", "textable", "news", *sorted(tip.slots)),
    entrances=("open",),
    undo=False,
)
