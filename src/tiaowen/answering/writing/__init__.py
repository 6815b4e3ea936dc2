"""A language model as the writer of an answer: what it is told, how it is asked, the gate before it."""
