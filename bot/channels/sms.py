"""``POST /sms``: a text that Twilio hands over, and the answer in the same breath.

Only who wrote, what, to which of our numbers, how many pictures, and what the carrier already did with it pass this door.
Where the number is registered, the addresses of the pictures, and whatever Twilio may add tomorrow are signed, checked,
and dropped here.
"""

import logging
import re
from datetime import UTC, datetime
from wsgiref.types import WSGIEnvironment

from flask import Response, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, UnsupportedMediaType

from bot import quiet
from bot.channels import Answers
from bot.channels.body import whole
from bot.channels.form import Form, parse
from bot.channels.replies import NO_STORE
from bot.channels.signature import Signature
from bot.channels.twiml import CONTENT_TYPE, NOTHING, twiml
from bot.messages import PHONE_NUMBER, CarrierWord, Inbound
from bot.setup.settings import Settings

PATH = "/sms"
LARGEST_BODY = 64 * 1024
"""Bytes of one request: 1,600 emoji, escaped, are 19 KiB, and ten pictures' addresses 2 KiB."""
LONGEST_TEXT = 1600
"""Characters that Twilio delivers of one message."""
CARRIER_WORDS: dict[str, CarrierWord] = {"STOP": "STOP", "START": "START", "HELP": "HELP"}

_message_id = re.compile(r"[!-~]{1,64}")
_small_number = re.compile(r"[0-9]{1,2}")


class SmsDoor:
    """The view of one address. It reads the request itself: Flask's own form costs more than all the rest of the door."""

    def __init__(self, engine: Answers, settings: Settings) -> None:
        self._engine = engine
        self._signature = Signature(settings)
        self._account = settings.twilio.account

    def __call__(self) -> Response:
        """Answer the text of the present request; what is none is refused with a sentence for the operator."""
        try:
            inbound = read(self._signed_form(request.environ))
        except HTTPException as error:
            quiet.event("refused", level=logging.WARNING, channel="sms", status=error.code)
            raise
        document = twiml(self._engine.answer(inbound).text) if inbound else NOTHING
        return Response(document, headers=NO_STORE, content_type=CONTENT_TYPE)

    def _signed_form(self, environ: WSGIEnvironment) -> Form:
        """Return the parameters once it is sure that Twilio sent them, to this address, for this account."""
        signature = environ.get("HTTP_X_TWILIO_SIGNATURE", "")
        if not signature:
            raise Forbidden("The request is not signed.")
        if (
            environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
            != "application/x-www-form-urlencoded"
        ):
            raise UnsupportedMediaType(
                "Set the number's webhook to HTTP POST: this address reads forms alone."
            )
        body = whole(environ, LARGEST_BODY)
        form = parse(body)
        query = environ.get("QUERY_STRING", "").encode("latin-1").decode("utf-8", "replace")
        target = f"{PATH}?{query}" if query else PATH
        scheme = environ.get("HTTP_X_TWILIO_WEBHOOKS_SIGNATURE_SETTINGS", "")
        if not self._signature.fits(target, body, form, signature=signature, scheme=scheme):
            raise Forbidden(
                "The signature does not fit: compare PORCHLIGHT_URL and the keys with the Twilio console."
            )
        if form.first("AccountSid") not in {"", self._account}:
            raise Forbidden(
                "The text is for another account: compare TWILIO_ACCOUNT_SID with the Twilio console."
            )
        return form


def read(form: Form) -> Inbound | None:
    """Make the message of a form; None for a sender who has no phone number to answer to.

    Short codes, WhatsApp and RCS addresses get silence: whoever stands behind them did not text this line.
    """
    message_id = form.first("MessageSid")
    if not _message_id.fullmatch(message_id):
        raise BadRequest("MessageSid is missing or malformed.")
    if "From" not in form:
        raise BadRequest("From is missing.")
    sender, media = form.first("From"), form.first("NumMedia")
    if not PHONE_NUMBER.fullmatch(sender):
        return None
    return Inbound(
        channel="sms",
        sender=f"sms:{sender}",
        text=form.first("Body")[:LONGEST_TEXT],
        message_id=message_id,
        at=datetime.now(UTC),
        media=int(media) if _small_number.fullmatch(media) else 0,
        carrier=CARRIER_WORDS.get(form.first("OptOutType").upper(), ""),
        to=to if PHONE_NUMBER.fullmatch(to := form.first("To")) else "",
    )
