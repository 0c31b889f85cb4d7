"""The doctor's rooms: each looks at one thing, and gives a finding for whatever it sees there."""
