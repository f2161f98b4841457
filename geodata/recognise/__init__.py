"""Which words of a text name a place."""
