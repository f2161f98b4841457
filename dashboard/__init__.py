"""The screen: what a dataset looks like in a browser."""
