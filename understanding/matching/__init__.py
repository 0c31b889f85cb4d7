"""Find the listed words and phrases of every language in one message."""
