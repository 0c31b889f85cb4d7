"""The house: one command that says what is missing, and packages that nobody can swap."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PINNED = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ;[^\\]*)?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE
)


def pinned(name: str) -> dict[str, tuple[str, int]]:
    """Read a lock file: each package with its version and how many files of it are known by their hash."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return {found[1]: (found[2], found[3].count("--hash")) for found in PINNED.finditer(text)}


def needed(group: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return set(project["dependencies"] if group == "run" else project["optional-dependencies"][group])


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_package_is_pinned_and_known_by_its_hash(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    packages = [line for line in lines if re.match(r"[A-Za-z]", line)]

    assert len(packages) == len(pinned(name))
    assert [package for package, (_, hashes) in pinned(name).items() if not hashes] == []


def test_what_runs_is_what_was_tested() -> None:
    assert pinned("run.txt").items() <= pinned("dev.txt").items()


@pytest.mark.parametrize("group", ["run", "dev"])
def test_whatever_the_project_asks_for_is_locked(group: str) -> None:
    assert needed(group) - pinned(f"{group}.txt").keys() == set()


def test_every_command_is_documented_and_no_file() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    documented = set(re.findall(r"^([a-z]+):.* ## \w+", MAKEFILE, re.MULTILINE))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert targets == {
        *("setup", "run", "test", "check", "accuracy", "train", "bench", "soak", "words", "clean", "help")
    }
    assert targets == documented
    assert targets == set(phony.split())


def test_make_alone_lists_the_commands() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert len(re.findall(r"^  make \w+ +\w+", listed, re.MULTILINE)) == 11


def bare(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Make a checkout on a machine with nothing but a shell's own small tools."""
    house, tools = tmp_path / "house", tmp_path / "tools"
    for folder in ("tools", "requirements"):
        shutil.copytree(ROOT / folder, house / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    tools.mkdir()
    for tool in ("cat", "cksum", "dirname", "id"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    return house, {"PATH": str(tools)}


@pytest.mark.parametrize(
    ("words", "missing"),
    [([], "needs Python 3.11 or newer"), (["browser"], "need Chromium"), (["x"], "unknown word")],
)
def test_what_is_missing_is_one_sentence(tmp_path: Path, words: list[str], missing: str) -> None:
    house, environment = bare(tmp_path)
    done = subprocess.run(
        ["/bin/sh", "tools/setup.sh", *words],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert missing in done.stderr


def test_a_python_that_is_too_old_is_no_python(tmp_path: Path) -> None:
    house, environment = bare(tmp_path)
    old = tmp_path / "tools" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "tools/setup.sh"], cwd=house, env=environment, capture_output=True, text=True, check=False
    )

    assert "needs Python 3.11 or newer" in done.stderr


def test_what_is_set_up_already_takes_no_time(tmp_path: Path) -> None:
    house, environment = bare(tmp_path)
    python = house / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho must not be called >&2\nexit 1\n", "utf-8")
    python.chmod(0o755)
    key = subprocess.run(
        ["/bin/sh", "-c", "cat requirements/dev.txt pyproject.toml tools/setup.sh | cksum; pwd"],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (house / ".venv" / ".porchlight-setup").write_text(key, "utf-8")
    done = subprocess.run(
        ["/bin/sh", "tools/setup.sh"], cwd=house, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("script", ["tools/setup.sh", ".ci/run", "deploy/porchlight"])
def test_a_script_can_be_run_and_read_by_its_shell(script: str) -> None:
    path = ROOT / script
    shell = path.read_text("utf-8").splitlines()[0].split("/")[-1].split()[-1]

    assert path.stat().st_mode & 0o111
    subprocess.run([shell, "-n", str(path)], check=True)


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")

    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
