"""The plugin alone in a real browser, on an invented dataset."""
