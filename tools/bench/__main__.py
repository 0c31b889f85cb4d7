"""``make bench``: a tip over HTTP beside a bare Flask route that writes as much, turn about, and one turn taken apart."""

import json
import os
import secrets
import shutil
import statistics
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.app import web
from bot.line import line_of
from bot.setup.settings import Settings
from tools.bench import bare
from tools.bench.load import Run, load
from tools.bench.parts import parts, whole
from tools.bench.plan import listened
from tools.bench.reading import told
from tools.bench.serve import ROOT, free_port, served
from tools.bench.talk import TEXTS, Phones

OURS = ("PORCHLIGHT_", "TWILIO_", "SIGNAL_")  # whatever is set for another line is none of ours
CONNECTIONS = 16
PAIRS = 5
SLICES = 6  # of each app in a pair, turn about, so that whatever else the machine does hits both alike
SECONDS = 1.0  # of each slice
FASTEST = 2500  # texts a second; so many are signed beforehand
PATHS = {"line": "/sms", "bare": "/bare?step={step}"}
APPS = {"line": "bot.app:web()", "bare": "tools.bench.bare:app()"}


def main() -> None:
    """Set both up on this disk, measure, print, and leave nothing behind."""
    folder = ROOT / "var" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        bench(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def bench(folder: Path) -> None:
    """Measure in process first, then over HTTP."""
    ports = {name: free_port() for name in APPS}
    variables = environment(folder, ports["line"])
    settings = Settings.read(variables)
    found(settings)
    phones = Phones(settings)
    plan = json.dumps([asdict(step) for step in listened(web(variables), phones)])
    variables |= {bare.PLAN: plan, bare.DATABASE: str(folder / "bare.db")}
    print(f"One conversation is {len(TEXTS)} texts; of the database it asks, text by text:\n  {plan}")
    print("\n" + "\n".join(told()))
    taken_apart(variables, phones)
    with served(APPS, ports, variables):
        compared(phones, ports)


def environment(folder: Path, port: int) -> dict[str, str]:
    """Set the line up as a demo of its own, on the disk that the project is on."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
        "PORT": str(port),
        "PORCHLIGHT_DEMO": "1",
        "PORCHLIGHT_BUDGET": "10000000",  # counted as ever, and never reached
        "PORCHLIGHT_SECRET": secrets.token_hex(32),
        "PORCHLIGHT_DATABASE": str(folder / "line.db"),
        "PORCHLIGHT_DAY_KEYS": str(folder / "day-keys"),
    }


def found(settings: Settings) -> None:
    """Make the database and the key that tips are sealed to."""
    store = line_of(settings).store
    store.migrate()
    store.staff.found("bench", secrets.token_hex(16), int(time.time()))
    store.close()


def taken_apart(variables: Mapping[str, str], phones: Phones) -> None:
    """Print where one turn's time goes, in process."""
    print("\nOne turn in process, microseconds (mean; a part leaves out what it calls):")
    spent = parts(web(variables), phones)
    for part, took in spent.items():
        print(f"  {took:7.1f}  {part}")
    print(f"  {sum(spent.values()):7.1f}  all, with the stopwatch")
    print(f"  {whole(web(variables), phones, PATHS['line']):7.1f}  all, without it")
    print(f"  {whole(bare.app(variables), phones, PATHS['bare']):7.1f}  the bare route")


def compared(phones: Phones, ports: Mapping[str, int]) -> None:
    """Load the one and the other in turn, and print each pair and the median of the pairs."""
    for name in APPS:
        run(phones, name, ports[name])  # warm up
    print(
        f"\nOver HTTP: {CONNECTIONS} connections, 2 sync workers, {PAIRS} pairs of {SLICES * SECONDS:.0f} s each"
    )
    print("  pair   line/s   bare/s   p50 ms        p99 ms          ratios: throughput  p50   p99")
    ratios = [pair(phones, ports, number) for number in range(1, PAIRS + 1)]
    middle = [statistics.median(column) for column in zip(*ratios, strict=True)]
    print(f"  median of the ratios:{'':37}{middle[0]:8.2f}{middle[1]:8.2f}{middle[2]:6.2f}")


def pair(phones: Phones, ports: Mapping[str, int], number: int) -> tuple[float, float, float]:
    """Load both, print what came of it, and give line over bare: throughput, p50, p99."""
    line, other = Run(), Run()
    for _ in range(SLICES):
        line += run(phones, "line", ports["line"])
        other += run(phones, "bare", ports["bare"])
    halves = [(each.percentile(0.5) * 1e3, each.percentile(0.99) * 1e3) for each in (line, other)]
    (p50, p99), (bare50, bare99) = halves
    ratios = line.rate / other.rate, p50 / bare50, p99 / bare99
    print(
        f"  {number:4}{line.rate:9.0f}{other.rate:9.0f}   {p50:5.1f} {bare50:5.1f}   {p99:5.1f} {bare99:5.1f}"
        f"{'':11}{ratios[0]:8.2f}{ratios[1]:8.2f}{ratios[2]:6.2f}"
    )
    return ratios


def run(phones: Phones, name: str, port: int) -> Run:
    """Sign enough conversations, then hold them for a slice of time."""
    talks = [phones.requests(PATHS[name]) for _ in range(int(SECONDS * FASTEST / len(TEXTS)))]
    return load(port, iter(talks), CONNECTIONS, SECONDS)


if __name__ == "__main__":
    main()
