"""The `porchlight` command as an operator types it: in a process of its own, or within this one where only its words matter."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from subprocess import CompletedProcess
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.setup.settings import PROJECT


def bare(env: Mapping[str, str]) -> dict[str, str]:
    """Give an environment that holds nothing of ours but what is named."""
    return {"PATH": os.environ["PATH"], "HOME": "/nowhere", **env}


def porchlight(env: Mapping[str, str], *words: str, typed: str = "") -> CompletedProcess[str]:
    """Run the command with nothing else in its environment, and give what it said."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env=bare(env),
        timeout=60,
    )


def porchlight_here(env: Mapping[str, str], *words: str, typed: str = "") -> CompletedProcess[str]:
    """Run the same within this process: a new one takes a second each time. What it does not catch fails the test."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, bare(env), clear=True))
        stack.enter_context(patch.object(sys, "argv", ["porchlight", *words]))
        out, err, _ = stack.enter_context(CliRunner().isolation(input=typed))
        ended = stack.enter_context(pytest.raises(SystemExit))
        main()
    code = ended.value.code
    return CompletedProcess(words, int(code or 0), out.getvalue().decode(), err.getvalue().decode())
