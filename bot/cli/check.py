"""`porchlight check`: the doctor; every finding is one sentence with its mend."""

import os
import time
from collections.abc import Callable, Iterator

import click

from bot.app import Line, line_of
from bot.cli import progress
from bot.place import Place
from bot.quiet import PlainError
from bot.settings import Settings
from storage import StorageError, Store

Look = Callable[[], Iterator[str]]


@click.command()
def check() -> None:
    """Tell what stands between this line and being launched, or keeps it from its promises."""
    try:
        settings = Settings.read(os.environ)
        ready = line_of(settings)
    except PlainError as error:
        raise click.ClickException(str(error)) from None
    at = int(time.time())
    for sentence in gathered([lambda: progress.told(ready, at)]):
        click.echo(sentence)
    found = list(dict.fromkeys(gathered(looks(ready, settings, at))))
    for sentence in found:
        click.echo(f"- {sentence}")
    click.echo(f"{len(found)} to mend." if found else "All is well.")
    raise SystemExit(1 if found else 0)


def looks(ready: Line, settings: Settings, at: int) -> list[Look]:
    """List what is looked at, in the order in which it is told."""
    return [
        lambda: facts(ready.place),
        lambda: database(ready.store),
        lambda: progress.sweeping(ready, at),
        lambda: progress.copies(ready, settings, at),
        lambda: progress.delivery(ready, at),
    ]


def gathered(wanted: list[Look]) -> Iterator[str]:
    """Give every finding; what cannot even be looked at is one."""
    for look in wanted:
        try:
            yield from look()
        except StorageError as error:
            yield str(error)


def facts(place: Place) -> Iterator[str]:
    """Look at what the place's folder promises."""
    for service in place.directory.missing():
        yield f"{service.name[place.languages[0]]} has no number: ask them, set phone in services.csv, then it is offered."
    if place.profile["contact"]["url"].endswith(".example"):
        yield "profile.toml names no real contact: set [contact], because HELP must name one."
    if not place.profile["records"]["confirmed"]:
        yield "Nobody has confirmed who keeps the records and for how long: ask counsel, then set confirmed in [records]."


def database(store: Store) -> Iterator[str]:
    """Look at what the line writes to."""
    store.check()
    if not store.staff.members():
        yield "Nobody can read a report: run porchlight staff found NAME."
