"""``tpmlab exam quality``: whether keys of a bank can be guessed without its subject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["quality"]


def quality(
    *,
    outline: Annotated[str, typer.Option(help="Whose bank, such as pmp-2026.")] = "pmp-2026",
    domain: Annotated[
        str | None, typer.Option(help="Judge one domain's items only, such as people.")
    ] = None,
    lessons: Annotated[bool, typer.Option("--lessons", help="Judge the lessons' items.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Explain gates that pass, too.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the findings as a page with pictures, too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Judge a bank of items: whether somebody who knows nothing can guess its keys.

    \b
        tpmlab exam quality                       the bank for pmp-2026
        tpmlab exam quality --domain people       one domain; solvers still learn from all
        tpmlab exam quality --lessons             the questions of the lessons
        tpmlab exam quality --html report.html    with pictures of lengths, places, words, tasks

    Each gate passes, warns or fails; below are the items to blame with the words to change. A rate
    over fewer than 300 items fails only when its whole 95 % interval lies beyond the limit. The
    exit code is 1 when a gate fails or a file can't be read.
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.quality.judging import judge
    from tpmlab.exam.quality.pages import as_data, print_results

    found = judge(outline, domain, lessons=lessons)
    if html is not None:
        from tpmlab.exam.quality.report_page import report_page
        from tpmlab.files import write_atomically

        page = report_page(
            found.results, found.entries, found.heading, found.problems, found.outline
        )
        write_atomically(html, page.encode())
    if as_json:
        typer.echo(json.dumps(as_data(found.results, found.problems, found.heading), indent=2))
    else:
        print_results(found.results, found.problems, found.heading, everything=everything)
    if found.problems or any(each.verdict == "fail" for each in found.results):
        raise typer.Exit(1)
