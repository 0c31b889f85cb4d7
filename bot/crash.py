"""A crash leaves no image of memory behind, where keys and whatever was being answered would stand in clear."""

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4
"""prctl(2); a core that is piped to a program does not ask RLIMIT_CORE (core(5)), so that limit alone is not enough."""


def leave_no_image() -> None:
    """Forbid core files of this process and of those it starts; on Linux, nobody of this user may read its memory either."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
