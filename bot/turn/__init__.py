"""The turn: one message becomes one answer, in one transaction; the only room where a conversation has effects."""
