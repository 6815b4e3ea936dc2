"""What the interface says: problems, descriptions, its page."""
