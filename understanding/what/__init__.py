"""What a message tells besides: coarse facts for the queue, each with the words it came from."""
