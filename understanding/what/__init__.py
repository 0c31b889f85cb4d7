"""Find what a message tells of what was seen: coarse facts, each with the words that it came from."""
