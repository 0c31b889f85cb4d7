"""How we read what people write: lane, danger, language, place, time, who is named. Pure."""

from understanding.compiling import BrokenVocabulary
from understanding.places import Place
from understanding.reader import Reader
from understanding.reading import Doubt, Lane, Reading

__all__ = ["BrokenVocabulary", "Doubt", "Lane", "Place", "Reader", "Reading"]
