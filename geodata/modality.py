"""Whether a text says that something happened, or only that it might."""

MODALITIES = ("asserted", "planned", "threatened", "sought", "hypothetical", "denied")
"""Only ``asserted`` events and claims are drawn as deeds."""
