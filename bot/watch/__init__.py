"""The watch: whether the line hears and answers, for whoever runs it; it knows ages and states, and nothing of people."""

from bot.watch.facts import Facts
from bot.watch.findings import Finding, findings
from bot.watch.lookout import Lookout

__all__ = ["Facts", "Finding", "Lookout", "findings"]
