"""Choose the lane of a message: danger, crisis, help, a report, an opt-out, or unclear."""
