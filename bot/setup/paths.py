"""The files and folders that the environment names, each checked before anything starts."""

from pathlib import Path

from bot.setup.environment import Environment, is_file_path

PROJECT = Path(__file__).resolve().parents[2]
BESIDE = (
    "",
    "-wal",
    "-shm",
    ".lock",
    ".clock",
    ".chores",
    ".lines",
    ".closed",
    ".demo",
    ".erased",
    ".alarms",
    ".alarms.lock",
    ".reserve",
    ".workers",
)
"""The ends of the names of what stands beside a database."""


def database(env: Environment) -> Path:
    """Read where the database is."""
    mend = "set it to the path of a file, such as /var/lib/porchlight/line.db."
    if env["PORCHLIGHT_DATABASE"].startswith(("postgresql:", "postgres:")):
        mend = f"PostgreSQL is not supported yet; {mend}"
    return Path(env.ask("PORCHLIGHT_DATABASE", mend, is_file_path)).absolute()


def day_keys(env: Environment, beside: Path) -> Path:
    """Read where the day keys are; by default in a folder beside the database."""
    mend = "set it to the path of a file of its own, outside the database and its backups."
    default = str(beside.parent / "keys" / "day-keys")
    found = Path(env.ask("PORCHLIGHT_DAY_KEYS", mend, is_file_path, default)).resolve()
    if env["PORCHLIGHT_DAY_KEYS"] and {found, found.parent} & _taken(env, beside):
        env.complain(f"PORCHLIGHT_DAY_KEYS names the database or the secret: {mend}")
    return found


def erased(env: Environment, beside: Path) -> Path:
    """Read where the list of what was erased is; by default beside the database."""
    mend = "set it to the path of a file of its own, in a folder that is there, best on another disk."
    default = f"{beside}.erased"
    found = Path(env.ask("PORCHLIGHT_ERASED", mend, is_file_path, default)).resolve()
    taken = _taken(env, beside) - {Path(default).resolve()}
    if env["PORCHLIGHT_ERASED"] and ({found, found.parent} & taken or not found.parent.is_dir()):
        env.complain(f"PORCHLIGHT_ERASED names the database, the secret or a missing folder: {mend}")
    return found


def _taken(env: Environment, beside: Path) -> set[Path]:
    """Name the files that are taken, and the folder: the database's own, and the secret's."""
    taken = {Path(f"{beside}{end}").resolve() for end in BESIDE}
    return taken | {Path(name).resolve() for name in (env["PORCHLIGHT_SECRET_FILE"],) if name}


def place(env: Environment) -> Path:
    """Read which folder of facts is used."""
    mend = "set it to a folder that holds a profile.toml, such as deployments/western."
    default = str(PROJECT / "deployments" / "western")
    return Path(env.ask("PORCHLIGHT_PLACE", mend, _is_place, default)).absolute()


def _is_place(value: str) -> bool:
    try:
        return (Path(value) / "profile.toml").is_file()
    except OSError:  # no right to look, or a name too long for the disk
        return False
