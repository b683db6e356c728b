"""Exhibits that are tables: earned value, a RAID log, RACI, and any other."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.exhibits.base import (
    Amount,
    DataTable,
    Exhibit,
    Label,
    Words,
    number,
    same_length,
    unique,
)

__all__ = ["EvmTable", "PlainTable", "Raci", "Raid"]

Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=90)]
Letters = Annotated[str, Field(pattern=r"^([RACI](/[RACI])?)?$")]
RaidId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,5}$")]
Degree = Literal["low", "medium", "high"]


class _Table(Exhibit):
    """What tables share: the regions of their cells."""

    tabular: ClassVar[bool] = True

    @property
    def regions(self) -> dict[str, str]:
        """``row-N``, ``column-M`` (their names) and ``cell-N-M``, M from 2; counted from 1."""
        table = self.table
        rows = {f"row-{n}": f"Row {row[0]}" for n, row in enumerate(table.rows, 1)}
        columns = {f"column-{m}": f"Column {c}" for m, c in enumerate(table.columns, 1) if m > 1}
        cells = {
            f"cell-{n}-{m}": f"{row[0]}, {table.columns[m - 1]}: {text or 'empty'}"
            for n, row in enumerate(table.rows, 1)
            for m, text in enumerate(row, 1)
            if m > 1
        }
        return rows | columns | cells

    @property
    def alt(self) -> str:
        """Rows and columns by name."""
        table = self.table
        return (
            f"Table, {self.title}: {len(table.rows)} rows ({', '.join(r[0] for r in table.rows)}) "
            f"with {', '.join(table.columns[1:])}."
        )


class EvmRow(StrictModel):
    """Earned value of one part of the work, in the table's unit."""

    name: Label
    bac: Amount
    pv: Amount
    ev: Amount
    ac: Amount

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.bac <= 0:
            raise ValueError(f"'{self.name}' has a BAC of 0; a budget is needed to earn against")
        for name, value in (("EV", self.ev), ("PV", self.pv)):
            if value > self.bac:
                raise ValueError(
                    f"'{self.name}' has {name} {number(value)} over its BAC of {number(self.bac)}; "
                    "no more than the budget can be planned or earned"
                )
        return self


class EvmTable(_Table):
    """BAC, PV, EV and AC a row; ``show`` adds computed columns."""

    kind: Literal["evm-table"]
    unit: Label = "EUR thousand"
    rows: Annotated[list[EvmRow], Field(min_length=1, max_length=10)]
    show: list[Literal["cv", "sv", "cpi", "spi"]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((row.name for row in self.rows), "the row")
        unique(self.show, "the column")
        for row in self.rows:
            for index, below, name in (("cpi", row.ac, "AC"), ("spi", row.pv, "PV")):
                if index in self.show and below <= 0:
                    raise ValueError(
                        f"'{row.name}' has {name} 0, so that it has no {index.upper()}; "
                        f"remove '{index}' from 'show' or the row"
                    )
        return self

    @property
    def table(self) -> DataTable:
        """A row a part of the work; variances in the unit, indices with two decimals."""
        heads = (f"in {self.unit}", "BAC", "PV", "EV", "AC", *(name.upper() for name in self.show))
        rows = [
            (
                row.name,
                *(number(value) for value in (row.bac, row.pv, row.ev, row.ac)),
                *(_computed(row, name) for name in self.show),
            )
            for row in self.rows
        ]
        return DataTable(heads, tuple(rows))

    @property
    def alt(self) -> str:
        """Rows and columns by name, with the unit."""
        return f"{super().alt} Amounts in {self.unit}."


def _computed(row: EvmRow, name: str) -> str:
    if name == "cv":
        return number(row.ev - row.ac)
    if name == "sv":
        return number(row.ev - row.pv)
    return f"{row.ev / (row.ac if name == 'cpi' else row.pv):.2f}"


class RaidEntry(StrictModel):
    """A risk, assumption, issue or dependency; an issue has happened and has no probability."""

    id: RaidId
    kind: Literal["risk", "assumption", "issue", "dependency"]
    text: Words
    probability: Degree | None = None
    impact: Degree | None = None
    owner: Label | None = None
    state: Label

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.kind == "issue" and self.probability:
            raise ValueError(
                f"the issue '{self.id}' has a probability; it has happened, so remove that or "
                "make it a risk"
            )
        return self


class Raid(_Table):
    """An extract of a RAID log."""

    kind: Literal["raid"]
    rows: Annotated[list[RaidEntry], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((row.id for row in self.rows), "the entry")
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``row-N`` for each entry, the whole row; counted from 1."""
        return {
            f"row-{n}": f"Entry {row.id}, {row.kind}: {row.text}"
            for n, row in enumerate(self.rows, 1)
        }

    @property
    def table(self) -> DataTable:
        """A row an entry."""
        rows = [
            (r.id, r.kind, r.text, r.probability or "–", r.impact or "–", r.owner or "–", r.state)
            for r in self.rows
        ]
        heads = ("id", "kind", "entry", "probability", "impact", "owner", "state")
        return DataTable(heads, tuple(rows))


class RaciTask(StrictModel):
    """A task with R, A, C or I (or two, as in R/A) for each role, "" for none."""

    name: Label
    cells: list[Letters]


class Raci(_Table):
    """Who is responsible, accountable, consulted and informed, a row a task."""

    kind: Literal["raci"]
    roles: Annotated[list[Label], Field(min_length=2, max_length=7)]
    tasks: Annotated[list[RaciTask], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique(self.roles, "the role")
        unique((task.name for task in self.tasks), "the task")
        for task in self.tasks:
            same_length(f"'{task.name}'", len(task.cells), len(self.roles), "'roles'")
            if not any(task.cells):
                raise ValueError(f"'{task.name}' has no letter; give it one or remove the row")
        return self

    @property
    def table(self) -> DataTable:
        """A row a task, a column a role."""
        rows = tuple((task.name, *(cell or "–" for cell in task.cells)) for task in self.tasks)
        return DataTable(("task", *self.roles), rows)


class PlainTable(_Table):
    """Any other table of words or numbers, as text; the first column names the rows."""

    kind: Literal["table"]
    columns: Annotated[list[Label], Field(min_length=2, max_length=7)]
    rows: Annotated[list[list[Cell]], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique(self.columns, "the column")
        for n, row in enumerate(self.rows, 1):
            same_length(f"row {n}", len(row), len(self.columns), "'columns'")
            if not row[0]:
                raise ValueError(f"row {n} begins with an empty cell; name it")
        unique((row[0] for row in self.rows), "the row")
        return self

    @property
    def table(self) -> DataTable:
        """The cells as given."""
        return DataTable(tuple(self.columns), tuple(tuple(row) for row in self.rows))
