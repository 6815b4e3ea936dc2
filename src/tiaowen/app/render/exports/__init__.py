"""What people take away: a conversation, a self-check, a comparison, as files. All are pure functions."""
