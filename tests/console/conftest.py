"""What the tests of the console stand on: a real store, an app over it, somebody signed in and somebody not."""

import gettext
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from catalogues import compiled
from console_cast import ACCOUNT, DUTY, NOON, OLGA, PASSPHRASE, PAT, ZONE, Browser, Clock
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from console.app import create_app
from storage import CHEAPEST, Part, Session, Store, TipFacts


@pytest.fixture(scope="session")
def catalogues() -> Mapping[str, gettext.NullTranslations]:
    return {language: compiled(language, "console") for language in ("en", "es", "ko")}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


def opened(folder: Path, *, required: bool = False) -> Store:
    return Store(
        folder / "line.db",
        b"s" * 32,
        folder / "day-keys",
        zone=ZONE,
        cost=CHEAPEST,
        factor_required=required,
        reserve=0,
    )


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a store whose staff is Ana, who reads, and Olga, who only keeps accounts."""
    folder = tmp_path_factory.mktemp("founded")
    store = opened(folder)
    store.migrate()
    store.staff.found("Ana", PASSPHRASE, NOON)
    ana = store.staff.session(store.staff.sign_in("Ana", PASSPHRASE, NOON), NOON)
    assert ana
    store.staff.add("Olga", ("admin",), OLGA, ana, NOON)
    store.close()
    return folder


@pytest.fixture
def store(founded: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy, so that no test sees another's reports."""
    store = opened(shutil.copytree(founded, tmp_path, dirs_exist_ok=True))
    yield store
    store.close()


@pytest.fixture
def tell(store: Store, clock: Clock) -> Callable[..., str]:
    """Hand a report in as the line does, and give its id."""

    def tell(
        account: str = ACCOUNT,
        *,
        block: str | None = "Western Ave & 3rd St",
        day: str = "2026-11-23",
        part: Part = "night",
        kind: str = "control",
        child: bool = False,
        urgent: bool = False,
        **more: object,
    ) -> str:
        body = {
            "account": account,
            "place": "Western Ave & 3rd St",
            "when": "2026-11-23T02:10-08:00",
            "facts": ["vehicle", "control"],
            "ongoing": "now",
            "language": "en",
            "removed": ["phone"],
            "told": "2026-11-23T10:00:00+00:00",
        } | more
        facts = TipFacts(block=block, day=day, part=part, kind=kind, child=child, urgent=urgent)
        with store.turn("sms:+12135550142", clock()) as turn:
            receipt = turn.submit(json.dumps(body).encode(), facts)
        found = store.tips.find(receipt, clock())
        assert found
        return found

    return tell


class Templates(BytecodeCache):
    """The templates as Jinja compiled them, for the next console: each test has one of its own, and a process has one."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled; another text of a template has another key."""
        if bucket.key + bucket.checksum in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


TEMPLATES = Templates()


def console_of(store: Store, clock: Clock, catalogues: Mapping[str, gettext.NullTranslations]) -> Flask:
    app = create_app(
        store,
        secure_cookie=False,
        clock=clock,
        place_name="Elm Street Line",
        zone=ZONE,
        translations=catalogues,
        duty=DUTY,
    )
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


@pytest.fixture
def app(store: Store, clock: Clock, catalogues: Mapping[str, gettext.NullTranslations]) -> Flask:
    return console_of(store, clock, catalogues)


@pytest.fixture
def strict(
    store: Store, tmp_path: Path, clock: Clock, catalogues: Mapping[str, gettext.NullTranslations]
) -> Iterator[Flask]:
    """A console over the same store, of a place that requires a second factor."""
    store.close()
    strict = opened(tmp_path, required=True)
    yield console_of(strict, clock, catalogues)
    strict.close()


@pytest.fixture
def stranger(app: Flask) -> Browser:
    """Somebody who has not signed in."""
    return Browser(app.test_client())


@pytest.fixture
def ana(app: Flask) -> Browser:
    """A reviewer at the desk."""
    ana = Browser(app.test_client())
    ana.sign_in()
    return ana


@pytest.fixture
def session(store: Store, clock: Clock) -> Session:
    """Ana's session, for what a test does beside the pages."""
    found = store.staff.session(store.staff.sign_in("Ana", PASSPHRASE, clock()), clock())
    assert found
    return found


@pytest.fixture
def pat(app: Flask, store: Store, clock: Clock, session: Session) -> Browser:
    """Somebody at a partner agency, which is called West Bureau."""
    store.staff.add("Pat", ("partner",), PAT, session, clock(), agency="West Bureau")
    pat = Browser(app.test_client())
    pat.sign_in("Pat", PAT)
    return pat
