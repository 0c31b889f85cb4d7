"""`porchlight check`: the doctor; every finding is one sentence with its mend."""

import os
from collections.abc import Iterator

import click

from bot.app import line_of
from bot.place import Place
from bot.quiet import PlainError
from bot.settings import Settings
from storage import StorageError, Store


@click.command()
def check() -> None:
    """Tell what stands between this line and being launched."""
    try:
        ready = line_of(Settings.read(os.environ))
    except PlainError as error:
        raise click.ClickException(str(error)) from None
    found = [*facts(ready.place), *database(ready.store)]
    for sentence in found:
        click.echo(f"- {sentence}")
    click.echo(f"{len(found)} to mend." if found else "All is well.")
    raise SystemExit(1 if found else 0)


def facts(place: Place) -> Iterator[str]:
    """Look at what the place's folder promises."""
    for service in place.directory.missing():
        yield f"{service.name[place.languages[0]]} has no number: ask them, set phone in services.csv, then it is offered."
    if place.profile["contact"]["url"].endswith(".example"):
        yield "profile.toml names no real contact: set [contact], because HELP must name one."
    if ".example" in place.profile["privacy"]["url"]:
        yield "profile.toml names no page that says what is kept: set [privacy], because people who ask are sent there."
    if not place.profile["records"]["confirmed"]:
        yield "Nobody has confirmed who keeps the records and for how long: ask counsel, then set confirmed in [records]."


def database(store: Store) -> Iterator[str]:
    """Look at what the line writes to."""
    try:
        store.check()
    except StorageError as error:
        yield str(error)
        return
    if not store.staff.members():
        yield "Nobody can read a report: run porchlight staff found NAME."
