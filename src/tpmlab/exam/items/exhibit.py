"""The type of an item's ``exhibit``: its ``kind`` decides which model reads it.

An exhibit is inline data. From it come, by code, the drawing (:mod:`tpmlab.exam_pictures`),
``alt`` (what is drawn, never what it means), ``table`` (the same data as text) and
``regions`` (the places of the drawing that a hotspot item may name). Data that can't be,
such as more done than there is, is refused with one sentence.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field

from tpmlab.exam.exhibits.base import DataTable, Exhibit
from tpmlab.exam.exhibits.burn import Burndown, Burnup, Velocity
from tpmlab.exam.exhibits.flow import Board, CumulativeFlow
from tpmlab.exam.exhibits.grids import RiskMatrix, StakeholderGrid
from tpmlab.exam.exhibits.plans import Gantt, Network, ResourceHistogram
from tpmlab.exam.exhibits.tables import EvmTable, PlainTable, Raci, Raid

__all__ = ["KINDS", "AnyExhibit", "DataTable", "Exhibit"]

_Kinds = (
    Burnup
    | Burndown
    | Velocity
    | Board
    | CumulativeFlow
    | Gantt
    | Network
    | ResourceHistogram
    | RiskMatrix
    | StakeholderGrid
    | EvmTable
    | Raid
    | Raci
    | PlainTable
)

KINDS: dict[str, type[Exhibit]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(_Kinds)
}
"""Model of each kind of exhibit, by the word that an item writes as ``kind``."""


def _kind_is_known(document: Any) -> Any:
    if isinstance(document, Exhibit):
        return document
    if not isinstance(document, dict) or "kind" not in document:
        raise ValueError(f"an exhibit begins with 'kind:', one of {', '.join(KINDS)}")
    if document["kind"] not in KINDS:
        raise ValueError(
            f"'{document['kind']}' is no kind of exhibit; the kinds are {', '.join(KINDS)}"
        )
    return document


AnyExhibit = Annotated[
    Annotated[_Kinds, Field(discriminator="kind")], BeforeValidator(_kind_is_known)
]
"""Type of a field that holds an exhibit: strict, discriminated by ``kind``."""
