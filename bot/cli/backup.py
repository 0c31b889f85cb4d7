"""`porchlight backup`: everything that must last in one sealed file, made while the line runs."""

from pathlib import Path

import click

from bot.cli import here
from storage import BACKUP_KEPT, BACKUP_LONGEST, prune


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--keep-days",
    type=click.IntRange(1, BACKUP_LONGEST),
    default=BACKUP_KEPT,
    show_default=True,
    help="Delete backups in the folder that are older.",
)
@click.option("--lost-secret", is_flag=True, help="The old secret is lost; only for restore --new-secret.")
def backup(folder: Path, keep_days: int, *, lost_secret: bool) -> None:
    """Write a new backup into FOLDER, sealed to the recovery key, and delete those that are too old.

    The line may go on. It holds no conversation, no session, no nudge and no key; only the printed recovery key opens it.
    """
    store, at = here.line().store, here.now()
    path = store.backup(folder, at, lost_secret=lost_secret)
    click.echo(f"Written: {path.name}")
    for name in prune(folder, keep_days, at):
        click.echo(f"Deleted: {name}")
