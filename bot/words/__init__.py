"""How a turn is said: keys and meanings become one text in the sender's language."""
