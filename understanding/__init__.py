"""How we read what people write: lane, danger, language, place, time, who is named. Pure."""

from understanding.lane.scales import BrokenWeights, Scales
from understanding.lane.senses import Senses
from understanding.matching.compiling import BrokenVocabulary
from understanding.reader import Reader
from understanding.reading import Doubt, Fact, Lane, Reading
from understanding.where.places import Place

__all__ = [
    "BrokenVocabulary",
    "BrokenWeights",
    "Doubt",
    "Fact",
    "Lane",
    "Place",
    "Reader",
    "Reading",
    "Scales",
    "Senses",
]
