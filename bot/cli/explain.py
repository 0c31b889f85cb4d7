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
    """Say what a reading holds, in the words that other people's scripts stand on; new ones are added at the end."""
    return {
        "lane": reading.lane,
        "language": reading.language,
        "text": reading.text,
        "removed": list(reading.removed),
        "ask": list(reading.ask),
        "place": reading.place,
        "when": reading.when.isoformat() if reading.when else None,
        "outside": reading.outside,
        "recurs": reading.recurs.words if reading.recurs else None,
        "question": reading.question,
        "command": reading.command,
        "facts": sorted(reading.facts),
        "found": [
            f"{fact.kind} {fact.value}".strip() + f": {reading.text[fact.start : fact.end]}"
            for fact in reading.found
        ],
        "looks": reading.looks,
        "abuse": reading.abuse or None,
        "first_person": reading.first_person,
        "chances": {kind: round(chance, 2) for kind, chance in reading.chances.items()},
    }


def plain(told: dict[str, object]) -> str:
    """Write a reading for a person: what it does not say is left out behind the first seven."""
    always = list(told)[:7]
    return (
        "\n".join(f"{name:>12}  {shown(value)}" for name, value in told.items() if value or name in always)
        + "\n"
    )


def shown(value: object) -> str:
    """Write one value: nothing as a dash, several with commas, chances as hundredths, the likeliest first."""
    if isinstance(value, dict):
        ranked = sorted(value.items(), key=lambda pair: -pair[1])
        return ", ".join(f"{kind} {chance:.2f}" for kind, chance in ranked if chance)
    if value is True:
        return "yes"
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value or "")) or "-"
