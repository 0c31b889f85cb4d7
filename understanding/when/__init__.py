"""Read when something happened, by a small grammar of each language."""
