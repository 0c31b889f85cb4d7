"""`python -m bot.cli` is the `porchlight` command."""

from bot.cli import main

main()
