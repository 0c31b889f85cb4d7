"""Signal, by way of signal-cli-rest-api: what it hands over, and what it is asked to do."""
