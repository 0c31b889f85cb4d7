"""A line that people text refuses a disk that is thrown away, and every report with it."""

from pathlib import Path

import pytest
from porchlight_command import porchlight

from bot.setup import disk
from bot.setup.settings import BadSetting, Settings

CONTAINER = """\
1 0 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/a,upperdir=/b
2 1 0:51 / /proc rw - proc proc rw
3 1 0:52 / /tmp rw - tmpfs tmpfs rw,size=64m
4 1 8:1 /volumes/line /var/lib/porchlight rw,relatime master:1 - ext4 /dev/sda1 rw
5 1 8:2 / /mnt/a\\040disk rw shared:2 master:1 - xfs /dev/sdb1 rw
6 1 0:53 / /run rw - ramfs none rw
7 1 8:3 / /run rw - ext4 /dev/sdc1 rw
"""


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """See what a container with a volume sees mounted."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(CONTAINER, "utf-8")
    monkeypatch.setattr(disk, "MOUNTS", mounts)


def sentences(variables: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(BadSetting) as caught:
        Settings.read(variables)
    return caught.value.sentences


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/srv/line.db", "overlay"),
        ("/tmp/line.db", "tmpfs"),  # noqa: S108  (nothing is written there)
        ("/var/lib/porchlight/line.db", "ext4"),
        ("/var/lib/porchlight-2/line.db", "overlay"),
        ("/mnt/a disk/not/yet/line.db", "xfs"),
        ("/run/line.db", "ext4"),
    ],
)
@pytest.mark.usefixtures("container")
def test_the_deepest_mount_tells_what_a_path_stands_on(path: str, found: str) -> None:
    assert disk.file_system(Path(path)) == found


def test_where_nobody_can_tell_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOUNTS", Path("/nowhere/mountinfo"))

    assert disk.file_system(Path("/srv/line.db")) == ""


@pytest.mark.usefixtures("container")
def test_a_line_that_asks_for_a_disk_that_stays_refuses_another(variables: dict[str, str]) -> None:
    variables |= {"PORCHLIGHT_THROW_AWAY": "0", "PORCHLIGHT_DATABASE": "/srv/line.db"}
    (sentence,) = sentences(variables)

    assert "thrown away (overlay)" in sentence
    assert "PORCHLIGHT_THROW_AWAY=1" in sentence


@pytest.mark.usefixtures("container")
@pytest.mark.parametrize(
    ("asked", "database"),
    [("0", "/var/lib/porchlight/line.db"), ("1", "/srv/line.db"), ("", "/srv/line.db")],
)
def test_any_other_line_takes_the_disk_there_is(variables: dict[str, str], asked: str, database: str) -> None:
    variables |= {"PORCHLIGHT_THROW_AWAY": asked, "PORCHLIGHT_DATABASE": database}

    assert Settings.read(variables).database == Path(database)


@pytest.mark.parametrize(("name", "host"), [("DYNO", "Heroku"), ("K_SERVICE", "Cloud Run")])
def test_a_host_that_keeps_no_disk_is_refused_whatever_its_disk_looks_like(
    variables: dict[str, str], name: str, host: str
) -> None:
    (sentence,) = sentences(variables | {name: "web.1"})

    assert f"thrown away ({host})" in sentence


def test_a_demo_may_be_lost(demo: dict[str, str]) -> None:
    assert Settings.read(demo | {"DYNO": "web.1", "PORCHLIGHT_THROW_AWAY": "0"}).demo


@pytest.mark.parametrize("malformed", ["yes", "2"])
def test_the_answer_is_one_or_nought(variables: dict[str, str], malformed: str) -> None:
    (sentence,) = sentences(variables | {"PORCHLIGHT_THROW_AWAY": malformed})

    assert sentence.startswith("PORCHLIGHT_THROW_AWAY is malformed: ")


def test_no_database_is_begun_there_until_somebody_agrees(variables: dict[str, str]) -> None:
    database = Path(variables["PORCHLIGHT_DATABASE"])
    refused = porchlight(variables | {"DYNO": "run.1"}, "migrate")

    assert (refused.returncode, database.exists()) == (1, False)
    assert "thrown away (Heroku)" in refused.stderr
    assert "Traceback" not in refused.stderr
    agreed = porchlight(variables | {"DYNO": "run.1", "PORCHLIGHT_THROW_AWAY": "1"}, "migrate")
    assert (agreed.returncode, database.exists()) == (0, True)
