"""A report: one breath is enough, and what it already says is not asked again."""

from flows.effects import Forget, SubmitTip
from flows.flow import Flow
from flows.grammar import Only, answer, ask, choose, end, menu, tell, way

NOW = Only("ongoing", "now")
PAST = Only("ongoing", "past")
CHILD = Only("child")
DOUBTFUL = Only("doubtful")

tip = Flow(
    "tip",
    tell("thanks", "Thank you. A program answers; people read reports."),
    ask(
        "account",
        "What did you see, and where? Use your own words, but not your name. X clears this chat.",
        example="For example: man shouting at two girls by a black car, {example}. X clears this chat.",
        gathers=True,
    ),
    choose(
        "ongoing",
        "Is it going on right now?\n{options}\nOr SKIP.",
        answer("now", "It is now", also=("yes",)),
        answer("past", "It was earlier", also=("no",)),
    ),
    tell("emergency", "In danger now? Call or text {emergency} first. We cannot call for you.", only=NOW),
    ask("when", "About when was it? Or SKIP.", example="For example: last night at 2. Or SKIP.", only=PAST),
    ask(
        "place", "Where was it? A cross street is best. Or SKIP.", example="For example: {example}. Or SKIP."
    ),
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
        way("send", "Send it", to="child", also=("yes",)),
        way("fix", "Fix it", to="fix"),
        way("erase", "Erase it", to="erased"),
        example="1 sends your report, 2 lets you fix it, 3 erases it. Until you send it, nobody reads it.",
    ),
    menu(
        "fix",
        "What shall we fix?\n{options}",
        way("what", "What I saw", to="account", clears="account"),
        way("when", "When", to="ongoing", clears="ongoing when"),
        way("where", "Where", to="place", clears="place"),
    ),
    tell("child", "If a child may be in danger, call {emergency} or {child_line} yourself, now.", only=CHILD),
    end(
        "sent",
        "Sent. Your code: {receipt}\nPeople read it {staffed}. Please do not approach, follow or film anyone. "
        "You can delete these texts.",
        does=SubmitTip(),
    ),
    end("erased", "Erased. Nothing was sent.", does=Forget()),
    notes=("witness", "child", "weapon", "vehicle", "control", "nuisance", "removed", "doubtful"),
)
