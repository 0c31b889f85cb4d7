"""`porchlight signal poster`: the link to the line as a picture that phones scan."""

from html import escape
from pathlib import Path

import click
import segno

from bot.channels.signal.account import LINK
from bot.cli import here
from bot.cli.signal.line import SignalTrouble, standing

MARGIN = 4
"""Modules around the code that cameras need."""
NOWHERE = "The line has no link yet: run porchlight signal username NAME, or give the one that the phone shows with --link."
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {height}" width="120mm">
<title>{name}</title>
<rect width="{size}" height="{height}" fill="#fff"/>
<path d="{dark}" fill="#000" shape-rendering="crispEdges"/>
<g font-family="sans-serif" text-anchor="middle">
<text x="{middle}" y="{size}" font-size="3.4">{name}</text>
<text x="{middle}" y="{below}" font-size="{small}">{link}</text>
</g>
</svg>
"""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--link", default="", help="The link as the phone shows it, where the username was taken there."
)
def poster(file: Path, link: str) -> None:
    """Write the link to the line into FILE as a QR code: .svg with the name and the link below, or .png."""
    where = standing()
    chores = where.store.chores
    known = chores.last("username")
    if link and not LINK.fullmatch(link):
        raise SignalTrouble("A link to a username begins with https://signal.me/#eu/; nothing was written.")
    shown, name = link or str(known.get("link", "")), "" if link else str(known.get("name", ""))
    if not shown:
        raise SignalTrouble(NOWHERE)
    draw(file, shown, name)
    if link:
        chores.note("username", at=here.now(), name="", link=link)
    click.echo(f"Written: {file}\n{shown}\nScan it with a phone before you print it.")


def draw(file: Path, link: str, name: str) -> None:
    """Draw a link, so that a quarter of it may be scratched off a wall."""
    code = segno.make_qr(link, error="q")
    if file.suffix == ".png":
        code.save(str(file), border=MARGIN, scale=16)
    elif file.suffix == ".svg":
        file.write_text(svg(code, link, name), encoding="utf-8")
    else:
        raise SignalTrouble("A poster is a file that ends in .svg or .png; nothing was written.")


def svg(code: segno.QRCode, link: str, name: str) -> str:
    """Draw a code with the name and the link below it, for whoever types."""
    rows = [list(row) for row in code.matrix_iter(border=MARGIN)]
    size = len(rows)
    dark = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, module in enumerate(row)
        if module
    )
    small = round(1.6 * size / len(link), 2)
    return SVG.format(
        size=size,
        height=size + 5,
        middle=size / 2,
        below=size + 3,
        small=small,
        dark=dark,
        name=escape(name),
        link=escape(link),
    )
