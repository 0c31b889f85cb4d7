"""What the operator set, and the place: read once, checked before anything starts."""
