"""All formulas of numeric questions, by name."""

from __future__ import annotations

from tpmlab.exam.numeric.flow import FLOW_FORMULAS
from tpmlab.exam.numeric.formula import Formula
from tpmlab.exam.numeric.money import MONEY_FORMULAS
from tpmlab.exam.numeric.time import TIME_FORMULAS
from tpmlab.exam.numeric.value import VALUE_FORMULAS

__all__ = ["FORMULAS"]

FORMULAS: dict[str, Formula] = {
    formula.name: formula
    for formula in (*VALUE_FORMULAS, *TIME_FORMULAS, *MONEY_FORMULAS, *FLOW_FORMULAS)
}
"""Formula by the name that items use."""
