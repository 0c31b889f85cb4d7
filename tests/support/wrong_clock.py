"""The line's own processes on a machine whose clock is wrong by SHIFT seconds: gunicorn's factory, or ``-m wrong_clock work``."""

import os
import sys
import time

import time_machine
from flask import Flask

from bot import app
from bot.cli import main


def set_wrong() -> None:
    """Let every clock of this process that tells the date be wrong, and go on."""
    time_machine.travel(time.time() + int(os.environ["SHIFT"]), tick=True).start()


def web() -> Flask:
    """Make the public door there."""
    set_wrong()
    return app.web()


if __name__ == "__main__":
    set_wrong()
    sys.argv[0] = "porchlight"
    main()
