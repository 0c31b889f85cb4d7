"""Find the place that a message tells, among those of the deployment."""
