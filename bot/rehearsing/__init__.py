"""Rehearsing: the real line in a folder that is thrown away, for the terminal and for transcripts."""
