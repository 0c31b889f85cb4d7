"""What everything that is remembered stands on: the file, the keys, the clock, and every failure's name."""
