"""How long anything is kept, and how it comes back after a loss."""
