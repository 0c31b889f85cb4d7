"""Whole conversations as text that an advocate can read, correct and sign: how they are written and read back.

``# …`` a remark · ``@ name`` from here on it is this person's phone, ``@ name on Signal`` one on Signal · ``> …`` what they
text (``[picture]`` first, when one came along; a line break as backslash and n; ``XXXX-XXXX-XXXX-XXXX`` is the last code
that anybody was given) · ``>* …`` their last text, edited to say this, ``>*2 …`` the one before it · ``>-`` their last text,
deleted for everybody, ``>-2`` the one before it · ``< …`` each line that comes back · ``+ …`` what the readers write to the report of that code · ``~ 12 minutes`` time
goes by, and the worker does what is due · ``= …`` what is kept after that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

PICTURE = "[picture]"
SIGNAL = " on Signal"
"""Ends the name of whoever can edit and delete what they sent."""
SILENCE = "(nothing)"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")
SAMPLE = "XXXX-XXXX-XXXX-XXXX"
"""Stands for the random code of a receipt."""
SAMPLES = re.compile(r"\bX{4}(?P<between>[ -]?)X{4}(?:(?P=between)X{4}){2}\b")
"""The same as somebody may text it."""
_AGAIN = re.compile(r">(?P<how>[*-])(?P<ago>[1-9]?)")


class BrokenTranscript(Exception):
    """A line of a transcript that means nothing; the message gives its number."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Words for the reader alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Whose phone it is from here on."""

    name: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Minutes that go by."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody sends."""

    words: str
    picture: bool = False
    edits: int = 0
    """Which of their texts it replaces: 1 is the last, 0 none."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """One of their texts that somebody deletes for everybody."""

    ago: int = 1
    """Which one: 1 is the last that is left."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the readers write to the report whose code was given last."""

    words: str


Cue = Remark | Phone | Pause | Text | Deletion | Letter


def cues(script: str) -> Iterator[Cue]:
    """Read what the people of a transcript do; the answers are left out, for they are what is tested."""
    for number, line in enumerate(script.splitlines(), start=1):
        mark, _, rest = line.partition(" ")
        match mark:
            case "" | "<" | "=":
                continue
            case "#":
                yield Remark(rest)
            case "@":
                yield Phone(rest)
            case ">":
                yield text_of(rest)
            case "+":
                yield Letter(rest)
            case "~" if rest.split()[:1] and rest.split()[0].isdigit():
                yield Pause(int(rest.split()[0]))
            case _ if again := _AGAIN.fullmatch(mark):
                yield changed(again, rest)
            case _:
                raise BrokenTranscript(f"line {number}: a line begins with one of # @ > >* >- < + ~ =")


def changed(again: re.Match[str], rest: str) -> Text | Deletion:
    """Read how a text that was sent already is changed."""
    ago = int(again["ago"] or 1)
    return replace(text_of(rest), edits=ago) if again["how"] == "*" else Deletion(ago)


def text_of(rest: str) -> Text:
    """Read one text: a picture is named in front, a line break written as two letters."""
    picture = rest.startswith(PICTURE)
    return Text(rest.removeprefix(PICTURE).strip().replace("\\n", "\n"), picture)


def sent(text: Text | Deletion) -> str:
    """Write what somebody does on their phone: sends a text, edits one or deletes one."""
    if isinstance(text, Deletion):
        return f">-{text.ago if text.ago > 1 else ''}"
    words = text.words.replace("\n", "\\n")
    mark = f">*{text.edits if text.edits > 1 else ''}" if text.edits else ">"
    return f"{mark} {PICTURE} {words}".rstrip() if text.picture else f"{mark} {words}"


def answered(answer: str) -> str:
    """Write one answer: line by line, its code replaced by a sample."""
    lines: Iterable[str] = CODE.sub(SAMPLE, answer).split("\n") if answer else (SILENCE,)
    return "\n".join(f"< {line}" for line in lines)
