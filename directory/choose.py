"""Which services to name, and in which order, to somebody of whom we know next to nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from directory.service import Need, Service

ADULT = 18  # years
LOOKED_AT = 3  # lines that somebody in a hurry reads
NOT_UNDERSTOOD = 2  # see _Asker.distance

# Where minutes count, the right line through a stranger's language beats a worse one in one's own.
URGENT: frozenset[Need] = frozenset({"danger", "crisis"})


class UnknownService(KeyError):
    """No service of the directory has this id."""


class Directory:
    """All services of a place, in the operator's order of preference, and the zone whose clocks they go by."""

    def __init__(self, services: Iterable[Service], zone: tzinfo) -> None:
        self._services = {service.id: service for service in services}
        self._zone = zone

    def __iter__(self) -> Iterator[Service]:
        return iter(self._services.values())

    def __getitem__(self, service_id: str) -> Service:
        """Find the service of an id, to show again what was shown before; raises `UnknownService`."""
        try:
            return self._services[service_id]
        except KeyError:
            raise UnknownService(service_id) from None

    def missing(self) -> list[Service]:
        """Services that have no number yet: never offered, and the operator should be told."""
        return [service for service in self if not service.reachable]

    def choose(
        self,
        need: Need,
        language: str,
        at: datetime,
        *,
        minor: bool | None,
        text_only: bool = False,
        skip: Collection[str] = (),
    ) -> list[Service]:
        """Name the services for a need, best first, less those in `skip` (ids already shown).

        `language` is an ISO 639 code or empty, `at` an aware moment, `minor` whether the sender said that she or he
        is under 18 (None: said nothing, and it is never asked), `text_only` that the sender cannot speak now.
        What is open comes first, then a live person, then a line for any age, then the sender's own language spoken
        without an interpreter. The first line answers now, whoever asks; one of the first three is safe for the
        young; to the young only such lines are named, and to somebody of unknown age never age-bound lines alone
        (S21). Where nobody in the directory keeps these promises, they yield in that order, but for those on age.
        """
        asker = _Asker(need, language, at, self._zone, minor, text_only)
        able = sorted(filter(asker.may_use, self), key=asker.rank)
        fitting = [service for service in able if not service.needs.isdisjoint(asker.wants)]
        chosen = [service for service in fitting if asker.distance(service) < NOT_UNDERSTOOD] or fitting
        # Whoever helps those who are not sure what they need can say where else to turn.
        spare = sorted(able, key=lambda service: "unsure" not in service.needs)
        chosen = _with_one(asker.answers_now, 1, chosen, spare)
        if minor is None:  # whoever did not say their age must not meet a line for adults first (C3)
            chosen = _with_one(lambda service: (service.minimum_age or 0) < ADULT, 1, chosen, spare)
        chosen = _with_one(lambda service: service.youth_safe, LOOKED_AT, chosen, spare)
        if minor is None and not any(service.any_age for service in chosen):
            return []
        return [service for service in chosen if service.id not in skip]


@dataclass(frozen=True, slots=True)
class _Asker:
    """All that is known of somebody who asks, and how well a service fits."""

    need: Need
    language: str
    at: datetime
    zone: tzinfo
    minor: bool | None
    text_only: bool

    @property
    def wants(self) -> frozenset[Need]:
        """The needs to answer: to the young, lines that look after children are named too, after the others (S21)."""
        return frozenset({self.need, "child"} if self.minor and self.need not in URGENT else {self.need})

    def may_use(self, service: Service) -> bool:
        """Whether it may be named at all: it can be reached, and it does not turn this person away."""
        if not (service.text if self.text_only else service.reachable):
            return False
        if self.minor:
            return service.youth_safe and (service.minimum_age or 0) < ADULT
        return self.minor is None or service.maximum_age is None or service.maximum_age >= ADULT

    def distance(self, service: Service) -> int:
        """0 where they speak the sender's language, 1 through an interpreter, 2 not at all."""
        if self.need in URGENT:
            return 0
        voice = service.languages if service.phone and not self.text_only else frozenset[str]()
        if self.language in voice or (service.text and self.language in service.text_languages):
            return 0
        return 1 if "*" in voice else NOT_UNDERSTOOD

    def answers_now(self, service: Service) -> bool:
        """Whether a person is there at this moment, for this sender, of whatever age."""
        return (
            service.live
            and service.hours.open_at(self.at, self.zone)
            and self.distance(service) < NOT_UNDERSTOOD
            and (service.any_age or self.minor is True)
        )

    def rank(self, service: Service) -> tuple[bool, bool, bool, bool, bool, int]:
        """Sorts best first; the directory's own order settles the rest."""
        return (
            self.need not in service.needs,
            self.minor is None and (service.minimum_age or 0) >= ADULT,
            not service.hours.open_at(self.at, self.zone),
            not service.live,
            self.minor is not True and not service.any_age,
            self.distance(service),
        )


def _with_one(
    wanted: Callable[[Service], bool], within: int, chosen: list[Service], spare: list[Service]
) -> list[Service]:
    """See to it that one of the first `within` is as wanted, if need be by bringing one forward or in."""
    if any(map(wanted, chosen[:within])):
        return chosen
    for service in filter(wanted, [*chosen, *spare]):
        others = [other for other in chosen if other is not service]
        return [*others[: within - 1], service, *others[within - 1 :]]
    return chosen
