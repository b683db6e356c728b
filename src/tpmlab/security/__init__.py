"""Security in numbers: what a vulnerability scores, and which one to mend first.

``security.base_score`` works out a CVSS score from its vector, ``security.triage`` puts
findings in an order and says which of them fit into the days at hand.
"""

from __future__ import annotations

from tpmlab.security.cvss import base_score, read_vector, severity
from tpmlab.security.errors import SecurityError
from tpmlab.security.triage import triage

__all__ = ["SecurityError", "base_score", "read_vector", "severity", "triage"]
