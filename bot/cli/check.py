"""`porchlight check`: the doctor; every finding is one sentence with its mend, the heaviest first."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from bot.cli import here
from bot.cli.doctor import rounds
from bot.cli.doctor.finding import Finding, Weight, now
from bot.cli.doctor.rounds import Look, Patient
from bot.line import line_of
from bot.quiet import PlainError
from bot.setup.settings import BadSetting, Settings
from storage import Locked, StorageError, Store


@click.command()
@click.option(
    "--backup",
    "backups",
    type=click.Path(path_type=Path),
    help="A backup, or the folder of backups: the audit must still hold what it held when they were made.",
)
@click.option("--offline", is_flag=True, help="Look at this machine only, and ask neither Twilio nor Signal.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of findings: name, weight and sentence.")
def check(backups: Path | None, *, offline: bool, as_json: bool) -> None:
    """Tell what stands between this line and being launched, or keeps it from its promises; the worst first."""
    at = here.now()
    found = sorted(examined(backups, at, offline=offline), key=lambda one: list(Weight).index(one.weight))
    click.echo(listed(found) if as_json else "\n".join(told(found)))
    raise SystemExit(int(any(one.weight in {Weight.NOW, Weight.LAUNCH} for one in found)))


def examined(backups: Path | None, at: int, *, offline: bool) -> list[Finding]:
    """Look at as much as can be looked at: at all of it, or at what needs no database, no place or no setting."""
    first: list[Finding] = []
    looked: list[Look] = rounds.without_settings(at)
    try:
        settings = Settings.read(os.environ)
        looked = rounds.without_line(settings, os.environ, backups) + looked
        line = line_of(settings)
        line.place.reader  # noqa: B018 - a words file that is broken is told as the doors would
        if frozen(line.store):
            first = [now("locked", str(Locked()))]
        else:
            looked = rounds.whole(Patient(line, settings, backups, at, offline=offline)) + looked
    except BadSetting as error:
        first = [now("setting", sentence) for sentence in error.sentences]
    except (PlainError, StorageError) as error:
        first = [now("place", str(error))]
    return list(dict.fromkeys([*first, *rounds.gathered(looked)]))  # two that see one thing say it once


def frozen(store: Store) -> bool:
    """Tell whether somebody holds the lock and does not give it back; then nothing else can be looked at."""
    try:
        store.check()
    except Locked:
        return True
    except StorageError:
        return False  # it is told with everything else
    return False


def told(found: Iterable[Finding]) -> Iterator[str]:
    """Say it to a person: under four headings, and at the end how much there is to do."""
    found = list(found)
    for weight in Weight:
        sentences = [one for one in found if one.weight is weight]
        if sentences:
            yield f"{weight.value.capitalize()}:"
        for one in sentences:
            yield f"- {one.sentence}" if weight is not Weight.WELL else f"  {one.sentence}"
            if one.below:
                yield f"\n{one.below}\n"
    counted = {weight: sum(one.weight is weight for one in found) for weight in Weight}
    urgent, owed = counted[Weight.NOW], counted[Weight.LAUNCH]
    first = " (at the top)" if urgent else ""
    yield f"{urgent} to mend now{first}, {owed} before launch." if urgent or owed else "All is well."


def listed(found: Iterable[Finding]) -> str:
    """Say it to a program: what there is to mend or to look at."""
    return json.dumps(
        [
            {"name": one.name, "weight": one.weight.value, "sentence": one.sentence}
            | ({"below": one.below} if one.below else {})
            for one in found
            if one.weight is not Weight.WELL
        ],
        ensure_ascii=False,
        indent=1,
    )
