"""A crash leaves no image of memory behind."""

import resource
import subprocess
import sys
from pathlib import Path

from bot.setup.settings import PROJECT

CRASH = """
import ctypes, os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)) if {allowed} else None
from bot import quiet
quiet.setup()
mark = "marigold +12135550142"
print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
os.kill(os.getpid(), 11)
"""


def test_a_process_that_was_set_up_may_leave_no_core_and_shows_its_memory_to_nobody(tmp_path: Path) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_CORE)[1] == resource.RLIM_INFINITY
    ended = subprocess.run(
        [sys.executable, "-c", CRASH.format(allowed=allowed)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert ended.returncode == -11
    assert ended.stdout == "0 0 0\n"
    assert "marigold" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


COMMAND = """
import atexit, ctypes, resource, sys
from bot.cli import main
told = lambda: print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
atexit.register(told)
sys.argv = ["porchlight", "staff", "--help"]
main()
"""


def test_a_command_which_may_hold_a_passphrase_or_the_recovery_key_leaves_none_either(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", COMMAND],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )

    assert ended.stdout.endswith("\n0 0 0\n")
