"""What the place's folder still owes: a contact, a page about privacy, counsel's word, the words that Twilio says for us."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, launch
from bot.line import Line
from bot.setup.place import Place


def owed(place: Place) -> Iterator[Finding]:
    """Look at what the profile promises."""
    if place.profile["contact"]["url"].endswith(".example"):
        yield launch(
            "contact", "profile.toml names no real contact: set [contact], because HELP must name one."
        )
    if ".example" in place.profile["privacy"]["url"]:
        yield launch(
            "privacy-page",
            "profile.toml names no page that says what is kept: set [privacy], because people who ask are sent there.",
        )
    city = place.profile.get("city", {})
    if city.get("phone") and not city.get("dialled"):
        yield launch(
            "city-number",
            f"Nobody has dialled {city['phone']}, which is named after a complaint: dial it from a phone in the place,"
            " then set dialled under [city] in profile.toml, or take [city] out.",
        )
    if not place.profile["records"]["confirmed"]:
        yield launch(
            "records",
            "Nobody has confirmed who keeps the records and for how long: ask counsel, then set confirmed in [records].",
        )


def help_text(line: Line) -> Iterator[Finding]:
    """Compare what somebody pasted at Twilio as its answer to HELP with what the line says now (C1).

    No interface of Twilio's shows the words themselves; a profile that repeats them is as near as a machine comes.
    """
    first = line.place.languages[0]
    words = line.wording.text(first, "door.hello", options=line.wording.options(first, "door.hello"))
    pasted = line.place.profile.get("twilio", {}).get("help", "")
    if " ".join(str(pasted).split()) != " ".join(words.split()):
        yield launch(
            "help-text",
            "Twilio answers HELP by itself, and nobody but you can see with which words:"
            " paste those below as the Help text of Advanced Opt-Out, then as help under [twilio] in profile.toml.",
            below=words,
        )
