"""`porchlight check`: the doctor; every finding is one sentence with its mend."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from bot.app import Line, line_of
from bot.cli import here, progress
from bot.place import Place
from bot.quiet import PlainError
from bot.settings import Settings
from storage import BrokenChain, Head, StorageError, Store, heads

LOST = "the audit no longer holds what it held when this backup was made."

Look = Callable[[], Iterator[str]]


@click.command()
@click.option(
    "--backup",
    "backups",
    type=click.Path(path_type=Path),
    help="A backup, or the folder of backups: the audit must still hold what it held when they were made.",
)
def check(backups: Path | None) -> None:
    """Tell what stands between this line and being launched, or keeps it from its promises."""
    try:
        settings = Settings.read(os.environ)
        ready = line_of(settings)
    except PlainError as error:
        raise click.ClickException(str(error)) from None
    at = here.now()
    looked = [*looks(ready, settings, at), lambda: audit(ready.store, backups)]
    found = list(dict.fromkeys(gathered(looked)))  # two that look at one thing say it once
    for sentence in gathered([lambda: progress.told(ready, at)]):
        if sentence not in found:
            click.echo(sentence)
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
    if ".example" in place.profile["privacy"]["url"]:
        yield "profile.toml names no page that says what is kept: set [privacy], because people who ask are sent there."
    if not place.profile["records"]["confirmed"]:
        yield "Nobody has confirmed who keeps the records and for how long: ask counsel, then set confirmed in [records]."


def database(store: Store) -> Iterator[str]:
    """Look at what the line writes to."""
    store.check()
    if not store.staff.members():
        yield "Nobody can read a report: run porchlight staff found NAME."


def audit(store: Store, backups: Path | None) -> Iterator[str]:
    """Go through the audit, and compare it with what backups say of it; none of that needs a key."""
    try:
        said = dict(heads(backups)) if backups else {}
        yield from (f"{name}: {wrong}" for name, wrong in said.items() if isinstance(wrong, StorageError))
        known = {name: (head.number, head.chain) for name, head in said.items() if isinstance(head, Head)}
        if backups and not known:
            yield "There is no whole backup: run porchlight backup, every night."
        store.audit.verify()
        yield from (f"{name}: {LOST}" for name, head in known.items() if not holds(store, head))
    except (BrokenChain, StorageError) as error:
        yield str(error)


def holds(store: Store, head: tuple[int, bytes]) -> bool:
    """Tell whether the audit still holds what it held when a backup was made."""
    try:
        store.audit.verify([head])
    except BrokenChain:
        return False
    return True
