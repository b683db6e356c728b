"""Exhibits on an HTML page: a real table, or the drawing with its table folded below it."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from html import escape

from pydantic import TypeAdapter

from tpmlab.exam.items.exhibit import AnyExhibit, DataTable, Exhibit
from tpmlab.exam_pictures.draw import draw
from tpmlab.exam_pictures.drawing import Drawing

__all__ = ["drawing_of", "exhibit_html", "folded_table", "image_html", "table_html"]

_READ: TypeAdapter[Exhibit] = TypeAdapter(AnyExhibit)


def exhibit_html(exhibit: Exhibit) -> str:
    """Show an exhibit that nobody points at: tables as tables, all else drawn.

    Parameters
    ----------
    exhibit : Exhibit

    Returns
    -------
    str
        HTML without scripts; pictures are inside it.

    Examples
    --------
    >>> from tpmlab.exam.exhibits.tables import PlainTable
    >>> offers = PlainTable(kind="table", title="Offers", columns=["Firm", "Weeks"],
    ...                     rows=[["Kestrel", "11"]])
    >>> exhibit_html(offers).count("<td>")
    1
    """
    if exhibit.tabular:
        return table_html(exhibit.table, exhibit.title)
    return f"{image_html(exhibit)}{folded_table(exhibit)}"


def image_html(exhibit: Exhibit) -> str:
    """Show the drawing alone, with its alternative text."""
    drawing = drawing_of(exhibit)
    wide, high = drawing.size
    data = b64encode(drawing.png()).decode("ascii")
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(exhibit.alt)}" width="{wide}" '
        f'height="{high}" style="display:block;width:{wide}px;max-width:100%;height:auto">'
    )


def table_html(table: DataTable, caption: str = "") -> str:
    """Write a table with heads for its columns and rows."""
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<table class="tpmlab-exhibit">{above}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def drawing_of(exhibit: Exhibit) -> Drawing:
    """Draw an exhibit, or give the drawing made before: items of a case set share one."""
    return _drawn(exhibit.model_dump_json())


@lru_cache(maxsize=32)
def _drawn(document: str) -> Drawing:
    return draw(_READ.validate_json(document))


def folded_table(exhibit: Exhibit) -> str:
    """Fold an exhibit's data away below its drawing, for who can't see or measure it."""
    return f"<details><summary>The data as a table</summary>{table_html(exhibit.table)}</details>"
