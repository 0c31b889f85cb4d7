"""Take out what names the sender; keep what tells about somebody else; ask where it cannot be told apart."""

import re
from collections.abc import Iterator

from understanding.matching.hits import Hits
from understanding.matching.vocabulary import Vocabulary
from understanding.named.addresses import addresses
from understanding.named.contacts import emails, handles
from understanding.named.cuts import Cut, Named, applied, whose
from understanding.named.employers import beside, employers
from understanding.named.family import family
from understanding.named.hangul import Hangul
from understanding.named.korean import korean
from understanding.named.learnt import Learnt
from understanding.named.names import names
from understanding.named.papers import papers, plates
from understanding.named.phones import FEWEST, phones, spelt_digits
from understanding.named.sieve import Sieve
from understanding.named.workplaces import workplaces

_DIGIT = re.compile(r"\d")
_HANGUL = re.compile(r"[가-힣]")


def named(tidied: str, folded: str, hits: Hits, vocabulary: Vocabulary, learnt: Learnt) -> Named:
    """Return the text that could be kept, the classes taken out, and what only the sender can decide."""
    sieve = Sieve(tidied, folded, hits, vocabulary)
    cuts = ruled(sieve, vocabulary)
    cuts += learnt.cuts(sieve, cuts)
    return applied(tidied, cuts) if cuts else Named(tidied)


def ruled(sieve: Sieve, vocabulary: Vocabulary) -> list[Cut]:
    """Return what the rules take out, or ask about."""
    folded, hits = sieve.folded, sieve.hits
    cuts = list(_numbers(folded, hits, vocabulary))
    own = [cut for cut in cuts if not cut.asked]
    found = list(names(sieve, own))
    cuts += found
    if found:
        cuts += beside(found, sieve, vocabulary)
    cuts += family(sieve)
    cuts += employers(sieve, vocabulary)
    if not folded.isascii() and _HANGUL.search(folded):
        cuts += korean(folded, hits, Hangul(folded, vocabulary), own)
        cuts += workplaces(folded, hits, vocabulary)
    cuts += (Cut(start, end, "immigration") for start, end in hits.of("naming.immigration"))
    return cuts


def _numbers(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Yield what has digits or signs in it: contacts, papers, plates, addresses."""
    digits = len(_DIGIT.findall(folded))
    yield from emails(folded, hits)
    yield from handles(folded, hits, vocabulary.phrases.known)
    if digits:
        yield from papers(folded, hits, digits)
        yield from plates(folded, hits, vocabulary.phrases.known)
        yield from addresses(folded, hits)
    if digits + spelt_digits(hits, vocabulary) >= FEWEST:
        yield from _phones(folded, hits, vocabulary)


def _phones(folded: str, hits: Hits, vocabulary: Vocabulary) -> Iterator[Cut]:
    for phone in phones(folded, hits, vocabulary):
        owner = whose(phone.start, phone.end, hits)
        if owner != "theirs" and not phone.public:
            yield Cut(phone.start, phone.end, "phone", phone.digits[-2:], asked=not owner)
