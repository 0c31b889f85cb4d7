"""Read when something happened, and what happens again and again, by a small grammar of each language."""
