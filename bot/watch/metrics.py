"""What a machine may read of the line, as Prometheus has it (text format 0.0.4): ages, states, and one count in tens.

Whoever reads it every few seconds must not see when somebody texts. So nothing in it moves with a text: ages are those of
jobs that run by the clock, the disk is looked at every ten minutes, and reports are counted once a day. The libraries for
this add a process's time and memory by themselves, and those do move.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.watch.facts import Facts
from bot.watch.findings import Finding

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BY_THE_CLOCK = ("sweep", "twilio", "probe", "echo")
"""Jobs that take their turn whether anybody texts or not."""
STEP = 10
"""Seconds that ages are rounded down to: how long a round took is told by nothing."""


class Sample(NamedTuple):
    """One number, and which of its kind it is."""

    labels: tuple[tuple[str, str], ...]
    value: float


def written(facts: Facts, found: Sequence[Finding], share: float | None) -> str:
    """Write it down; ``share`` is how much of the disk was free at the last full ten minutes."""
    red = [Sample((("name", finding.name),), int(finding.red)) for finding in found]
    told = [Sample((("name", finding.name),), int(bool(finding.told))) for finding in found]
    families = (
        ("finding_red", "Whether something watched is bad enough for /health to say no.", red),
        ("finding_told", "Whether there is something to tell of it.", told),
        ("job_age_seconds", "Seconds since a job's last round, in tens.", list(_ages(facts))),
        ("disk_free_ratio", "Free part of the disk of the database.", [] if share is None else [_one(share)]),
        (
            "month_reports",
            "Reports of a month at the last midnight, in tens, from ten on.",
            list(_reports(facts)),
        ),
    )
    return "".join(_family(f"porchlight_{name}", meaning, samples) for name, meaning, samples in families)


def _one(value: float) -> Sample:
    return Sample((), round(value, 2))


def _ages(facts: Facts) -> Iterator[Sample]:
    for job in BY_THE_CLOCK:
        age = facts.age(job)
        if age is not None:
            yield Sample((("job", job),), age - age % STEP)


def _reports(facts: Facts) -> Iterator[Sample]:
    counted = facts.noted.get("counted", {})
    if counted.get("reports"):
        yield Sample((("month", str(counted.get("month", ""))),), int(counted["reports"]))


def _family(name: str, meaning: str, samples: Iterable[Sample]) -> str:
    """Write the numbers of one kind; a kind without a number is not written at all."""
    lines = [f"{name}{_labels(sample)} {sample.value}\n" for sample in samples]
    return "".join((f"# HELP {name} {meaning}\n# TYPE {name} gauge\n", *lines)) if lines else ""


def _labels(sample: Sample) -> str:
    """Write the labels; their values are all ours, and hold nothing that would have to be escaped."""
    labels = ",".join(f'{name}="{value}"' for name, value in sample.labels)
    return f"{{{labels}}}" if labels else ""
