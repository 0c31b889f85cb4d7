"""Where everything meets: each door is made from the line that the settings ask for, and starts with what it needs alone."""

import os
from collections.abc import Mapping

from flask import Flask

from bot import quiet
from bot.line import line_of, store_of
from bot.setup import apart, place
from bot.setup.settings import Settings
from bot.words.catalogues import catalogue


def web(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the public door."""
    from bot.learning import Learning  # noqa: PLC0415 - a process has one door, and loads no other
    from bot.watch import Lookout  # noqa: PLC0415 - as above
    from bot.web import create_app  # noqa: PLC0415 - as above

    quiet.setup()
    settings = Settings.read(variables)
    ready = line_of(settings)
    ready.place.reader  # noqa: B018 - made before the first text comes
    engine = ready.engine if settings.demo else Learning(ready.engine, ready.store)
    return create_app(engine, settings, healthy=Lookout(ready.store, settings).healthy)


def signal(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the Signal door."""
    from bot.signal_app import create_signal_app  # noqa: PLC0415 - a process has one door, and loads no other

    quiet.setup()
    settings = Settings.read(variables)
    ready = line_of(settings)
    ready.place.reader  # noqa: B018 - made before the first text comes
    return create_signal_app(ready.engine, settings, ready.store)


def console(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the staff door."""
    from console.app import create_app  # noqa: PLC0415 - a process has one door, and loads no other
    from console.desk import ReportingDuty  # noqa: PLC0415 - as above

    quiet.setup()
    settings = Settings.read(variables)
    apart.check(settings)
    where = place.load(settings.place)
    duty = where.profile["reporting"]
    return create_app(
        store_of(settings, where),
        secure_cookie=not settings.demo,
        place_name=where.profile["name"],
        zone=where.zone,
        translations={language: catalogue(language, "console") for language in where.languages},
        duty=ReportingDuty(phone=duty["phone"], hours=duty["hours"], law=duty["law"]),
    )
