"""Exhibits on two scales: a risk matrix and a grid of stakeholders."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.exhibits.base import DataTable, Exhibit, Words, listed, number, slug, unique

__all__ = ["RiskMatrix", "StakeholderGrid"]

RiskId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,4}$")]
Step = Annotated[int, Field(ge=1, le=5)]
Level = Annotated[float, Field(ge=0, le=10)]


class MatrixRisk(StrictModel):
    """A risk with its place in the matrix."""

    id: RiskId
    text: Words
    probability: Step
    impact: Step


class RiskMatrix(Exhibit):
    """Probability by impact, 1 to ``size``; each cell holds the ids of its risks."""

    kind: Literal["risk-matrix"]
    size: Literal[3, 4, 5] = 5
    risks: Annotated[list[MatrixRisk], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((risk.id for risk in self.risks), "the risk")
        for risk in self.risks:
            if max(risk.probability, risk.impact) > self.size:
                raise ValueError(f"'{risk.id}' lies outside the {self.size} by {self.size} matrix")
        cells = Counter((risk.probability, risk.impact) for risk in self.risks)
        (place, most) = cells.most_common(1)[0]
        if most > 3:
            raise ValueError(
                f"{most} risks lie in the cell probability {place[0]}, impact {place[1]}; "
                "3 can be drawn"
            )
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``cell-P-I`` for each cell: probability first, then impact."""
        steps = range(1, self.size + 1)
        return {f"cell-{p}-{i}": f"Probability {p}, impact {i}" for p in steps for i in steps}

    @property
    def alt(self) -> str:
        """Where each risk lies."""
        parts = [f"{r.id} at probability {r.probability}, impact {r.impact}" for r in self.risks]
        return f"Risk matrix, {self.title}, scales of 1 to {self.size}: {'; '.join(parts)}."

    @property
    def table(self) -> DataTable:
        """A row a risk."""
        rows = [(r.id, r.text, str(r.probability), str(r.impact)) for r in self.risks]
        return DataTable(("id", "risk", "probability", "impact"), tuple(rows))


class Stakeholder(StrictModel):
    """A person or group with influence and interest from 0 to 10."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=18)]
    influence: Level
    interest: Level
    stance: Literal["supports", "neutral", "opposes"] | None = None


class StakeholderGrid(Exhibit):
    """Influence against interest."""

    kind: Literal["stakeholder-grid"]
    people: Annotated[list[Stakeholder], Field(min_length=2, max_length=9)]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        unique((one.name for one in self.people), "the stakeholder")
        for one, other in combinations(self.people, 2):
            if abs(one.influence - other.influence) < 1 and abs(one.interest - other.interest) < 3:
                raise ValueError(
                    f"'{one.name}' and '{other.name}' stand too close to be drawn; move them 1 "
                    "apart in influence or 3 in interest"
                )
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``person-NAME``, and ``quadrant-high-low`` (influence first) for each quadrant."""
        people = {f"person-{slug(one.name)}": one.name for one in self.people}
        sides = ("high", "low")
        corners = {
            f"quadrant-{a}-{b}": f"Corner of {a} influence and {b} interest"
            for a in sides
            for b in sides
        }
        return people | corners

    @property
    def alt(self) -> str:
        """Where each stands."""
        parts = [
            f"{one.name} {number(one.influence)} and {number(one.interest)}"
            + (f" ({one.stance})" if one.stance else "")
            for one in self.people
        ]
        return f"Stakeholder grid, {self.title}, influence and interest of 10: {listed(parts)}."

    @property
    def table(self) -> DataTable:
        """A row a stakeholder."""
        rows = [
            (one.name, number(one.influence), number(one.interest), one.stance or "")
            for one in self.people
        ]
        wide = 4 if any(row[3] for row in rows) else 3
        heads = ("stakeholder", "influence, 0 to 10", "interest, 0 to 10", "stance")
        return DataTable(heads[:wide], tuple(row[:wide] for row in rows))
