"""A small disk of its own: a tmpfs that only the processes started on it see, and that is full or read-only at a word."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from served_line import environment

from bot.setup.settings import PROJECT

ALONE = (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount"))
"""Two ways to a list of mounts of one's own: root's, and everybody's where the kernel lets them."""
MOUNT = 'mount -t tmpfs -o "size=$2,mode=700" none "$1" && echo mounted && exec cat'
NEEDED = (
    "This test fills a disk of its own. Run it as root, or where user namespaces are allowed:"
    " neither unshare --mount nor unshare --map-root-user --mount may mount a tmpfs here."
)


@dataclass
class Disk:
    """A mounted disk, and the way to be on it."""

    folder: Path
    """Where whoever is inside finds it."""
    keeper: subprocess.Popen[str]
    """The process without which it is gone."""
    inside: tuple[str, ...]
    """What to put before a command that shall see it."""

    def path(self, name: str) -> Path:
        """Where everybody else finds a file of it."""
        return Path(f"/proc/{self.keeper.pid}/root{self.folder}", name)

    def run(
        self, *command: str | Path, variables: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on it to its end."""
        return subprocess.run(
            [*self.inside, *map(str, command)],
            env=environment(variables or {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def fill(self) -> None:
        """Leave no room, as a log that nobody watches does."""
        filled = self.run(
            "dd", "if=/dev/zero", f"of={self.folder}/filler", "bs=4k", "oflag=append", "conv=notrunc"
        )

        assert "No space left" in filled.stderr

    def empty(self) -> None:
        """Make room."""
        self.path("filler").unlink(missing_ok=True)

    def freeze(self) -> None:
        """Put a read-only copy of everything in its place, as a machine does that starts again after a fault of its disk."""
        self._must('cp -a "$1" "$1.copy" && mount --bind "$1.copy" "$1" && mount -o remount,ro,bind "$1"')

    def thaw(self) -> None:
        """Give the disk itself back."""
        self._must('umount "$1" && rm -r "$1.copy"')

    def _must(self, script: str) -> None:
        done = self.run("sh", "-c", script, "sh", self.folder)

        assert done.returncode == 0, done.stderr


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Disk]:
    """Mount one of a size, such as ``8m``, for as long as the block takes."""
    told = []
    for alone in ALONE:
        keeper = subprocess.Popen(
            [*alone, "sh", "-c", MOUNT, "sh", folder, size],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert keeper.stdin
        assert keeper.stdout
        try:
            if keeper.stdout.readline() == "mounted\n":
                yield Disk(folder, keeper, within(keeper.pid, alone))
                return
        finally:
            _, error = keeper.communicate()
            told.append(error.strip())
    raise AssertionError(" ".join([NEEDED, *told]))


def within(pid: int, alone: Sequence[str]) -> tuple[str, ...]:
    """Give what runs a command where another process is."""
    users = ("--user", "--preserve-credentials") if "--map-root-user" in alone else ()
    return ("nsenter", f"--target={pid}", *users, "--mount", f"--wd={PROJECT}", "--")
