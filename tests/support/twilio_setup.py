"""How a line is set up at Twilio, in the records that its API gives: an account, numbers, Messaging Services, registrations.

The names of the fields are those of Twilio's specifications (twilio_api_v2010, twilio_messaging_v1).
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from signed_texts import ACCOUNT, URL

NUMBER = "+12135550100"
PAGE = 50
Record = dict[str, Any]


def number(phone: str = NUMBER, **changes: Any) -> Record:
    """One of our numbers, as it is when nothing is wrong with it."""
    return {
        "sid": f"PN{phone[1:]:0>32}",
        "account_sid": ACCOUNT,
        "phone_number": phone,
        "friendly_name": "marigold",
        "sms_url": f"{URL}/sms#rc=3&rp=all",
        "sms_method": "POST",
        "sms_fallback_url": "https://handler.twilio.com/twiml/EH0",
        "sms_fallback_method": "POST",
        "sms_application_sid": "",
        "voice_url": "https://handler.twilio.com/twiml/EH1",
        "voice_method": "POST",
        "voice_application_sid": "",
        "trunk_sid": "",
        "status_callback": "",
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "status": "in-use",
    } | changes


def service(**changes: Any) -> Record:
    """One Messaging Service, as it is when nothing is wrong with it."""
    return {
        "sid": f"MG{0:032}",
        "account_sid": ACCOUNT,
        "friendly_name": "marigold",
        "inbound_request_url": f"{URL}/sms#rc=3&rp=all",
        "inbound_method": "POST",
        "fallback_url": "https://handler.twilio.com/twiml/EH0",
        "fallback_method": "POST",
        "status_callback": None,
        "sticky_sender": True,
        "smart_encoding": True,
        "validity_period": 300,
        "usecase": "undeclared",
        "us_app_to_person_registered": True,
        "use_inbound_webhook_on_number": False,
    } | changes


@dataclass
class Setup:
    """Everything of an account that is set up and not sent."""

    account: Record = field(
        default_factory=lambda: {"sid": ACCOUNT, "status": "active", "type": "Full", "auth_token": "marigold"}
    )
    numbers: list[Record] = field(default_factory=list)
    services: list[Record] = field(default_factory=list)
    pools: dict[str, list[str]] = field(default_factory=dict)
    """The numbers in each Messaging Service."""
    campaigns: dict[str, list[str]] = field(default_factory=dict)
    """The status of each campaign of a Messaging Service."""
    verifications: dict[str, str] = field(default_factory=dict)
    """The status of a toll-free number's verification, by the number's sid."""

    def whole(self, phone: str = NUMBER, on: Record | None = None, pool: Record | None = None) -> None:
        """Set a number up in a Messaging Service."""
        made = service(**(pool or {}))
        self.numbers.append(number(phone, **(on or {})))
        self.services.append(made)
        self.pools[made["sid"]] = [phone]

    def listed_numbers(self, fields: dict[str, str]) -> str:
        """Give the answer to IncomingPhoneNumbers.json."""
        found = [one for one in self.numbers if fields.get("PhoneNumber", "") in one["phone_number"]]
        return json.dumps(
            {"incoming_phone_numbers": found, "next_page_uri": None, "page": 0, "page_size": 50}
        )

    def messaging(self, base: str, path: str, fields: dict[str, str]) -> str | None:
        """Give the answer of messaging.twilio.com; None for what is not there."""
        if path == "/v1/Services":
            return page(base, path, "services", self.services, fields)
        if path == "/v1/Tollfree/Verifications":
            sid = fields.get("TollfreePhoneNumberSid", "")
            states = [self.verifications[sid]] if sid in self.verifications else []
            found = [{"sid": "HH0", "tollfree_phone_number_sid": sid, "status": state} for state in states]
            return page(base, path, "verifications", found, fields)
        under = re.fullmatch(r"/v1/Services/(MG\w+)/(PhoneNumbers|Compliance/Usa2p)", path)
        if not under or under[1] not in self.pools:
            return None
        if under[2] == "PhoneNumbers":
            pool = [number(phone) | {"service_sid": under[1]} for phone in self.pools[under[1]]]
            return page(base, path, "phone_numbers", pool, fields)
        campaigns = [{"sid": "QE0", "campaign_status": status} for status in self.campaigns.get(under[1], [])]
        return page(base, path, "compliance", campaigns, fields)


def page(base: str, path: str, key: str, records: list[Record], fields: dict[str, str]) -> str:
    """Give one page in the newer form, whose next page is a whole address."""
    size, first = int(fields.get("PageSize", PAGE)), int(fields.get("Page", "0"))
    shown = records[first * size : (first + 1) * size]
    more = None
    if (first + 1) * size < len(records):
        more = f"{base}{path}?{urlencode(fields | {'Page': str(first + 1)})}"
    return json.dumps(
        {key: shown, "meta": {"key": key, "page": first, "page_size": size, "next_page_url": more}}
    )
