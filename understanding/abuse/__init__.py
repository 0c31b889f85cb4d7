"""What is said at the line rather than to it, and what no person says: insults, threats, spam, other machines."""
