"""Moving services: what fails together, what moves together, what calls across.

``cloud.in_series`` and ``cloud.in_parallel`` add up availabilities, ``cloud.groups`` finds
services that call each other too often to be parted, ``cloud.crossing`` counts the calls
between two sites after each wave, ``cloud.chance_to_fit`` reads rehearsals of the night
itself. Instances of one service are in ``tpm.flow.capacity``.
"""

from __future__ import annotations

from tpmlab.cloud.availability import in_parallel, in_series, minutes_down
from tpmlab.cloud.errors import CloudError
from tpmlab.cloud.rehearsal import chance_to_fit
from tpmlab.cloud.waves import crossing, groups

__all__ = [
    "CloudError",
    "chance_to_fit",
    "crossing",
    "groups",
    "in_parallel",
    "in_series",
    "minutes_down",
]
