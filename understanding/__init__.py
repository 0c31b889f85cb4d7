"""How we read what people write: lane, danger, language, place, time, who is named. Pure."""

from understanding.matching.compiling import BrokenVocabulary
from understanding.reader import Reader
from understanding.reading import Doubt, Fact, Lane, Reading
from understanding.where.places import Place

__all__ = ["BrokenVocabulary", "Doubt", "Fact", "Lane", "Place", "Reader", "Reading"]
