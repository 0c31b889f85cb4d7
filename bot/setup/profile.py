"""What a place's profile.toml must say, so that no text finds a fact missing while somebody waits for it."""

from collections.abc import Iterator, Mapping
from typing import Any

ALWAYS = {
    "": ("name", "zone"),
    "emergency": ("service", "phone", "text"),
    "crisis": ("service", "phone", "text"),
    "hotline": ("service", "phone", "text"),
    "child": ("service", "phone", "text"),
    "reporting": ("phone", "law"),
    "staffed": ("hours",),
    "contact": ("phone", "url"),
    "privacy": ("url",),
    "records": ("record_keeper", "retention_basis"),
}
"""Words by table; those of no table stand at the top."""
SAID = ("example", "staffed")
"""Tables that hold the words of every language."""
OTHERS = (("reporting", "hours", int), ("records", "confirmed", bool))
IF_AT_ALL = ("staff", "twilio", "city")
"""Tables that may be left out."""


def check(profile: Mapping[str, Any], services: frozenset[str]) -> None:
    """Raise ValueError with a sentence that names everything that is missing, or is of another kind than it should be.

    ``services`` are the ids of the directory.
    """
    wrong = list(_wrong(profile))
    if wrong:
        raise ValueError(f"profile.toml must say {', '.join(wrong)}: compare with deployments/western.")
    unknown = [
        table
        for table in ("emergency", "crisis", "hotline", "child")
        if profile[table]["service"] not in services
    ]
    if unknown:
        raise ValueError(f"profile.toml: service in [{unknown[0]}] must be the id of a row of services.csv.")


def _wrong(profile: Mapping[str, Any]) -> Iterator[str]:
    """Name what is missing or of another kind."""
    languages = profile.get("languages")
    if not isinstance(languages, list) or not languages or not all(isinstance(one, str) for one in languages):
        yield "languages (a list)"
        languages = []
    yield from (
        f"[{table}] as a table" for table in IF_AT_ALL if not isinstance(profile.get(table, {}), Mapping)
    )
    wanted = [(table, key, str) for table, keys in ALWAYS.items() for key in keys]
    wanted += [(table, language, str) for table in SAID for language in languages]
    for table, key, kind in (*wanted, *OTHERS):
        held = profile.get(table, {}) if table else profile
        if not isinstance(held, Mapping) or not isinstance(held.get(key), kind):
            yield f"{key} in [{table}]" if table else key
