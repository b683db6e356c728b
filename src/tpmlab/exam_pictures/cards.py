"""A kanban board: columns with their limits, cards with their age, blocked ones marked."""

from __future__ import annotations

from tpmlab.exam.exhibits.base import slug
from tpmlab.exam.exhibits.flow import Board, Card, Column
from tpmlab.exam_pictures.drawing import Box, Drawing
from tpmlab.exam_pictures.paper import LINE, Paper, broken
from tpmlab.pictures import WIDTH, Picture

__all__ = ["draw_board"]

_TOP, _GAP, _PAD = 40.0, 8.0, 6.0


def draw_board(exhibit: Board) -> Drawing:
    """Draw the columns side by side."""
    wide = (WIDTH - 12 - _GAP * (len(exhibit.columns) - 1)) / len(exhibit.columns)
    inner = wide - 2 * _PAD
    heads = [broken(_head(column), inner - 4, bold=True) for column in exhibit.columns]
    head = LINE * max(map(len, heads)) + 12
    stacks = [
        [_lines(card, inner - 2 * _PAD - 2) for card in column.cards] for column in exhibit.columns
    ]
    tall = max(sum(_tall(lines) + _GAP for lines in stack) for stack in stacks)
    bottom = head + tall + _GAP
    paper = Paper(_TOP + bottom + 10, exhibit.title)
    boxes: dict[str, Box] = {}
    for n, column in enumerate(exhibit.columns):
        left = 6 + n * (wide + _GAP)
        paper.box(Box(left, _TOP, wide, bottom), fill="grid", edge=None, rounded=4)
        boxes[f"column-{slug(column.name)}"] = Box(left, _TOP, wide, head)
        paper.lines(left + _PAD + 2, _TOP + 6, heads[n], bold=True)
        y = _TOP + head
        for card, lines in zip(column.cards, stacks[n], strict=True):
            place = Box(left + _PAD, y, inner, _tall(lines))
            _card(paper, card, place, lines)
            boxes[f"card-{card.id}"] = place
            y += place.height + _GAP
    return Drawing(Picture(paper.figure, exhibit.alt), boxes)


def _head(column: Column) -> str:
    return column.name if column.wip is None else f"{column.name} (limit {column.wip})"


def _lines(card: Card, width: float) -> list[tuple[str, bool]]:
    """Lines of a card, and whether each is bold."""
    lines = [(line, False) for line in broken(card.text, width)]
    if card.age is not None:
        lines.append((f"{card.age} days" if card.age != 1 else "1 day", False))
    if card.blocked:
        lines.append(("BLOCKED", True))
    return lines


def _tall(lines: list[tuple[str, bool]]) -> float:
    return LINE * len(lines) + 2 * _PAD


def _card(paper: Paper, card: Card, place: Box, lines: list[tuple[str, bool]]) -> None:
    edge = ("vermilion", 2.6) if card.blocked else ("quiet", 0.9)
    paper.box(place, edge=edge[0], width=edge[1], rounded=3)
    for n, (line, bold) in enumerate(lines):
        own = n < len(lines) - (card.age is not None) - card.blocked
        y = place.top + _PAD + LINE * (n + 0.5)
        color = "vermilion" if bold else "ink" if own else "quiet"
        paper.text(place.left + _PAD + 1, y, line, bold=bold, color=color)
