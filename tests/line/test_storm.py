"""A line that survives: people report on both channels while its processes, and Signal's, are killed at random.

`make test` has a small storm; `make soak` the whole one (STORM_CONVERSATIONS, STORM_KILLS).
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from storm_line import Storm
from storm_people import SignalPerson, SmsPerson, Told
from storm_stage import Scene, crowd, staged

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


@pytest.fixture
def scene(tmp_path: Path, place: Place) -> Iterator[Scene]:
    with staged(tmp_path, place, workers=2) as running:
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


def answers(line: Scene, people: list[tuple[str, SmsPerson | SignalPerson]]) -> tuple[int, int]:
    """Give how many texts of people's on Signal were taken, and how many answers arrived; a worker's probe is no text."""
    network = line.stand.network.look()
    said = {stamp for _, person in people if isinstance(person, SignalPerson) for stamp in person.said}
    taken = sum(status == 200 and stamp in said for stamp, status in network.posted)
    return taken, sum(len(known.received) for known in network.people.values())


def summary(title: str, **facts: object) -> None:
    """Say how it went to whoever watches."""
    click.echo(f"{title}: " + ", ".join(f"{name.replace('_', ' ')} {fact}" for name, fact in facts.items()))


def test_with_nothing_in_the_way_every_text_on_both_channels_has_one_answer(scene: Scene) -> None:
    people = scene.persons(CONVERSATIONS, patience=20)
    told = crowd(people, AT_ONCE, "calm")
    scene.await_quiet()
    taken, arrived = answers(scene, people)
    lost, doubled = lost_and_doubled(scene, told)

    assert [each for each in told if not each.receipt or each.repeated] == []
    assert (lost, doubled) == ([], [])
    assert len(scene.accounts()) == CONVERSATIONS
    assert arrived == taken == sum(len(each.heard) for each in told[1::2])


def test_while_everything_is_killed_at_random_no_report_is_lost_or_doubled(scene: Scene) -> None:
    """Doors, both workers and signal-cli-rest-api; an answer in doubt is said once more at most."""
    dice = random.Random(0)
    with Storm([*scene.processes.values(), scene.api], (0.3, 1.2), KILLS, dice) as storm:
        people = scene.persons(CONVERSATIONS, patience=4)
        told = crowd(people, AT_ONCE, "storm")
    scene.await_quiet()
    taken, arrived = answers(scene, people)
    lost, doubled = lost_and_doubled(scene, told)
    waits = [wait for _, person in people if isinstance(person, SignalPerson) for wait in person.waits]
    summary(
        "storm", killed=dict(storm.killed), taken=taken, arrived=arrived, lost=len(lost), doubled=len(doubled)
    )

    assert storm.killed.total() > 0
    assert [each for each in told if not each.receipt] == []
    assert (lost, doubled) == ([], [])
    assert max(waits) < SOON
    assert arrived <= taken + storm.killed.total() * (SENDERS + 1)
    assert scene.integrity() == "ok"


def test_kill_9_of_doors_and_workers_loses_nothing_that_had_a_receipt(scene: Scene) -> None:
    dice, told = random.Random(1), list[Told]()
    with Storm([*scene.processes.values()], (0.3, 1.2), KILLS, dice) as storm:
        rounds = 0
        while storm.killed.total() < KILLS and rounds < MOST_ROUNDS:
            people = scene.persons(CROWD * (rounds + 1), patience=4)[CROWD * rounds :]
            told += crowd(people, AT_ONCE, f"kill -9 ({storm.killed.total()} of {KILLS})")
            rounds += 1
    scene.await_quiet()
    lost, doubled = lost_and_doubled(scene, told)
    receipts = sum(bool(each.receipt) for each in told)
    summary("kill -9", killed=dict(storm.killed), receipts=receipts, lost=len(lost), doubled=len(doubled))

    assert storm.killed.total() == KILLS
    assert (lost, doubled) == ([], [])
    assert scene.integrity() == "ok"
