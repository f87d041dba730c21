"""Checks that something real stands under each claim, and that it is the claim's own."""

from .claim_not_contradicted import ClaimNotContradicted
from .claim_supported import ClaimSupported
from .evidence_current import EvidenceCurrent
from .evidence_linked import EvidenceLinked
from .support_grounded import SupportGrounded
from .support_independent import SupportIndependent

__all__ = [
    "ClaimNotContradicted",
    "ClaimSupported",
    "EvidenceCurrent",
    "EvidenceLinked",
    "SupportGrounded",
    "SupportIndependent",
]
