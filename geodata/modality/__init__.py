"""Whether a text says that something happened, or only that it might."""

from geodata.modality.assessment import Assessment, assess
from geodata.modality.cues import MODALITIES

__all__ = ["MODALITIES", "Assessment", "assess"]
