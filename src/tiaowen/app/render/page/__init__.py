"""The page: all of its Chinese wording and its HTML. Everything that people or the law wrote is escaped."""
