"""Whether the database stands on a disk that stays, or on one that is thrown away at the next start."""

import re
from pathlib import Path

from bot.setup.environment import Environment

MOUNTS = Path("/proc/self/mountinfo")
"""What this process sees mounted (proc_pid_mountinfo(5)); there is none outside Linux."""
THROWN_AWAY = frozenset({"aufs", "overlay", "ramfs", "tmpfs"})
"""The upper layer of a container, and memory."""
HOSTS = {"DYNO": "Heroku", "K_SERVICE": "Cloud Run"}
"""Variables by which a host that keeps no disk says who it is."""


def look(env: Environment, database: Path) -> None:
    """Note a disk that is thrown away, unless somebody who tries the line has agreed to it.

    With PORCHLIGHT_THROW_AWAY=0 whatever may be such a disk is one; without it only what a host says of itself, because
    whoever tests in a container loses nothing.
    """
    mend = "set it to 0 to refuse a disk that is thrown away, to 1 to agree to one, or leave it out."
    wanted = env.ask("PORCHLIGHT_THROW_AWAY", mend, {"", "0", "1"}.__contains__)
    if wanted == "1" or not env["PORCHLIGHT_DATABASE"]:
        return
    why = next((host for name, host in HOSTS.items() if env[name]), "")
    found = file_system(database) if wanted == "0" and not why else ""
    if why or found in THROWN_AWAY:
        env.complain(
            f"PORCHLIGHT_DATABASE stands on a disk that is thrown away ({why or found}), and every report with it:"
            " name a path on a disk that stays, or set PORCHLIGHT_THROW_AWAY=1 if nobody will text this line."
        )


def file_system(path: Path) -> str:
    """Name the kind of file system that a path stands on, whether or not it is there yet; empty if nobody can tell."""
    try:
        mounts = MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    whole, found, deepest = path.resolve(), "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_unescaped(before.split(" ")[4]))
        if (
            whole.is_relative_to(point) and len(point.parts) >= deepest
        ):  # of two at one place the later hides the earlier
            found, deepest = after.split(" ")[0], len(point.parts)
    return found


def _unescaped(word: str) -> str:
    """Put spaces, tabs, line ends and backslashes back, which the kernel writes in octal."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)
