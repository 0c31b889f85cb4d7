"""What we say, and what may follow: pure data and pure functions, without clock, dice, disk, network or language."""
