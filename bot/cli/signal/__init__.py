"""The rooms of `porchlight signal`: each holds the commands for one errand."""
