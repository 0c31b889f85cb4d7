"""The worker: one process that deletes in time, here and at Twilio, and sends what somebody asked for, by day."""
