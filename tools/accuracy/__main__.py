"""``make accuracy``: how well everything is read, by class and language; ``--tuned`` for the half that was learnt from."""

import sys

from tools.accuracy.report import report

if __name__ == "__main__":
    report("tuned" if "--tuned" in sys.argv else "untouched", wrong="--wrong" in sys.argv)
