"""The `porchlight` command as an operator types it."""

import os
import subprocess
import sys
from collections.abc import Mapping

from bot.settings import PROJECT


def porchlight(env: Mapping[str, str], *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command with nothing else in its environment, and give what it said."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere", **env},
        timeout=60,
    )
