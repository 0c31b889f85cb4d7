"""``/try``: two phones in the browser, which text the line and know nothing of each other. Only a demo has it.

The page needs no script, sets no cookie and keeps nothing at the server: both conversations travel in the form, signed.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from gettext import NullTranslations, translation
from typing import Any

from flask import Blueprint, Response, render_template, request
from itsdangerous import BadData, URLSafeSerializer

from bot.channels import Answers
from bot.messages import Inbound
from bot.setup.settings import PROJECT, Settings
from understanding.segments import count

LANGUAGES = {"en": "English", "es": "Español", "ko": "한국어"}
LONGEST_TEXT = 1600
LONGEST_TALK = 6000
"""Characters on a phone's screen; those of both phones and one text must fit the 64 KiB of a form, in Korean too."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on a phone's screen."""

    mine: bool
    text: str
    pictures: int = 0

    @property
    def segments(self) -> int:
        """How many SMS segments a carrier would bill for it."""
        return count(self.text).segments


@dataclass(slots=True)
class Phone:
    """A made-up phone: an address that is nobody's, how often it has written, and its screen."""

    address: str = field(default_factory=lambda: secrets.token_hex(8))
    sent: int = 0
    talk: list[Bubble] = field(default_factory=list)

    def text(self, engine: Answers, text: str, pictures: int) -> None:
        """Send one text and put the answer under it; sending the same page again is a retry, as Twilio's are."""
        told = repr((self.address, self.sent, text, pictures)).encode()
        message_id = hashlib.blake2b(told, digest_size=16).hexdigest()
        inbound = Inbound("try", f"try:{self.address}", text, message_id, datetime.now(UTC), pictures)
        answer = engine.answer(inbound)
        self.sent += 1
        self.talk += [Bubble(mine=True, text=text, pictures=pictures), Bubble(mine=False, text=answer.text)]
        while sum(len(bubble.text) for bubble in self.talk[:-2]) > LONGEST_TALK:
            del self.talk[0]


class TwoPhones:
    """The view of ``/try``: one form per phone, each of which carries the whole page along."""

    def __init__(self, engine: Answers, settings: Settings, words: Mapping[str, NullTranslations]) -> None:
        self._engine = engine
        self._signer = URLSafeSerializer(settings.secret.reveal(), salt="two phones")
        self._words = words

    def __call__(self) -> str:
        """Show the phones; a form that says which one wrote is a text from it."""
        phones = self._opened(request.form.get("page", ""))
        writer = request.form.get("phone", "")
        if writer in {"0", "1"}:
            text = request.form.get("text", "").replace("\r\n", "\n")[:LONGEST_TEXT]
            phones[int(writer)].text(self._engine, text, int("picture" in request.form))
        return self._page(phones, writer)

    def _page(self, phones: list[Phone], writer: str) -> str:
        language = request.values.get("lang", "")
        if language not in LANGUAGES:
            language = request.accept_languages.best_match(LANGUAGES) or "en"
        words = self._words[language]
        return render_template(
            "phone.html",
            _=words.gettext,
            ngettext=words.ngettext,
            language=language,
            languages=LANGUAGES,
            phones=phones,
            writer=writer,
            page=self._signer.dumps([astuple(phone) for phone in phones]),
            longest=LONGEST_TEXT,
        )

    def _opened(self, page: str) -> list[Phone]:
        """Return the phones a form carried, or two new ones if it carried none of ours."""
        try:
            carried: list[Any] = self._signer.loads(page)
        except BadData:
            return [Phone(), Phone()]
        return [Phone(address, sent, [Bubble(*bubble) for bubble in talk]) for address, sent, talk in carried]


def phone_page(
    engine: Answers, settings: Settings, words: Mapping[str, NullTranslations] | None = None
) -> Blueprint:
    """Build the page around an engine, in `words` per language or else those that were compiled."""
    words = words or {language: _compiled(language) for language in LANGUAGES}
    page = Blueprint(
        "phone", __name__, static_folder="static", static_url_path="/try/static", template_folder="templates"
    )
    page.add_url_rule("/try", "phones", TwoPhones(engine, settings, words), methods=["GET", "POST"])
    page.after_request(_guarded)
    return page


def _guarded(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


def _compiled(language: str) -> NullTranslations:
    """Open a catalogue; a demo whose catalogues were never compiled speaks English."""
    return translation("phone", PROJECT / "locales", [language], fallback=True)
