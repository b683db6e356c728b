"""Career: what the work pays, by official figures.

``tpm.career.pay`` sets an offer or a claim beside published wages.
"""

from __future__ import annotations

from tpmlab.career import pay

__all__ = ["pay"]
