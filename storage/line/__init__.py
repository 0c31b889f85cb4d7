"""What whoever texts leaves behind: conversations, reports, letters, and what is still to be sent."""
