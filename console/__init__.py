"""What staff see: sign in, the queue, one tip at a time; its own app on its own port."""
