"""What the doctor says of the worker: how its last rounds went, in sentences."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, launch, look, now, well
from bot.learning import own_numbers
from bot.line import Line
from bot.setup.settings import Settings
from bot.watch.findings import COPIES, LATE
from bot.worker.delivery import OURS_TO_MEND, REASONS, reasons
from storage import month

STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
UNAUTHORIZED = now(
    "twilio-unauthorized",
    "Twilio refuses our token, so its copies of messages stay: compare TWILIO_AUTH_TOKEN with its console,"
    " which also says whether the account is active.",
)
UNREACHABLE = now(
    "twilio-unreachable",
    "Twilio does not answer as it should, so its copies of messages stay: look at TWILIO_API_URL and the network.",
)
BUSY = look(
    "twilio-busy", "Twilio asks us to slow down; the worker does, and its copies of messages go later."
)
TROUBLE = {"unauthorized": UNAUTHORIZED, "unreachable": UNREACHABLE, "busy": BUSY}


def sweeping(line: Line, at: int) -> Iterator[Finding]:
    """Look at whether retention is kept."""
    last = line.store.chores.last("sweep")
    if not last:
        yield now(
            "worker-missing",
            "No worker has made a round yet, so nothing is deleted in time: start porchlight work.",
        )
    elif at - last["at"] > LATE:
        yield now(
            "worker-late",
            f"The worker's last round was {ago(at - last['at'])} ago: start porchlight work, or see why it stopped.",
        )
    else:
        yield well("worker", f"The worker's last round was {ago(at - last['at'])} ago.")
    yield from (now("brake", str(brake)) for brake in line.store.brakes(at))


def copies(line: Line, settings: Settings, at: int) -> Iterator[Finding]:
    """Look at whether Twilio's copies go."""
    if not own_numbers(settings.twilio, line.store):
        yield now(
            "number-unknown",
            "No number of the line is known, so nothing is deleted at Twilio: set TWILIO_NUMBER, or text the line once.",
        )
        return
    last = line.store.chores.last("twilio")
    if not last and line.store.chores.last("sweep"):
        yield now(
            "twilio-never",
            "The worker has not been at Twilio yet: if it says so for more than a minute, look at the worker's log.",
        )
    if last.get("outcome") in TROUBLE:
        yield TROUBLE[last["outcome"]]
    if last and at - last["at"] > COPIES:
        yield now(
            "twilio-late",
            f"Nothing was deleted at Twilio for {ago(at - last['at'])}: see whether the worker runs.",
        )
    if last.get("stuck"):
        yield launch(
            "twilio-stuck",
            f"{last['stuck']} messages are older than 14 days at Twilio and will not go: ask its support to delete them.",
        )


def delivery(line: Line, at: int) -> Iterator[Finding]:
    """Look at why texts did not arrive."""
    for code, count in reasons(line.store.counts(month(at, line.place.zone))).items():
        if code in OURS_TO_MEND:
            yield now("undelivered", f"{count} texts did not arrive this month ({code}): {REASONS[code]}.")
        else:
            yield well("undelivered", f"Not delivered this month: {count} ({code}, {REASONS[code]}).")


def rounds(line: Line, at: int) -> Iterator[Finding]:
    """Tell of the last round at Twilio."""
    if last := line.store.chores.last("twilio"):
        waiting, oldest = last.get("waiting", 0), last.get("oldest", 0)
        yield well(
            "twilio-rounds",
            f"At Twilio {last.get('deleted', 0)} messages were deleted in the last round, {ago(at - last['at'])} ago; "
            f"{waiting} that are old enough still wait{', the oldest for ' + ago(oldest * 3_600) if waiting else ''}.",
        )


def ago(seconds: int) -> str:
    """Say a length of time in its largest whole unit."""
    for size, unit in STEPS:
        if abs(seconds) >= size:
            count = abs(seconds) // size
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "a moment"
