"""Status reports as files: YAML to write and keep, a web page and Word to send."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tpmlab.artifacts.status.report import StatusReport
from tpmlab.content import parse_yaml, read_yaml
from tpmlab.files import write_atomically

__all__ = ["read_status", "to_html", "to_word", "to_yaml", "write_status"]


class _Dumper(yaml.SafeDumper):
    """Writes equal dates twice: our reader refuses aliases, and people don't know them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote the old line break U+0085, which YAML would otherwise turn into a space."""
    style = '"' if "\x85" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)

_COLOURS = {"green": "#007f5f", "amber": "#e69f00", "red": "#c2410c"}
_MEANS = {
    "green": "the promise holds",
    "amber": "the promise holds if something happens",
    "red": "the promise doesn't hold without a decision",
}


def read_status(source: str | Path) -> StatusReport:
    """Read a status report from a YAML file, or from YAML text of several lines.

    Parameters
    ----------
    source : str or Path
        Path of a file, or the text itself.

    Returns
    -------
    StatusReport
        The report.

    Raises
    ------
    ContentError
        If the file is missing, or for the first problem met; the message names the line.

    Examples
    --------
    >>> read_status('''
    ... project: Audit Repair
    ... author: Stefan Iliev
    ... day: 2027-01-15
    ... health: amber
    ... finish: {promised: 2027-03-19, forecast: 2027-03-19}
    ... ''').day
    datetime.date(2027, 1, 15)
    """
    if isinstance(source, str) and "\n" in source:
        return parse_yaml(source, StatusReport, where="the status report")
    return read_yaml(Path(source), StatusReport)


def to_yaml(report: StatusReport) -> str:
    """Write a report as YAML text, without its empty fields.

    Parameters
    ----------
    report : StatusReport
        Any report.

    Returns
    -------
    str
        YAML that :func:`read_status` reads back to an equal report.

    Examples
    --------
    >>> from tpmlab.artifacts.status import Finish
    >>> end = date(2027, 3, 19)
    >>> print(to_yaml(StatusReport(project="Audit Repair", author="Stefan Iliev",
    ...     day=date(2027, 1, 15), health="green", finish=Finish(promised=end, forecast=end))))
    project: Audit Repair
    author: Stefan Iliev
    day: 2027-01-15
    health: green
    finish:
      promised: 2027-03-19
      forecast: 2027-03-19
    <BLANKLINE>
    """
    kept = report.model_dump(exclude_defaults=True)
    return yaml.dump(kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def write_status(report: StatusReport, path: str | Path) -> None:
    """Write a report to a YAML file; a file that stands there is replaced as a whole.

    Parameters
    ----------
    report : StatusReport
        Any report.
    path : str or Path
        Where it goes.

    Examples
    --------
    >>> import tempfile
    >>> from tpmlab.artifacts.status import Finish
    >>> end = date(2027, 3, 19)
    >>> report = StatusReport(project="Audit Repair", author="Stefan Iliev",
    ...     day=date(2027, 1, 15), health="green", finish=Finish(promised=end, forecast=end))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_status(report, Path(folder, "status.yaml"))
    ...     read_status(Path(folder, "status.yaml")) == report
    True
    """
    write_atomically(Path(path), to_yaml(report).encode())


class _Sheet(NamedTuple):
    heading: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def to_html(report: StatusReport) -> str:
    """Print a report as one web page without scripts or outside files.

    Parameters
    ----------
    report : StatusReport
        Any report; its texts are shown as text, whatever they hold.

    Returns
    -------
    str
        A whole HTML document.

    Examples
    --------
    >>> from tpmlab.artifacts.status import Finish
    >>> end = date(2027, 3, 19)
    >>> page = to_html(StatusReport(project="A & B", author="Stefan Iliev",
    ...     day=date(2027, 1, 15), health="green", finish=Finish(promised=end, forecast=end)))
    >>> "<h1>A &amp; B: status of 15 January 2027</h1>" in page
    True
    """
    body = "\n".join(_table_html(sheet) for sheet in _sheets(report))
    title = escape(_title(report))
    colour = _COLOURS[report.health]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
.health {{ border-left: 0.6rem solid {colour}; padding: 0.2rem 0 0.2rem 0.8rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
         border-bottom: 1px solid #d9e0e7; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="health"><strong>{report.health.capitalize()}</strong> ({escape(_MEANS[report.health])}):
{escape(report.reason)}</p>
<p>{escape(report.summary)}</p>
{body}
<p>{escape(_next_line(report))} {escape(report.author)}</p>
</main>
</body>
</html>
"""


def to_word(report: StatusReport, path: str | Path) -> None:
    """Print a report as a Word document; a file that stands there is replaced as a whole.

    Parameters
    ----------
    report : StatusReport
        Any report.
    path : str or Path
        Where the document goes, usually ending in ``.docx``.

    Examples
    --------
    >>> import tempfile
    >>> from tpmlab.artifacts.status import Finish
    >>> end = date(2027, 3, 19)
    >>> report = StatusReport(project="Audit Repair", author="Stefan Iliev",
    ...     day=date(2027, 1, 15), health="green", finish=Finish(promised=end, forecast=end))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_word(report, Path(folder, "status.docx"))
    ...     Path(folder, "status.docx").read_bytes()[:2]
    b'PK'
    """
    from io import BytesIO

    from docx import Document

    document = Document()
    document.core_properties.title = _title(report)
    document.core_properties.author = report.author
    document.add_heading(_title(report), level=0)
    line = document.add_paragraph()
    line.add_run(report.health.capitalize()).bold = True
    line.add_run(f" ({_MEANS[report.health]}): {report.reason}")
    if report.summary:
        document.add_paragraph(report.summary)
    for sheet in _sheets(report):
        _table_word(document, sheet)
    document.add_paragraph(f"{_next_line(report)} {report.author}")
    whole = BytesIO()
    document.save(whole)
    write_atomically(Path(path), whole.getvalue())


def _title(report: StatusReport) -> str:
    return f"{report.project}: status of {_day(report.day)}"


def _next_line(report: StatusReport) -> str:
    if report.next_update is None:
        return "No next update is planned."
    return f"Next update: {report.next_update:%A} {_day(report.next_update)}."


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _sheets(report: StatusReport) -> list[_Sheet]:
    """Tables of a report in reading order; those without a row are left out."""
    finish = report.finish
    late = f"{report.days_late:+d} days" if report.days_late else "as promised"
    sheets = [
        _Sheet(
            "Finish",
            ("Promised", "Forecast", "At the latest", "Difference"),
            [(_day(finish.promised), _day(finish.forecast), _day(finish.latest), late)],
        ),
        _Sheet(
            "Decisions needed",
            ("What", "Of whom", "By"),
            [(entry.what, entry.of, _day(entry.by)) for entry in report.asks],
        ),
        _Sheet("Done", ("What", "On"), [(entry.what, _day(entry.when)) for entry in report.done]),
        _Sheet(
            "Blocked",
            ("What", "Since", "Waits for", "Owner", "Next action", "By"),
            [
                (e.what, _day(e.since), e.waits_for, e.owner, e.next_action, _day(e.due))
                for e in report.blocked
            ],
        ),
        _Sheet(
            "Changed",
            ("What", "Before", "After", "Why", "Decided by"),
            [(e.what, e.before, e.after, e.reason, e.decided_by) for e in report.changed],
        ),
        _Sheet(
            "Next",
            ("What", "Owner", "By"),
            [(entry.what, entry.owner, _day(entry.due)) for entry in report.next],
        ),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def _table_html(sheet: _Sheet) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in sheet.columns)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows
    )
    return (
        f"<h2>{escape(sheet.heading)}</h2>\n<table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _table_word(document: Any, sheet: _Sheet) -> None:
    document.add_heading(sheet.heading, level=1)
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, sheet.columns, strict=True):
        cell.text = name
    for row in sheet.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
