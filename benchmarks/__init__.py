"""Measurements: speed beside the peers, accuracy on gold."""
