"""How we read what people write: lane, danger, language, place, time, who is named. Pure.

What comes of a reading is handed out here. Who reads is in `reader`, for whoever reads: it takes long to load.
"""

from understanding.reading import Doubt, Fact, Lane, Reading

__all__ = ["Doubt", "Fact", "Lane", "Reading"]
