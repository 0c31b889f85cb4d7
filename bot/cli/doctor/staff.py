"""Who can read what people report."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, launch, now
from storage import Store


def readers(store: Store) -> Iterator[Finding]:
    """Look at the staff; raises StorageError where the database cannot be asked."""
    if not store.staff.founded():
        yield now("nobody-reads", "Nobody can read a report: run porchlight staff found NAME.")
        return
    members = store.staff.members()
    held = {role for member in members for role in member.roles}
    if "intake" not in held:
        yield now(
            "nobody-reads",
            "Nobody holds intake, so nobody can read a report: run porchlight staff recover NAME.",
        )
    elif "admin" not in held:
        yield now(
            "nobody-admits", "Nobody holds admin, so nobody can be added: run porchlight staff recover NAME."
        )
    if store.staff.factors.required:
        yield from (
            launch(
                "second-factor",
                f"{member.name} has no second factor yet, and whoever knows the passphrase may set one up:"
                " have it set up today.",
            )
            for member in members
            if not member.second_factor
        )
