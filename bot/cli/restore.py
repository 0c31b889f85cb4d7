"""`porchlight restore`: make the database anew from a backup, and let nothing come back that was erased."""

from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli import here
from storage import Agreed, Restored, Store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--agree", is_flag=True, help="This machine's clock is right, although many reports would go by it."
)
@click.option("--without-tombstones", is_flag=True, help="What was erased since the backup may come back.")
@click.option(
    "--new-secret", is_flag=True, help="The old secret is lost, and with it the codes that people hold."
)
def restore(file: Path, *, agree: bool, without_tombstones: bool, new_secret: bool) -> None:
    """Make the database from the backup FILE; the line must be stopped, and its old database moved away.

    The recovery key is read from standard input, never from an argument.
    """
    store = here.line().store
    agreed = Agreed(agree, without_tombstones, new_secret)
    key = click.prompt("Recovery key", hide_input=True)
    restored = store.restore(file, key, here.now(), agreed)
    for sentence in told(restored, store):
        click.echo(sentence)
    store.audit.verify([] if restored.new_secret else [(restored.head.number, restored.head.chain)])


def told(restored: Restored, store: Store) -> Iterator[str]:
    """Say what is there now and what is not."""
    gone = restored.gone
    yield f"Restored as it was on {restored.head.day} (UTC). Reports: {restored.reports}."
    yield f"Erased again: {gone.erased}. Over their time: {gone.expired}. Members kept out: {gone.members}."
    yield "Nobody is signed in, no conversation is open and nobody will be nudged."
    if restored.new_secret:
        yield "The codes that people hold open nothing any more; members sign in as before."
        yield "Keep older backups in another folder: their audit cannot be compared with this one."
    if not any("intake" in member.roles for member in store.staff.members()):
        yield "Nobody can read a report: run porchlight staff recover NAME."
