"""Compile the word lists of all languages, once, into what finds them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from understanding.folding import Words, fold, tidy, words
from understanding.grammar import BrokenPhrase
from understanding.phrases import Hit, Phrases
from understanding.syllables import Squeezed, Syllables

GROUPS = {
    "answers": "yes no saw me someone now past mine theirs send fix erase what when where safe talk health legal study"
    " unsure other",
    "questions": "who wrong anonymous pictures delete bot police call",
    "cues": "nothing danger violence now past habit crisis help plight me near helping witness report seen trade doing"
    " people offender vehicle weapon nuisance control child minor not_minor bare emergency call_words",
    "naming": "name called this_is not_mine mine theirs home plate id immigration unit no_name",
    "times": "yesterday before_yesterday today tonight last_night this_morning this_afternoon tomorrow now dawn morning"
    " noon afternoon evening night midnight half_hour an few minute hour day week month ago ago_before last_week"
    " last_month last_weekend last every clock monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june july august september october november december",
}
"""What a words file may tell about, table by table; anything else is a slip of the pen."""

COMMANDS = frozenset("stop start help exit back skip more menu erase en es ko".split())
STREETS = frozenset("joins before kinds sides school not_street".split())
LISTS = {
    "opt_out": "phrases",
    "fillers": "phrases",
    "greetings": "phrases",
    "given_names": "names",
    "words": "words",
}
KNOWN = {
    "language",
    "spaced",
    "phone_regions",
    "lists",
    "spelling",
    "commands",
    "numbers",
    "ordinals",
    "streets",
}


class BrokenVocabulary(ValueError):
    """A words file cannot be used: the message names the language, the group and what is wrong."""


@dataclass(slots=True)
class Hits:
    """Where each group of phrases was found in one message."""

    words: Words
    length: int
    spans: dict[str, list[tuple[int, int]]]

    def __contains__(self, group: object) -> bool:
        return group in self.spans

    def of(self, group: str) -> Sequence[tuple[int, int]]:
        """Return the places of a group."""
        return self.spans.get(group, ())

    def cover(self, *groups: str) -> bool:
        """Tell whether nothing but these groups is said."""
        marks = marked((span for group in groups for span in self.of(group)), self.length)
        return bool(self.words.starts) and all(
            marks.find(0, start, end) < 0
            for start, end in zip(self.words.starts, self.words.ends, strict=True)
        )

    def outside(self, group: str, *covers: str) -> bool:
        """Tell whether a group is found anywhere that these others do not cover."""
        spans = self.of(group)
        if not spans:
            return False
        marks = marked((span for cover in covers for span in self.of(cover)), self.length)
        return any(marks.find(0, start, end) >= 0 for start, end in spans)

    def apart(self, group: str, *others: str) -> bool:
        """Tell whether a group is found anywhere that these others do not touch."""
        spans = self.of(group)
        if not spans:
            return False
        marks = marked((span for other in others for span in self.of(other)), self.length)
        return any(marks.find(1, start, end) < 0 for start, end in spans)


@dataclass(slots=True)
class Vocabulary:
    """The words of every language, ready to be looked for."""

    phrases: Phrases = field(default_factory=Phrases)
    syllables: Syllables = field(default_factory=Syllables)
    commands: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    streets: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in STREETS})
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    no_names: set[str] = field(default_factory=set)
    regions: list[str] = field(default_factory=list)

    def hits(self, folded: str, unspaced: bool) -> Hits:
        """Return what was found in a folded text, less what its idioms cover."""
        text = words(folded, self.phrases.known)
        found = self.phrases.find(text)
        if unspaced:
            found += self.syllables.find(Squeezed(folded))
        return Hits(text, len(folded), _unmasked(found, len(folded)))


def _unmasked(found: list[Hit], length: int) -> dict[str, list[tuple[int, int]]]:
    """Return the places by group, without cues that lie in, or touch, an idiom's place."""
    masks = [(start, end) for group, start, end in found if group == "cues.nothing"]
    marks = marked(masks, length) if masks else b""
    spans: dict[str, list[tuple[int, int]]] = {}
    for group, start, end in found:
        if not masks or group not in _MASKED or marks.find(1, start, end) < 0:
            spans.setdefault(group, []).append((start, end))
    return spans


def marked(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """Return a byte per character: 1 where one of the places is."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


_MASKED = {f"cues.{name}" for name in "danger violence crisis help plight helping".split()}


def compiled(tables: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    """Return one vocabulary made of the parsed words files, by language code. Raise BrokenVocabulary."""
    made = Vocabulary()
    if not tables:
        raise BrokenVocabulary("There is no language: hand in at least one words file.")
    for code, table in tables.items():
        _Compiler(made, code, table).run()
    made.phrases.ready()
    made.syllables.ready()
    return made


class _Compiler:
    """Reads one words file into a vocabulary."""

    def __init__(self, made: Vocabulary, code: str, table: Mapping[str, Any]) -> None:
        self._made = made
        self._code = code
        self._table = table
        self._spaced = self._expect("spaced", bool)
        self._finder: Phrases | Syllables = made.phrases if self._spaced else made.syllables

    def run(self) -> None:
        if self._expect("language", str) != self._code:
            raise self._broken("language", f"should be {self._code!r}")
        unknown = set(self._table) - KNOWN - set(GROUPS) - set(LISTS)
        if unknown:
            raise self._broken(", ".join(sorted(unknown)), "is no table we know")
        self._numbers()
        self._lists()
        self._groups()
        self._plain()

    def _numbers(self) -> None:
        for name, target in (("numbers", self._made.numbers), ("ordinals", self._made.ordinals)):
            for word, value in self._mapping(name).items():
                if not isinstance(value, int):
                    raise self._broken(f"{name}.{word}", "should be a whole number")
                target[_plain(word)] = value
        self._made.phrases.use_numbers({word: n for word, n in self._made.numbers.items() if word.isascii()})

    def _lists(self) -> None:
        for name, entries in self._mapping("lists").items():
            try:
                self._finder.add_list(name, self._strings(f"lists.{name}", entries))
            except BrokenPhrase as error:
                raise self._broken(f"lists.{name}", str(error)) from None

    def _groups(self) -> None:
        for table, allowed in GROUPS.items():
            for name, entries in self._mapping(table).items():
                if name not in allowed.split():
                    raise self._broken(f"{table}.{name}", "is no group we know")
                if name == "no_name":
                    self._made.no_names |= {_plain(word) for word in self._strings("naming.no_name", entries)}
                else:
                    self._add(f"{table}.{name}", entries)
        for table in ("opt_out", "fillers", "greetings"):
            self._add(table, self._mapping(table).get("phrases", []))

    def _add(self, group: str, entries: object) -> None:
        for phrase in self._strings(group, entries):
            try:
                self._finder.add(group, phrase)
            except BrokenPhrase as error:
                raise self._broken(group, str(error)) from None

    def _plain(self) -> None:
        made = self._made
        for word, forms in self._mapping("spelling").items():
            usual = self._strings(f"spelling.{word}", forms)
            made.phrases.use_spelling({_plain(form): _plain(word) for form in usual})
        for name, forms in self._mapping("commands").items():
            if name not in COMMANDS:
                raise self._broken(f"commands.{name}", "is no command we know")
            for form in self._strings(f"commands.{name}", forms):
                made.commands.setdefault(command_key(fold(tidy(form))), name)
        for name, forms in self._mapping("streets").items():
            if name not in STREETS:
                raise self._broken(f"streets.{name}", "is no group we know")
            made.streets[name] |= {_plain(form) for form in self._strings(f"streets.{name}", forms)}
        made.names[self._code] = frozenset(_plain(name) for name in self._listed("given_names", "names"))
        made.words[self._code] = frozenset(_plain(name) for name in self._listed("words", "words"))
        regions = self._strings("phone_regions", self._table.get("phone_regions", []))
        made.regions += [region for region in regions if region not in made.regions]

    def _listed(self, table: str, name: str) -> Iterator[str]:
        yield from self._strings(table, self._mapping(table).get(name, []))

    def _mapping(self, name: str) -> Mapping[str, Any]:
        value = self._table.get(name, {})
        if not isinstance(value, Mapping):
            raise self._broken(name, "should be a table")
        return value

    def _strings(self, group: str, entries: object) -> list[str]:
        if not isinstance(entries, list) or not all(
            isinstance(entry, str) and entry.strip() for entry in entries
        ):
            raise self._broken(group, "should be a list of phrases, none of them empty")
        return entries

    def _expect(self, name: str, kind: type) -> Any:  # noqa: ANN401  (the type is what is asked for)
        value = self._table.get(name)
        if not isinstance(value, kind):
            raise self._broken(name, f"is missing, or is not a {kind.__name__}")
        return value

    def _broken(self, group: str, why: str) -> BrokenVocabulary:
        return BrokenVocabulary(f"words/{self._code}.toml, {group}: {why}")


def _plain(word: str) -> str:
    return fold(tidy(word)).replace("'", "")


def command_key(folded: str) -> str:
    """Return the letters and digits of a message: what is compared with a command word."""
    return "".join(character for character in folded if character.isalnum())
