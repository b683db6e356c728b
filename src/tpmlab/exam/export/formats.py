"""The formats that an export knows, by the word that the command line uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from tpmlab.errors import TpmlabError
from tpmlab.exam.export.exported import Exported
from tpmlab.exam.items.model import Item

__all__ = ["FORMATS", "Format", "export_items"]


@dataclass(frozen=True)
class Format:
    """A format: the end of its files' names, what reads it, and where its writer is.

    ``writer`` is ``module:function`` below this package, loaded when used.
    """

    suffix: str
    reader: str
    writer: str

    def write(self, items: Iterable[Item], title: str, when: float) -> Exported:
        """Write items; ``when`` is in seconds since 1970."""
        module, _, name = self.writer.partition(":")
        function: Callable[[Iterable[Item], str, float], Exported] = getattr(
            import_module(f"tpmlab.exam.export.{module}"), name
        )
        return function(items, title, when)


FORMATS = {
    "anki": Format(".apkg", "Anki", "anki:anki_package"),
    "csv": Format(".csv", "a spreadsheet, and 'tpmlab exam import'", "csv_sheet:csv_sheet"),
    "moodle": Format(".xml", "Moodle 4.4 and later", "moodle:moodle_quiz"),
    "qti21": Format(".zip", "test systems with QTI 2.1", "qti_package:qti21_package"),
    "qti30": Format(".zip", "test systems with QTI 3.0", "qti_package:qti30_package"),
    "canvas": Format(".zip", "Canvas", "canvas:canvas_quiz"),
}


def export_items(items: Iterable[Item], name: str, title: str, when: float) -> Exported:
    """Write items in a format.

    Parameters
    ----------
    items : iterable of Item
        What to write, in order.
    name : str
        One of ``FORMATS``.
    title : str
        What the reader shows as the name of the whole.
    when : float
        Seconds since 1970; the same moment gives the same bytes.

    Raises
    ------
    TpmlabError
        If there is no such format, no item, or none that the format has a place for.

    Examples
    --------
    >>> export_items([], "word", "PMP", 0.0)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: There is no format 'word'; use one of ...
    """
    if name not in FORMATS:
        raise TpmlabError(f"There is no format '{name}'; use one of {', '.join(FORMATS)}.")
    items = list(items)
    if not items:
        raise TpmlabError("There is no item to export; choose another task or form.")
    made = FORMATS[name].write(items, title, when)
    if not made.written:
        kinds = ", ".join(made.left_out)
        raise TpmlabError(f"'{name}' has nothing like {kinds}; choose another format or task.")
    return made
