"""`porchlight signal captcha`: what Signal wants solved before it takes more from us."""

import click

from bot.cli import here
from bot.cli.doctor.progress import ago
from bot.cli.signal.first import typed
from bot.cli.signal.line import SignalTrouble, asking, standing

CHALLENGE = "https://signalcaptchas.org/challenge/generate.html"
TO_SOLVE = """Signal stopped our texts {ago} ago until a captcha is solved. Solve it at
{page} (not the one for registration), in a browser that leaves by
the same address as this server. Then copy the address behind "Open Signal" (signalcaptcha://…), and put it here; a
file is fine too (porchlight signal captcha < file)."""
NOT_TAKEN = f"Signal did not take that answer, and still waits: solve a new one at {CHALLENGE}, from this server's own address."


@click.command()
def captcha() -> None:
    """Hand in the answer of a captcha that Signal waits for; it is read from standard input."""
    where = standing()
    chores = where.store.chores
    waiting = chores.last("captcha")
    if not waiting.get("token"):
        click.echo("Signal waits for no captcha, as far as this line was told.")
        return
    click.echo(TO_SOLVE.format(page=CHALLENGE, ago=ago(here.now() - waiting["at"])))
    answer = typed("Answer of the captcha")
    if not answer:
        raise SignalTrouble("Nothing was typed; nothing was done, and Signal still waits.")
    with asking(NOT_TAKEN):
        where.account.solve(str(waiting["token"]), answer)
    chores.forget("captcha")
    click.echo(
        "Signal took the answer. What still waits leaves within a minute, unless it is too old by now."
    )
