"""What staff do: sign in, read, answer, pass on, and leave a trace of it."""
