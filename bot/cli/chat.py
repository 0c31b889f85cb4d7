"""`porchlight chat`: text the line from the terminal; nothing is stored, and a session can be saved as a transcript."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.options import place_option
from bot.rehearsing.rehearsal import Rehearsal, rehearsal
from bot.rehearsing.transcript import SILENCE, BrokenTranscript, Cue, Phone, Text, cues
from bot.setup.place import load
from understanding.segments import count

FIRST_WORDS = {"en": "EN", "es": "ES", "ko": "KO"}
INTRODUCTION = """You are {name}, texting the line. Nothing leaves this machine, and nothing is kept after you leave.
Only answers are shown: the one text that you may ask for is never sent here.
  [picture] words    send a picture along
  ~ 12 minutes       let time go by
  + words            write as a reader of the last report
  XXXX-XXXX-XXXX-XXXX stands for the last code
  @ ana              take another phone
  @ ana on Signal    take one on which texts can be edited and deleted:
  >* words           edit the last text (>*2 the one before it)
  >-                 delete the last text for everybody (>-2 the one before it)
  ctrl-D             leave
"""


@click.command()
@click.option("--as", "name", default="neighbor", show_default=True, help="Whose phone it is to begin with.")
@click.option("--language", type=click.Choice(sorted(FIRST_WORDS)), help="Begin by asking for this language.")
@click.option(
    "--save", type=click.Path(dir_okay=False, path_type=Path), help="Save the session as a transcript."
)
@place_option
def chat(name: str, language: str | None, save: Path | None, folder: Path) -> None:
    """Text the line from the terminal, as anybody would."""
    told = [f"# A conversation tried in the terminal, as {name}."]
    with rehearsal(load(folder), datetime.now(UTC)) as stage:
        told.extend(stage.play(Phone(name)))
        if language:
            told.extend(shown(stage, Text(FIRST_WORDS[language])))
        click.echo(INTRODUCTION.format(name=name))
        while (typed := prompt()) is not None:
            told.extend(line for cue in understood(typed) for line in shown(stage, cue))
    if save:
        save.write_text("\n".join(told) + "\n", encoding="utf-8")
        click.echo(f"Saved as {save}.")


def prompt() -> str | None:
    """Read one line, or nothing more."""
    try:
        return sys.stdin.readline() or None
    except KeyboardInterrupt:
        return None


def understood(typed: str) -> list[Cue]:
    """Read a typed line: a cue where it begins with its mark, otherwise a text."""
    line = typed.rstrip("\n")
    try:
        return list(cues(line if line.startswith(("~ ", "@ ", "+ ", ">*", ">-")) else f"> {line}"))
    except BrokenTranscript:
        click.echo("To let time go by, write for example: ~ 12 minutes")
        return []


def shown(stage: Rehearsal, cue: Cue) -> list[str]:
    """Play a cue, show its answer as a phone would, with what it costs, and give its lines for the transcript."""
    try:
        lines = list(stage.play(cue))
    except BrokenTranscript as error:
        click.echo(f"That goes wrong: {error}")
        return []
    for line in "\n".join(lines).split("\n"):
        if line.startswith("= "):
            click.secho(f"    {line}", dim=True)
        elif line.startswith("< "):
            click.secho(f"    {line[2:]}", fg="cyan", dim=line == f"< {SILENCE}")
    answer = "\n".join(line[2:] for line in "\n".join(lines).split("\n") if line.startswith("< "))
    if answer and answer != SILENCE:
        cost = count(answer)
        click.secho(f"    {cost.segments} × {cost.encoding}\n", dim=True)
    return lines
