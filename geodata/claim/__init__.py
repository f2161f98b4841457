"""What a text says about who holds which place."""

from geodata.claim.find import find_claims
from geodata.claim.record import KINDS, Claim

__all__ = ["KINDS", "Claim", "find_claims"]
