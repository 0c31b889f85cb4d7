"""The numbers that people are given: whether there is one, and a person dialled it not too long ago."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bot.cli.doctor.finding import Finding, launch, look
from bot.setup.place import Place
from directory import Service

AGAIN = timedelta(days=180)
"""After half a year a number is dialled, and a row compared with its source, once more (C7)."""


def numbers(place: Place, today: date) -> Iterator[Finding]:
    """Look at every service of the directory."""
    name = _name(place)
    for service in place.directory.missing():
        yield launch(
            "service-without-number",
            f"{name(service)} has no number: ask them, set phone in services.csv, then it is offered.",
        )
    due = [service for service in place.directory if service.reachable and _over(service.dialled, today)]
    emergency = place.profile["emergency"]["service"]
    if dial := [service for service in due if service.id != emergency]:
        yield launch(
            "numbers-to-dial",
            f"{_were(dial)} dialled by nobody in the last half year: dial or text each number below,"
            " then set the day as dialled in services.csv.",
            below="\n".join(f"{name(service)}: {_numbers(service)}" for service in dial),
        )
    if any(service.id == emergency for service in due):
        yield launch(
            "emergency-number",
            f"Nobody has confirmed in the last half year that {place.profile['emergency']['phone']} answers here by voice"
            " and by text: ask the dispatch center on its office line, never dial it to try, and set dialled.",
        )
    if old := [service for service in place.directory if _over(service.assured, today)]:
        yield look(
            "services-to-compare",
            f"{_were(old)} compared with no source in the last half year: compare those below,"
            " then set the day as assured in services.csv.",
            below="\n".join(map(name, old)),
        )


def _over(day: str, today: date) -> bool:
    """Tell whether a day is so long ago that it counts no more, never was, or is still to come."""
    return not day or not -timedelta(days=1) <= today - date.fromisoformat(day) <= AGAIN


def _name(place: Place) -> Callable[[Service], str]:
    return lambda service: service.name[place.languages[0]]


def _were(found: Sequence[Service]) -> str:
    return f"{len(found)} services were" if len(found) > 1 else "1 service was"


def _numbers(service: Service) -> str:
    """Name all numbers of a service, each once."""
    return " and ".join(dict.fromkeys(filter(None, (service.phone, service.text))))
