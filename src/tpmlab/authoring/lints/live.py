"""Live cells that would fail when a learner runs the first code cell and then only them."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.text import Cell, Document

__all__ = ["lonely_live_cells"]


def lonely_live_cells(document: Document) -> Iterator[Finding]:
    """Yield live cells that use a name which neither they nor the first code cell define."""
    code = [cell for cell in document.cells if cell.kind == "code"]
    known = set(dir(builtins)) | (_bound(code[0]) if code else set())
    for cell in code:
        if "live" not in cell.tags:
            continue
        missing = sorted(_used(cell) - _bound(cell) - known)
        if missing:
            message = (
                f"the live cell uses '{missing[0]}', which the first code cell does not define; "
                "define it there, since a learner may run only these two."
            )
            yield Finding(str(document.path), cell.line, message)


def _names(cell: Cell) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(cell.source)))
    except SyntaxError:
        return []  # a magic, or an error that the build will name


def _used(cell: Cell) -> set[str]:
    return {n.id for n in _names(cell) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _bound(cell: Cell) -> set[str]:
    bound: set[str] = set()
    for node in _names(cell):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
    return bound
