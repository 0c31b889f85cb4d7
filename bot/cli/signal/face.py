"""What people see of the line on Signal: its name, its picture, its username."""

import re
from pathlib import Path

import click

from bot.cli import here
from bot.cli.signal.line import SignalTrouble, asking, standing

LARGEST = 10 * 1024 * 1024
"""Bytes; Signal's apps take no picture of a profile that is larger (AvatarHelper)."""
LONGEST = 128
"""Bytes of a given name (ProfileName in Signal's apps)."""
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a PNG and a JPEG begin."""
NAME = re.compile(r"[a-z_][a-z0-9_]{2,31}(\.[0-9]{2,9})?", re.IGNORECASE)
"""A username, with or without the digits that Signal adds: three letters or more, no digit first."""
DULL = "Everybody who wrote to the line has this name and picture in a list of chats: let neither tell what it is for."
CHOOSE = "Signal removes the picture where none is given: name one with --avatar, or say --keep-no-avatar."
OTHER = """The line is called {name} there. Another name ends its link: every poster and card that shows it leads nowhere then."""
UNKNOWN = """From here it is not known whether the account has a username. If it has another one (set on a phone, say), that
one's link ends, and every poster and card that shows it leads nowhere."""
NOT_GIVEN = "Signal did not give that username: somebody may have it; try another."


@click.command()
@click.argument("name", default="")
@click.option("--avatar", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A PNG or JPEG.")
@click.option("--keep-no-avatar", is_flag=True, help="There is no picture, and one that was there goes.")
def profile(name: str, avatar: Path | None, *, keep_no_avatar: bool) -> None:
    """Set the NAME that people see, by default the place's, and the picture."""
    if (avatar is None) is not keep_no_avatar:
        raise click.UsageError(CHOOSE)
    where = standing()
    shown = name or where.name
    if len(shown.encode()) > LONGEST or not shown.isprintable():
        raise SignalTrouble(f"A name on Signal has at most {LONGEST} bytes, on one line; nothing was done.")
    picture = read(avatar) if avatar else None
    with asking():
        where.account.set_profile(shown, picture)
    where.store.chores.note("profile", at=here.now(), picture=int(picture is not None))
    click.echo(f"The line is called {shown} on Signal, {'with' if picture else 'without'} a picture.\n{DULL}")


def read(avatar: Path) -> bytes:
    """Read a picture that Signal's apps would take."""
    if avatar.stat().st_size > LARGEST:
        raise SignalTrouble(f"The picture is larger than {LARGEST // 1024 // 1024} MB; nothing was done.")
    found = avatar.read_bytes()
    if not found.startswith(BEGINNINGS):
        raise SignalTrouble("The picture is neither a PNG nor a JPEG; nothing was done.")
    return found


@click.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option(
    "--findable/--not-findable",
    default=None,
    help="Whether people who know the number find the account by it.",
)
def username(name: str, *, yes: bool, findable: bool | None) -> None:
    """Take the username NAME, and show the link that leads to the line without its number."""
    if not NAME.fullmatch(name):
        raise click.UsageError("A username has 3 to 32 letters, digits and _, and begins with no digit.")
    where = standing()
    before = where.store.chores.last("username")
    if not (yes or same(name, str(before.get("name", "")))):
        click.echo(OTHER.format(name=before["name"]) if before.get("name") else UNKNOWN)
        click.confirm("Take it?", abort=True)
    with asking(NOT_GIVEN):
        claimed = where.account.claim(name)
        if findable is not None:
            where.account.set_findable(by_number=findable)
    where.store.chores.note("username", at=here.now(), name=claimed.name, link=claimed.link)
    click.echo(f"{claimed.name}\n{claimed.link}")
    if before.get("link") not in {None, claimed.link}:
        click.echo("This link is new: whatever shows the old one leads nowhere now. Print the posters anew.")


def same(name: str, known: str) -> bool:
    """Tell whether that is the name that the line has, to the letter: only then does signal-cli keep the link."""
    return bool(known) and name in {known, known.partition(".")[0]}
