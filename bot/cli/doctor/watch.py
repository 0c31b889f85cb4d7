"""What the watch finds at this moment, but for what the doctor looks at more nearly and can say why."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, Weight, launch, look, now
from bot.line import Line
from bot.setup.environment import BadSetting
from bot.setup.settings import Settings
from bot.watch import findings
from bot.watch.facts import gather
from bot.watch.words import WORDS
from storage import Switch

NEARER = frozenset({"worker", "sweep", "storage", "clock", "closed", "twilio", "30007", "30032", "30034"})
"""What is looked at elsewhere."""
ASKED = frozenset({"deaf", "unreachable", "captcha"})
"""What Signal's own program says better, where it is asked."""
HERE = "run porchlight check, and "
"""What the watch tells whoever reads its message elsewhere."""


def watch(line: Line, settings: Settings, at: int, *, asking: bool) -> Iterator[Finding]:
    """Look once as the watch does all the time; ``asking`` tells whether Signal itself is asked, too."""
    nearer = NEARER | ASKED if asking else NEARER
    for one in findings(gather(line.store, settings, at, at, line.store.outbox.waiting)):
        if one.told and one.name not in nearer:
            weight = Weight.NOW if one.red else Weight.LOOK
            yield Finding(one.name, one.told.replace(HERE, ""), weight)


def closed(settings: Settings) -> Iterator[Finding]:
    """Look at the kill switch, which works while the database is gone."""
    if Switch.beside(settings.database).closed:
        yield look("closed", WORDS["closed"].wrong)


def alerts(settings: Settings) -> Iterator[Finding]:
    """Look at whether anybody hears of it."""
    if not settings.alerts:
        yield launch(
            "alerts-unset",
            "Nobody is told when this line is deaf or its worker stops: set PORCHLIGHT_ALERTS, and have something outside"
            " ask /health (docs/watching.md).",
        )
        return
    from bot.worker.alerts import Alerts  # noqa: PLC0415 - apprise takes half a second, and few commands need it

    try:
        Alerts(settings.alerts, "")
    except BadSetting as error:
        yield now("setting", str(error))
