"""A crash leaves no image of memory behind."""

import resource
import subprocess
import sys
from pathlib import Path

from bot.settings import PROJECT

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
