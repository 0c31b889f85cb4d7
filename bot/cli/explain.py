"""`porchlight explain`: how messages would be read, one a line; nothing is stored."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.options import place_option
from bot.setup.place import Place, load
from understanding import Reading


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per message.")
@click.option("--now", help="Read times as if it were this moment (ISO 8601).")
@place_option
def explain(*, as_json: bool, now: str | None, folder: Path) -> None:
    """Read messages from standard input, one a line, and tell how each would be read.

    Never paste a real message here: a terminal remembers.
    """
    place = load(folder)
    at = moment(now, place)
    for line in sys.stdin.buffer:
        told = explained(place.reader.read(line.decode("utf-8", "replace").rstrip("\r\n"), at))
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else plain(told))


def moment(now: str | None, place: Place) -> datetime:
    """Read the moment to stand at; without a zone it is the place's."""
    try:
        at = datetime.fromisoformat(now) if now else datetime.now(UTC)
    except ValueError:
        raise click.BadParameter("write a moment as 2026-11-23T02:00", param_hint="--now") from None
    return at.astimezone(place.zone) if at.tzinfo else at.replace(tzinfo=place.zone)


def explained(reading: Reading) -> dict[str, object]:
    """Say what a reading holds, in the words that other people's scripts stand on."""
    return {
        "lane": reading.lane,
        "language": reading.language,
        "text": reading.text,
        "removed": list(reading.removed),
        "ask": list(reading.ask),
        "place": reading.place,
        "when": reading.when.isoformat() if reading.when else None,
    }


def plain(told: dict[str, object]) -> str:
    """Write a reading for a person."""
    return "\n".join(f"{name:>9}  {shown(value)}" for name, value in told.items()) + "\n"


def shown(value: object) -> str:
    """Write one value: nothing as a dash, several with commas."""
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value or "")) or "-"
