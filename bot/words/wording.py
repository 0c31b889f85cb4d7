"""How a turn is said: keys and meanings become one text in the sender's language, within its segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from gettext import GNUTranslations

from bot.setup.place import Place
from bot.words.catalogues import texts
from bot.words.pages import cut
from bot.words.times import habit, moment
from directory import Service
from flows.book import Book
from flows.state import State
from storage import Letter

REMOVED = "phone email name address handle plate id card birth immigration family employer"
"""Classes that have a word of their own; the others share one."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text ready to send, and the ids of what its list shows: services or letters."""

    text: str
    page: tuple[str, ...] = ()


class Wording:
    """Every sentence of the line in every language of the place."""

    def __init__(self, book: Book, place: Place, catalogues: Mapping[str, GNUTranslations]) -> None:
        self._book = book
        self._place = place
        self._texts = {language: texts(book, catalogue) for language, catalogue in catalogues.items()}
        self._facts = {language: self._known(language) for language in catalogues}

    def text(self, language: str, key: str, **values: str) -> str:
        """Say one line by its key."""
        return self._texts[language][key].format_map({**self._facts[language], **values})

    def say(self, keys: Sequence[str], state: State, at: datetime, letters: Sequence[Letter] = ()) -> Said:
        """Say the lines of a turn as one text; lists are cut to what fits, and what they show is told."""
        language = state.language
        page: tuple[str, ...] = ()
        parts: list[str] = []
        for key in keys:
            template = self._texts[language].get(key, "")  # a release may have dropped what an older one said
            if "{city}" in template and not self._place.profile.get("city"):
                continue  # a place may have no such line
            if "{" not in template:
                parts.append(template)
                continue
            values = {**self._facts[language], **self._told(template, key, state)}
            if "{services}" in template or "{letters}" in template:
                listed = (
                    self._letters(letters, state) if "{letters}" in template else self._services(state, at)
                )
                frame = "\n".join((*parts, template if listed else self._texts[language][f"{key}.none"]))
                more = self._texts[language]["common.more"]
                found, page = cut(frame, listed, values, more, len(state.page))
                parts = [found]
            else:
                parts.append(template.format_map(values))
        return Said("\n".join(parts), page)

    def options(self, language: str, key: str) -> str:
        """List the numbered answers of a step."""
        texts = self._texts[language]
        options = self._book.steps[key].options
        return "\n".join(
            f"{number} {texts[f'{key}.{option.meaning}']}" for number, option in enumerate(options, start=1)
        )

    def reach(self, service: Service, language: str) -> str:
        """Say how to reach a service: by text only where it reads the sender's language."""
        by_text = service.text if language in service.text_languages else ""
        if not by_text or by_text == service.phone:
            return service.phone or by_text
        by_phone = ("reach_both", "reach_word") if service.phone else ("text_only", "text_word")
        line = self._texts[language][f"common.{by_phone[bool(service.text_word)]}"]
        return line.format(phone=service.phone, word=service.text_word, number=service.text_number)

    def _known(self, language: str) -> dict[str, str]:
        """Gather the facts of the place that any line may name."""
        profile, directory = self._place.profile, self._place.directory
        hotline = directory[profile["hotline"]["service"]]
        return {
            "line": profile["name"],
            "emergency": profile["emergency"]["phone"],
            "crisis": profile["crisis"]["phone"],
            "child_line": profile["child"]["phone"],
            "hotline": self.reach(hotline, language),
            "hotline_voice": hotline.phone,
            "staffed": profile["staffed"][language],
            "example": profile["example"][language],
            "city": profile.get("city", {}).get("phone", ""),
            "contact": profile["contact"]["phone"] or profile["contact"]["url"],
            "privacy": profile["privacy"]["url"],
        }

    def _told(self, template: str, key: str, state: State) -> dict[str, str]:
        """Gather what the conversation itself puts into a line, but only what the line asks for."""
        told = {"receipt": state.code, "doubtful": state.slots.get("doubtful", "")}
        if "{options}" in template:
            step = key.removesuffix(".example").removesuffix(".none")
            shown = step if step in self._book.steps else f"{state.flow}.{state.step}"
            told["options"] = self.options(state.language, shown)
        if "{summary}" in template:
            told["summary"] = self._summary(state)
        if "{removed}" in template:
            told["removed"] = self._removed(state)
        if "{news}" in template:
            told["news"] = self.text(state.language, f"common.news_{state.slots.get('news') or 'waiting'}")
        return told

    def _summary(self, state: State) -> str:
        """Tell what was understood, without repeating what was written (D15)."""
        slots, language, lines = state.slots, state.language, []
        if slots.get("place"):
            lines.append(self.text(language, "common.summary_place", place=slots["place"]))
        elif slots.get("outside"):
            lines.append(self.text(language, "common.summary_outside"))
        if slots.get("ongoing") == "now":
            lines.append(self.text(language, "common.summary_now"))
        elif slots.get("when") or slots.get("recurs"):
            say = partial(self.text, language)
            when = moment(slots["when"], say) if slots.get("when") else habit(slots["recurs"], say)
            lines.append(say("common.summary_when", when=when))
        if removed := self._removed(state):
            lines.append(self.text(language, "common.summary_removed", removed=removed))
        return "\n".join(lines) or self.text(language, "common.summary_nothing")

    def _removed(self, state: State) -> str:
        """Name what was taken out, nothing twice."""
        slots = state.slots
        removed = [
            f"removed_{kind if kind in REMOVED.split() else 'other'}"
            for kind in slots.get("removed", "").split()
        ]
        if slots.get("doubtful") and slots.get("whose") != "theirs":
            removed.append("removed_phone")
        return ", ".join(self.text(state.language, f"common.{kind}") for kind in dict.fromkeys(removed))

    def _services(self, state: State, at: datetime) -> dict[str, str]:
        """Find what the directory has for this need: what the present page names, and what was not shown yet."""
        named = {service.id: service for service in self._place.directory}
        others = self._place.directory.choose(
            state.slots.get("need") or "unsure",  # type: ignore[arg-type] # the flow's answers are the directory's needs; a test holds them together
            state.language,
            at,
            minor=True if state.slots.get("minor") else None,
            skip=state.shown,
        )
        found = (*(named[name] for name in state.page if name in named), *others)
        return {service.id: self._service(service, state) for service in found}

    def _letters(self, letters: Sequence[Letter], state: State) -> dict[str, str]:
        """Find what the readers wrote: what the present page shows, and what was not shown yet, the newest first."""
        named = {str(letter.number): letter.text for letter in letters}
        found = (
            *(name for name in state.page if name in named),
            *(name for name in named if name not in state.shown),
        )
        return {name: self.text(state.language, "common.letter", letter=named[name]) for name in found}

    def _service(self, service: Service, state: State) -> str:
        """Say one service; its real name only to somebody who said that nobody else sees the phone (B6)."""
        names = service.name if state.slots.get("seen") == "no" else service.discreet_name
        language = state.language
        return self.text(
            language, "common.service", name=names[language], reach=self.reach(service, language)
        )
