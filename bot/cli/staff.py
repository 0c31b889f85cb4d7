"""`porchlight staff`: who may read reports."""

import os
import time

import click

from bot.app import line_of
from bot.settings import Settings
from storage import Role, Session, Store
from storage.staff import Staff as Room

ROLES: tuple[Role, ...] = ("intake", "partner", "admin")


@click.group()
def staff() -> None:
    """Found the staff, add and revoke members."""


def room() -> Room:
    """Find the staff of the line that the environment names."""
    store: Store = line_of(Settings.read(os.environ)).store
    store.migrate()
    return store.staff


def now() -> int:
    """The present moment in epoch seconds."""
    return int(time.time())


@staff.command()
@click.argument("name")
def found(name: str) -> None:
    """Make the first member, the keys, and the recovery key that must be printed and locked away."""
    passphrase = click.prompt("Passphrase (12 characters or more)", hide_input=True, confirmation_prompt=True)
    recovery = room().found(name, passphrase, now())
    click.echo(
        f"{name} may sign in now.\n\nRecovery key, shown once. Print it, seal it, lock it away:\n\n  {recovery}\n"
    )


@staff.command()
@click.argument("name")
@click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, default=("intake",), show_default=True
)
@click.option("--by", required=True, help="The admin who vouches for the new member.")
def add(name: str, roles: tuple[Role, ...], by: str) -> None:
    """Add a member; an admin who holds the key signs in for it."""
    members = room()
    session = signed_in(members, by)
    passphrase = click.prompt(f"Passphrase for {name}", hide_input=True, confirmation_prompt=True)
    members.add(name, roles, passphrase, session, now())
    click.echo(f"{name} may sign in now.")


@staff.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Take a member's access away at once."""
    members = room()
    members.revoke(name, now())
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
    members.recover(key, name, passphrase, now())
    click.echo(f"{name} may sign in now. That the recovery key was used stands in the audit.")


@staff.command("list")
def members() -> None:
    """List the members and what each may do."""
    for member in room().members():
        click.echo(f"{member.name}: {', '.join(member.roles)}")


def signed_in(members: Room, name: str) -> Session:
    """Sign a member in for one command."""
    token = members.sign_in(name, click.prompt(f"Passphrase of {name}", hide_input=True), now())
    session = members.session(token, now())
    if session is None:
        raise click.ClickException("that session has just ended; try again")
    members.sign_out(token, now())
    return session
