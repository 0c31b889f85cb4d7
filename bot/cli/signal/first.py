"""The first step on Signal: a number of the line's own, or a phone whose linked device the line becomes."""

import re
import sys
from io import StringIO

import click
import segno

from bot.cli.signal.line import SignalTrouble, Standing, asking, standing

REGISTRATION = "https://signalcaptchas.org/registration/generate.html"
LONGEST = 4_095
"""Letters that a terminal takes in one line; what is beyond them is dropped without a word (Linux, n_tty)."""
SHORTEST_PIN = 4
"""Characters (KbsConstants in Signal's apps)."""
HELD = "The number in SIGNAL_NUMBER is there already; nothing was done."
TO_LINK = """
On the phone that has the number: Signal, Settings, Linked devices, and scan this within a minute.
The same as an address: {address}

Whoever holds that phone reads every text to the line, and the phone keeps them: a number of the line's own is
better (porchlight signal register). When the phone says that it is done: porchlight signal check
"""
TO_SOLVE = """Solve the captcha at {page}, in a browser that leaves by the same address
as this server. Then copy the address behind "Open Signal" (signalcaptcha://…), and put it here; a file is fine too
(porchlight signal register < file)."""
TO_VERIFY = "Signal sends a code to the number now, or calls it. Then: porchlight signal verify"
VERIFIED = (
    "The number is the line's. Now: porchlight signal pin, profile, username, poster, and in the end check."
)
WANTED = f"Signal wants a captcha, or did not take this one: solve a new one at {REGISTRATION}, within a minute or two."
WRONG_CODE = (
    "Signal did not take that code: have another sent, or add --pin where the number had a PIN before."
)


@click.command()
def link() -> None:
    """Make this line a linked device of a phone that has Signal: shows what the phone must scan."""
    where = standing()
    refuse_held(where)
    with asking():
        address = where.account.link_address(where.name)
    click.echo(scannable(address))
    click.echo(TO_LINK.format(address=address))


@click.command()
@click.option(
    "--voice",
    is_flag=True,
    help="Have Signal call: for a landline, a minute after a code by text was asked for.",
)
@click.option("--again", is_flag=True, help="Register a number anew that is there; what it was ends.")
def register(*, voice: bool, again: bool) -> None:
    """Ask Signal to send the line's number a code; the answer of a captcha is read from standard input."""
    where = standing()
    if not again:
        refuse_held(where)
    click.echo(TO_SOLVE.format(page=REGISTRATION))
    answer = typed("Answer of the captcha")
    with asking(WANTED):
        where.account.register(answer, voice=voice)
    click.echo(TO_VERIFY)


@click.command()
@click.option("--pin", is_flag=True, help="Ask for the PIN that the number had on Signal before.")
def verify(*, pin: bool) -> None:
    """Hand in the code that Signal sent; it is read from standard input."""
    where = standing()
    code = re.sub(r"[\s-]", "", typed("Code"))
    if not re.fullmatch(r"[0-9]{6}", code):
        raise SignalTrouble("The code has six digits; nothing was done.")
    secret = typed("PIN") if pin else ""
    with asking(WRONG_CODE):
        where.account.verify(code, secret)
    click.echo(VERIFIED)


@click.command()
def pin() -> None:
    """Set the PIN that keeps a stranger with the number from taking the account; it is read from standard input."""
    where = standing()
    chosen = typed("PIN")
    if len(chosen) < SHORTEST_PIN:
        raise SignalTrouble(f"A PIN has {SHORTEST_PIN} characters or more; nothing was done.")
    with asking():
        where.account.set_pin(chosen)
    click.echo("The PIN is set. Keep it beside the line's secret: registering the number again asks for it.")


def refuse_held(where: Standing) -> None:
    """Stop before an account is registered or linked a second time: that would end the first."""
    with asking():
        if where.number in where.account.accounts():
            raise SignalTrouble(HELD)


def typed(what: str) -> str:
    """Read one line from standard input: an argument would be in the list of processes and in the shell's history."""
    click.echo(f"{what}: ", nl=False)
    line = sys.stdin.readline().strip()
    click.echo()
    if len(line) >= LONGEST and sys.stdin.isatty():
        raise SignalTrouble(
            "The terminal cut that off: put it into a file, and hand the file over with <; nothing was done."
        )
    if not line.isprintable() or " " in line:
        raise SignalTrouble(f"{what}: one word on one line is wanted; nothing was done.")
    return line


def scannable(text: str) -> str:
    """Draw a QR code in half blocks, light on dark whatever the terminal's own colors are."""
    drawn = StringIO()
    segno.make_qr(text, error="l").terminal(out=drawn, compact=True)
    return "\n".join(
        click.style(line, fg="bright_white", bg="black") for line in drawn.getvalue().splitlines()
    )
