"""`porchlight sweep`: what the worker would delete now, and an operator's word where it has stopped and asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.cli import here
from bot.setup.place import Place
from storage import SPOILT

UNKNOWN = {
    None: "The line knows no time yet.",
    SPOILT: "The line's file of the time is spoilt, so it knows none.",
}


@click.command()
@click.option("--agree", is_flag=True, help="The time and what would go are right: delete it.")
def sweep(*, agree: bool) -> None:
    """Show what time it is thought to be and what would be deleted; the worker does it by itself unless it asks."""
    line, at = here.line(), here.now()
    store = line.store
    mark = store.clock.mark()
    click.echo(f"This machine says it is {told(at, line.place)}.")
    click.echo(f"The line last knew {told(mark, line.place)}." if mark else UNKNOWN[mark])
    for what, count in store.forecast(at).items():
        if count:
            click.echo(f"  {count} {what}")
    if agree:
        click.echo(f"Deleted: {store.sweep(at, agreed=True)} rows.")
        store.checkpoint()
        return
    for brake in store.brakes(at):
        raise brake
    click.echo("The worker deletes this by itself, within a minute.")


def told(at: int, place: Place) -> str:
    """Write a moment in the time of the place."""
    zone = place.zone.key if isinstance(place.zone, ZoneInfo) else ""
    return f"{datetime.fromtimestamp(at, place.zone):%Y-%m-%d %H:%M} {zone}".strip()
