"""`porchlight staff`: who may read reports."""

from typing import get_args

import click

from bot.cli import here
from storage import Role, Session, Staff, normal_name

ROLES: tuple[Role, ...] = get_args(Role)
by_option = click.option("--by", required=True, help="The admin who vouches for it.")


@click.group()
def staff() -> None:
    """Found the staff, add and revoke members."""


def room() -> Staff:
    """Find the staff of the line that the environment names."""
    store = here.line().store
    store.migrate()
    return store.staff


@staff.command()
@click.argument("name")
def found(name: str) -> None:
    """Make the first member, the keys, and the recovery key that must be printed and locked away."""
    passphrase = click.prompt("Passphrase (12 characters or more)", hide_input=True, confirmation_prompt=True)
    recovery = room().found(name, passphrase, here.now())
    click.echo(
        f"{name} may sign in now.\n\nRecovery key, shown once. Print it, seal it, lock it away:\n\n  {recovery}\n"
    )


@staff.command()
@click.argument("name")
@click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, default=("intake",), show_default=True
)
@click.option("--agency", default="", help="The agency that a partner belongs to.")
@by_option
def add(name: str, roles: tuple[Role, ...], agency: str, by: str) -> None:
    """Add a member; an admin who holds the key signs in for it."""
    if agency and "partner" not in roles:
        raise click.UsageError("--agency is for a partner: add --role partner, or leave it out.")
    members = room()
    session = vouching(members, by)
    passphrase = click.prompt(f"Passphrase for {name}", hide_input=True, confirmation_prompt=True)
    members.add(name, roles, passphrase, session, here.now(), agency=agency)
    click.echo(f"{name} may sign in now.")
    if agency:
        click.echo(
            f"What is released to {agency} from now on opens for {name};"
            " what was released before, once a colleague there has signed in again."
        )


@staff.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Take a member's access away at once."""
    members = room()
    members.revoke(name, here.now())
    click.echo(f"{name} can no longer open anything.")
    if not any("intake" in member.roles for member in members.members()):
        click.echo(
            "Nobody can read reports now; they are still taken, and only the printed recovery key opens them."
        )


@staff.command()
@click.argument("name")
def recover(name: str) -> None:
    """Make a founder anew from the printed recovery key, when a passphrase is lost."""
    members = room()
    key = click.prompt("Recovery key", hide_input=True)
    passphrase = click.prompt(f"New passphrase for {name}", hide_input=True, confirmation_prompt=True)
    members.recover(key, name, passphrase, here.now())
    click.echo(f"{name} may sign in now. That the recovery key was used stands in the audit.")


@staff.command("reset-factor")
@click.argument("name")
@by_option
def reset_factor(name: str, by: str) -> None:
    """Take the second factor of a member who lost the phone; the next sign-in asks to set up another."""
    members = room()
    members.factors.reset(name, vouching(members, by), here.now())
    click.echo(f"{name} signs in with the passphrase alone, once, and is asked to set up a new code.")


@staff.command("list")
def members() -> None:
    """List the members and what each may do."""
    for member in room().members():
        agency = f" ({member.agency})" if member.agency else ""
        factor = "" if member.second_factor else ", no second factor"
        click.echo(f"{member.name}: {', '.join(member.roles)}{agency}{factor}")


def vouching(members: Staff, name: str) -> Session:
    """Let an admin vouch for one command: the passphrase, and a code if the admin has a second factor."""
    passphrase = click.prompt(f"Passphrase of {name}", hide_input=True)
    has_one = any(member.second_factor for member in members.members() if member.name == normal_name(name))
    code = click.prompt(f"Code from the app of {name}, or a spare code") if has_one else ""
    return members.vouch(name, passphrase, here.now(), code)
