"""Whether Twilio signed a request: its own library's sum, over the public address this line is known by.

The address comes from the settings and never from the request: behind a proxy a request knows only the inner address,
and a header that tells of the outer one can be written by anybody.
"""

# mypy: allow-untyped-calls
# (twilio.request_validator carries no annotations)

import hmac
from base64 import b64encode
from urllib.parse import unquote, urlparse

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    RequestValidator,
    add_port,
    get_signature_algorithm,
    remove_port,
)

from bot.channels.form import Form, parse_bytes
from bot.setup.settings import Settings

HASHES = {HMAC_SHA1: "sha1", HMAC_SHA256: "sha256"}
NOT_UTF8 = "\N{REPLACEMENT CHARACTER}"


class Signature:
    """Checks `X-Twilio-Signature` by the Auth Token (HMAC-SHA1) or by a webhook SharedKey (HMAC-SHA256).

    The library's own `validate` does the same sum, but reads the address anew and tries both spellings of it every
    time, raises when the header is missing, and takes a form for signed when the address says that the body is JSON.
    """

    def __init__(self, settings: Settings) -> None:
        parts = urlparse(settings.url)
        self._addresses = (remove_port(parts), add_port(parts))  # Twilio signs either spelling
        secrets = {HMAC_SHA1: settings.twilio.token, HMAC_SHA256: settings.twilio.webhook_key}
        self._keys = {algorithm: secret.reveal() for algorithm, secret in secrets.items() if secret}
        self._validators = {algorithm: RequestValidator(key) for algorithm, key in self._keys.items()}

    def fits(self, target: str, body: bytes, form: Form, *, signature: str, scheme: str) -> bool:
        """Tell whether we hold the key that made `signature` for this path and query and this form.

        `scheme` is the header X-Twilio-Webhooks-Signature-Settings; one that names an algorithm we hold no key for fits
        nothing. No input raises.
        """
        algorithm = get_signature_algorithm(scheme).upper()
        validator = self._validators.get(algorithm)
        if validator is None:
            return False
        claimed = signature.encode("utf-8", "replace")
        urls = [address + target for address in self._addresses]
        for url in urls:
            if hmac.compare_digest(validator.compute_signature(url, form, algorithm).encode(), claimed):
                return True
        if NOT_UTF8 not in unquote(body.decode("utf-8", "replace")):
            return False
        return any(hmac.compare_digest(self._of_bytes(url, body, algorithm), claimed) for url in urls)

    def _of_bytes(self, url: str, body: bytes, algorithm: str) -> bytes:
        """Sign what was sent where it is not UTF-8: the library knows only text, and text has lost those bytes."""
        signed = url.encode() + b"".join(name + value for name, value in parse_bytes(body))
        return b64encode(hmac.digest(self._keys[algorithm].encode(), signed, HASHES[algorithm]))


def sign(url: str, fields: dict[str, str], token: str) -> str:
    """Sign a form as Twilio does, for whoever tries a line of their own."""
    return str(RequestValidator(token).compute_signature(url, fields))
