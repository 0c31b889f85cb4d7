"""A line that survives: people report on both channels while its processes, and Signal's, are killed at random.

`make test` has a small storm; `make soak` the whole one (STORM_CONVERSATIONS, STORM_KILLS).
"""

import os
import random
import time
from collections.abc import Iterator

import click
import pytest
from storm_line import Mortal, Storm
from storm_people import SignalPerson, Told
from storm_stage import People, Scene, crowd, staged

from bot.mail import SOON
from bot.setup.place import Place

CONVERSATIONS = int(os.environ.get("STORM_CONVERSATIONS", "24"))
KILLS = int(os.environ.get("STORM_KILLS", "8"))
CROWD = min(CONVERSATIONS, 200)
"""People of one round, while processes are killed until it is enough."""
MOST_ROUNDS = 100
AT_ONCE = 8
SENDERS = 4
"""Texts that one worker may be sending at the same moment: so many may be in doubt when it dies."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, place: Place) -> Iterator[Scene]:
    """The same line for all: what one storm has left behind must trouble nobody after it."""
    with staged(tmp_path_factory.mktemp("storm"), place, workers=2) as running:
        yield running


def lost_and_doubled(line: Scene, told: list[Told]) -> tuple[list[str], list[str]]:
    """Give the marks whose receipt opens no mailbox or has no report, and those of which there are two."""
    reports = line.accounts()
    lost = [
        each.mark
        for each in told
        if each.receipt and not (each.mark in reports and opens(line, each.receipt))
    ]
    return lost, [mark for mark, found in reports.items() if len(found) > 1]


def opens(line: Scene, receipt: str) -> bool:
    """Tell whether a receipt opens its mailbox, from another phone than that of its report."""
    with line.store.turn("sms:+12135550199", int(time.time())) as turn:
        return turn.try_code(receipt) is not None


def on_signal(people: People) -> list[SignalPerson]:
    """Give those who have it."""
    return [person for _, person in people if isinstance(person, SignalPerson)]


def answers(line: Scene, people: list[SignalPerson]) -> tuple[int, int]:
    """Give how many texts of people's were taken, and how many answers arrived; a worker's probe is no text."""
    said = {stamp for person in people for stamp in person.said}
    taken = sum(status == 200 and stamp in said for stamp, status in line.stand.posted())
    return taken, sum(len(person.phone.received) for person in people)


def summary(title: str, **facts: object) -> None:
    """Say how it went to whoever watches."""
    click.echo(f"{title}: " + ", ".join(f"{name.replace('_', ' ')} {fact}" for name, fact in facts.items()))


def test_with_nothing_in_the_way_every_text_on_both_channels_has_one_answer(scene: Scene) -> None:
    people = scene.persons(CONVERSATIONS, patience=20)
    told = crowd(people, AT_ONCE, "calm")
    scene.await_quiet()
    taken, arrived = answers(scene, on_signal(people))
    lost, doubled = lost_and_doubled(scene, told)

    assert [each for each in told if not each.receipt or each.repeated] == []
    assert (lost, doubled) == ([], [])
    assert arrived == taken == sum(len(each.heard) for each in told[1::2])


def raged(
    scene: Scene, mortals: list[Mortal], seed: int, title: str, least: int
) -> tuple[Storm, People, list[Told]]:
    """Let one crowd after another report until enough were killed meanwhile, and at least so many people were there."""
    people: People = []
    told: list[Told] = []
    with Storm(mortals, (0.3, 1.2), KILLS, random.Random(seed)) as storm:
        for _ in range(MOST_ROUNDS):
            more = scene.persons(CROWD, patience=4)
            people += more
            told += crowd(more, AT_ONCE, f"{title} ({storm.killed.total()} of {KILLS})")
            if storm.killed.total() >= KILLS and len(people) >= least:
                break
    scene.await_quiet()
    return storm, people, told


def test_while_everything_is_killed_at_random_no_report_is_lost_or_doubled(scene: Scene) -> None:
    """Doors, both workers and signal-cli-rest-api; an answer in doubt is said once more at most."""
    everything = [*scene.processes.values(), scene.api]
    storm, people, told = raged(scene, everything, 0, "storm", CONVERSATIONS)
    taken, arrived = answers(scene, on_signal(people))
    lost, doubled = lost_and_doubled(scene, told)
    waits = [wait for person in on_signal(people) for wait in person.waits]
    summary(
        "storm", killed=dict(storm.killed), taken=taken, arrived=arrived, lost=len(lost), doubled=len(doubled)
    )

    assert storm.killed.total() == KILLS
    assert [each for each in told if not each.receipt] == []
    assert (lost, doubled) == ([], [])
    assert max(waits) < SOON
    assert arrived <= taken + storm.killed.total() * (SENDERS + 1)
    assert scene.integrity() == "ok"


def test_kill_9_of_doors_and_workers_loses_nothing_that_had_a_receipt(scene: Scene) -> None:
    storm, _, told = raged(scene, [*scene.processes.values()], 1, "kill -9", CROWD)
    lost, doubled = lost_and_doubled(scene, told)
    receipts = sum(bool(each.receipt) for each in told)
    summary("kill -9", killed=dict(storm.killed), receipts=receipts, lost=len(lost), doubled=len(doubled))

    assert storm.killed.total() == KILLS
    assert (lost, doubled) == ([], [])
    assert scene.integrity() == "ok"
