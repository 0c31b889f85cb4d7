"""The grammar of a conversation: a flow file reads as its script, top to bottom, with the English in it."""

from dataclasses import dataclass
from typing import Literal

from flows.effects import Effect

Kind = Literal["ask", "choose", "tell", "menu", "find", "end"]


@dataclass(frozen=True, slots=True)
class Only:
    """A condition on a slot: it holds ``value``, or, without one, anything but a refusal; ``absent``: it does not.

    ``besides`` is another one that must hold as well.
    """

    slot: str
    value: str = ""
    absent: bool = False
    besides: "Only | None" = None

    def __call__(self, slots: dict[str, str]) -> bool:
        """Whether the condition holds."""
        held = slots.get(self.slot, "")
        here = (held == self.value if self.value else bool(held)) is not self.absent
        return here and (self.besides is None or self.besides(slots))

    def __str__(self) -> str:
        """Read as the diagrams print it."""
        here = f"{self.slot} {'is not' if self.absent else 'is'} {self.value or 'known'}"
        return f"{here} and {self.besides}" if self.besides else here

    @property
    def slots(self) -> frozenset[str]:
        """Every slot that it depends on."""
        return frozenset({self.slot}) | (self.besides.slots if self.besides else frozenset())


@dataclass(frozen=True, slots=True)
class Option:
    """One numbered answer: its meaning, its label, and for a way, where it leads."""

    meaning: str
    label: str
    to: str = ""
    clears: str = ""
    sets: tuple[str, str] | None = None
    also: tuple[str, ...] = ()

    def means(self, meanings: frozenset[str]) -> bool:
        """Whether words with these meanings choose this option."""
        return self.meaning in meanings or any(other in meanings for other in self.also)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing we say, and what it waits for."""

    kind: Kind
    name: str
    text: str
    example: str = ""
    none: str = ""
    options: tuple[Option, ...] = ()
    only: Only | None = None
    gathers: bool = False
    once: bool = False
    skip: str = ""
    does: Effect | None = None
    writes: bool = False

    @property
    def fills(self) -> str:
        """The slot that the answer fills, if any."""
        return self.name if self.kind in {"ask", "choose"} else ""

    @property
    def told(self) -> str:
        """The slot that remembers that a ``tell`` was said: once is enough."""
        return f"told {self.name}"

    def allowed(self, slots: dict[str, str]) -> bool:
        """Whether its condition holds."""
        return self.only is None or self.only(slots)

    def wanted(self, slots: dict[str, str]) -> bool:
        """Whether it has anything left to do: allowed, and neither known, refused nor already told."""
        return self.allowed(slots) and (self.fills or self.told) not in slots


def ask(
    name: str,
    text: str,
    *,
    example: str = "",
    gathers: bool = False,
    once: bool = False,
    only: Only | None = None,
) -> Step:
    """Ask for something in the person's own words.

    ``gathers`` takes in later texts that answer nothing else; with ``once`` any words are the answer.
    """
    return Step("ask", name, text, example=example, gathers=gathers, once=once, only=only)


def choose(name: str, text: str, *options: Option, example: str = "", only: Only | None = None) -> Step:
    """Ask for one of a few answers."""
    return Step("choose", name, text, example=example, options=options, only=only)


def tell(name: str, text: str, *, only: Only | None = None) -> Step:
    """Say something and go on."""
    return Step("tell", name, text, only=only)


def menu(
    name: str,
    text: str,
    *options: Option,
    example: str = "",
    skip: str = "",
    only: Only | None = None,
    does: Effect | None = None,
    writes: bool = False,
) -> Step:
    """Offer ways to go on; ``skip`` names the one that SKIP takes.

    ``does`` is had done on coming here; with ``writes``, words that choose nothing are a letter to the readers.
    """
    return Step(
        "menu", name, text, example=example, options=options, skip=skip, only=only, does=does, writes=writes
    )


def find(name: str, text: str, *options: Option, none: str, writes: bool = False) -> Step:
    """Show a page of a list, services or letters; MORE shows the next, ``none`` is said when there is no more."""
    return Step("find", name, text, options=options, none=none, writes=writes)


def end(name: str, text: str, *, does: Effect, only: Only | None = None) -> Step:
    """Say the last word of a flow and have something done."""
    return Step("end", name, text, does=does, only=only)


def answer(meaning: str, label: str, *, also: tuple[str, ...] = ()) -> Option:
    """Name one answer of a ``choose``; ``also`` lists other meanings that come to the same."""
    return Option(meaning, label, also=also)


def way(
    meaning: str,
    label: str,
    *,
    to: str,
    clears: str = "",
    sets: tuple[str, str] | None = None,
    also: tuple[str, ...] = (),
) -> Option:
    """Name one way out of a ``menu`` or ``find``: to a step of this flow or to another flow."""
    return Option(meaning, label, to=to, clears=clears, sets=sets, also=also)


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences that belong to no step, by name."""

    name: str
    lines: dict[str, str]


def lines(name: str, **sentences: str) -> Lines:
    """Name sentences that any flow may say."""
    return Lines(name, sentences)
