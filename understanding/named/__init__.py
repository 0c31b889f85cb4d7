"""Take out what names the sender, keep what tells about somebody else, ask where it cannot be told apart."""
