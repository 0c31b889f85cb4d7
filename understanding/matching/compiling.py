"""Compile the parsed words files, once, and say plainly what is wrong with one that cannot be used."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from understanding.matching.folding import fold, tidy
from understanding.matching.grammar import BrokenPhrase
from understanding.matching.phrases import Phrases
from understanding.matching.syllables import Syllables
from understanding.matching.tables import LISTS, NAMING, OTHERS, PHRASES
from understanding.matching.vocabulary import Vocabulary, command_key, plain


class BrokenVocabulary(ValueError):
    """A words file cannot be used: the message names the file, the group and what is wrong."""


def compiled(tables: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    """Return one vocabulary made of the parsed words files, by language code. Raise BrokenVocabulary."""
    made = Vocabulary(
        streets={name: set() for name in LISTS["streets"].split()},
        naming={name: set() for table in NAMING for name in LISTS[table].split()},
    )
    if not tables:
        raise BrokenVocabulary("There is no language: hand in at least one words file.")
    for code, table in tables.items():
        _Compiler(made, code, table).run()
    made.phrases.ready()
    made.syllables.ready()
    return made


_LIST = re.compile(r"<(?!number>|minor>)([a-z_]+)>")
_Value = TypeVar("_Value", int, str)


class _Compiler:
    """Reads one words file into a vocabulary."""

    def __init__(self, made: Vocabulary, code: str, table: Mapping[str, Any]) -> None:
        self._made = made
        self._code = code
        self._table = table
        if table.get("language") != code:
            raise self._broken("language", f"should be {code!r}")
        if not isinstance(table.get("spaced"), bool):
            raise self._broken("spaced", "should be true or false: are there blanks between words?")
        self._finder: Phrases | Syllables = made.phrases if table["spaced"] else made.syllables

    def run(self) -> None:
        unknown = set(self._table) - set(PHRASES) - set(LISTS) - OTHERS
        if unknown:
            raise self._broken(", ".join(sorted(unknown)), "is no table we know")
        self._numbers()
        for name, entries in self._mapping("lists").items():
            try:
                strings = self._strings(f"lists.{name}", entries)
                self._finder.add_list(f"{self._code}.{name}", [self._own(entry) for entry in strings])
            except BrokenPhrase as error:
                raise self._broken(f"lists.{name}", str(error)) from None
        for table in PHRASES:
            self._phrases(table)
        for word, forms in self._mapping("spelling").items():
            usual = self._strings(f"spelling.{word}", forms)
            self._made.phrases.use_spelling({plain(form): plain(word) for form in usual})
        self._lists()

    def _own(self, phrase: str) -> str:
        """Return a phrase with the names of its lists made this language's own."""
        return _LIST.sub(rf"<{self._code}.\1>", phrase)

    def _numbers(self) -> None:
        made = self._made
        made.numbers |= self._values("numbers", int, "a whole number")
        made.ordinals |= self._values("ordinals", int, "a whole number")
        made.digits |= self._values("digits", str, "text")
        made.phrases.use_numbers({word: value for word, value in made.numbers.items() if word.isascii()})

    def _values(self, table: str, kind: type[_Value], called: str) -> dict[str, _Value]:
        values = {}
        for word, value in self._mapping(table).items():
            if not isinstance(value, kind):
                raise self._broken(f"{table}.{word}", f"should be {called}")
            values[plain(word)] = value
        return values

    def _phrases(self, table: str) -> None:
        for name, entries in self._named(table, PHRASES[table]).items():
            group = table if name == "phrases" else f"{table}.{name}"
            for phrase in self._strings(group, entries):
                try:
                    self._finder.add(group, self._own(phrase))
                except BrokenPhrase as error:
                    raise self._broken(group, str(error)) from None

    def _lists(self) -> None:
        made = self._made
        words = {
            table: {
                name: self._strings(f"{table}.{name}", entries)
                for name, entries in self._named(table, LISTS[table]).items()
            }
            for table in LISTS
        }
        for name, forms in words["commands"].items():
            for form in forms:
                made.commands.setdefault(command_key(fold(tidy(form))), name)
        for name, forms in words["streets"].items():
            made.streets[name] |= {plain(form) for form in forms}
        for name, forms in words["telling"].items():
            for form in forms:
                made.telling.setdefault(plain(form), "1 th" if name == "first" else name)
        if not isinstance(self._finder, Syllables):
            made.telling |= {
                word: f"{value} nth" for word, value in self._values("ordinals", int, "").items()
            }
            made.telling |= {word: str(value) for word, value in self._values("numbers", int, "").items()}
        made.no_names |= {plain(word) for word in words["no_names"].get("words", ())}
        for table in NAMING:
            for name, entries in words[table].items():
                made.naming[name] |= {plain(entry) for entry in entries}
        made.words[self._code] = frozenset(plain(word) for word in words["words"].get("words", ()))
        regions = self._strings("phone_regions", self._table.get("phone_regions", []))
        made.regions += [region for region in regions if region not in made.regions]

    def _named(self, table: str, allowed: str) -> Mapping[str, Any]:
        groups = self._mapping(table)
        for name in groups:
            if name not in allowed.split():
                raise self._broken(f"{table}.{name}", "is no group we know")
        return groups

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

    def _broken(self, group: str, why: str) -> BrokenVocabulary:
        return BrokenVocabulary(f"words/{self._code}.toml, {group}: {why}")
