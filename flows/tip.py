"""A report: one breath is enough, and what it already says is not asked again."""

from flows.effects import Forget
from flows.flow import Flow
from flows.grammar import Only, answer, ask, choose, end, menu, tell, way

NOW = Only("ongoing", "now")
ONCE = Only("recurs", absent=True)
"""What comes again and again is neither now nor over, and has no one time: neither is asked."""
PAST = Only("ongoing", "past", besides=ONCE)
UNCHOSEN = Only("witness", absent=True)
"""Whoever chose at the door has read there that a program answers."""
SILENT = Only("account", besides=Only("witness", besides=Only("own", absent=True)))
"""Only then may silence send a report: its sender chose to tell what they saw, and told nothing of themselves (A1)."""
DOUBTFUL = Only("doubtful")
ON_THE_MAP = Only("outside", absent=True)
OUTSIDE = Only("outside", besides=Only("place", absent=True))
"""Where it was is told, and it is not on the map: it is not asked again."""
LOOKS = Only("looks")
"""Only looks or presence were told; a deed told later answers the question before it is asked."""

tip = Flow(
    "tip",
    tell("thanks", "Thank you. A program answers; people read reports.", only=UNCHOSEN),
    ask(
        "account",
        "What did you see, and where? Use your own words, but not your name. X clears this chat.",
        example="For example: man shouting at two girls by a black car, {example}. X clears this chat.",
        gathers=True,
    ),
    tell(
        "unfinished",
        "If you stop here, readers get it in an hour. X stops that. For a day, so does ERASE, and FIX replaces it.",
        only=SILENT,
    ),
    ask(
        "did",
        "What did they do? That helps us more than how somebody looks. Or SKIP.",
        example="For example: he took her phone and shouted at her. Or SKIP.",
        only=LOOKS,
        once=True,
    ),
    choose(
        "ongoing",
        "Is it going on right now?\n{options}\nOr SKIP.",
        answer("now", "It is now", also=("yes",)),
        answer("past", "It was earlier", also=("no",)),
        only=ONCE,
    ),
    tell("emergency", "In danger now? Call or text {emergency} first. We cannot call for you.", only=NOW),
    ask("when", "About when was it? Or SKIP.", example="For example: last night at 2. Or SKIP.", only=PAST),
    ask(
        "place",
        "Where was it? A cross street is best. Or SKIP.",
        example="For example: {example}. Or SKIP.",
        only=ON_THE_MAP,
    ),
    tell("outside", "That is outside our area. Readers still get it and can pass it on.", only=OUTSIDE),
    choose(
        "whose",
        "Your text has a phone number ending in {doubtful}. Whose is it?\n{options}\nSKIP takes it out.",
        answer("mine", "Mine, take it out"),
        answer("theirs", "Part of what I saw"),
        only=DOUBTFUL,
    ),
    menu(
        "review",
        "Not sent yet.\n{summary}\n{options}",
        way("send", "Send it", to="thread", also=("yes",)),
        way("fix", "Fix it", to="fix"),
        way("erase", "Erase it", to="erased"),
        way("quiet", "Send it, no code", to="thread", sets=("nocode", "yes")),
        example="1 sends your report, 2 lets you fix it, 3 erases it, 4 sends it without a code.",
    ),
    menu(
        "fix",
        "What shall we fix?\n{options}",
        way("what", "What I saw", to="account", clears="account found looks did"),
        way("when", "When", to="ongoing", clears="ongoing when recurs"),
        way("where", "Where", to="place", clears="place outside"),
    ),
    end("erased", "Erased. Nothing of it is kept here.", does=Forget()),
    notes=(
        *("witness", "own", "mends", "held", "in need", "found", "looks", "complaint", "graver"),
        *("outside", "child", "weapon", "vehicle", "control", "nuisance", "recurs", "removed", "doubtful"),
    ),
    exits=("thread",),
)
