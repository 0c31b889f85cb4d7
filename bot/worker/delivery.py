"""Why texts do not arrive: the numbers that Twilio gives for it, counted when its copy is deleted, in plain words."""

from collections.abc import Mapping

SENT = "twilio sent"
"""The counter of all texts of ours whose copies went, whether they arrived or not."""
UNKNOWN = "other"
REASONS = {
    "21610": "whoever it was for has opted out",
    "21611": "the number's queue was full",
    "30001": "the number's queue was full",
    "30002": "the Twilio account is suspended: look at its console",
    "30003": "the phone was off or out of reach",
    "30004": "the phone or its company blocks the line",
    "30005": "there is no such phone any more",
    "30006": "the phone cannot take texts",
    "30007": "a carrier took our words for spam: have the wording and the registration looked at",
    "30008": "a carrier gave no reason",
    "30022": "the number sends faster than it may",
    "30032": "the toll-free number is not verified: verify it at Twilio",
    "30034": "the number belongs to no registered campaign: register it at Twilio",
    "30036": "it was too old to be sent",
    UNKNOWN: "for a reason that this version does not know",
}
OURS_TO_MEND = ("30002", "30007", "30032", "30034")
"""Where whoever runs the line can and must do something."""


def counter(code: int) -> str:
    """Name the counter of a reason; numbers that are not listed share one."""
    return f"twilio {code if str(code) in REASONS else UNKNOWN}"


def reasons(counts: Mapping[str, int]) -> dict[str, int]:
    """Pick the reasons out of a month's counters."""
    found = {code: counts.get(f"twilio {code}", 0) for code in REASONS}
    return {code: n for code, n in found.items() if n}
