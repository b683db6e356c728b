"""A decision tree with the expected value of every fork, and the way to go."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.lines import Line2D

from tpmlab.pictures import FONT, PALETTE, WIDTH, Picture, shorten
from tpmlab.pictures.chart import Chart
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import plain
from tpmlab.prioritise.decision import Chance, Choice, Node, Rollback, rollback
from tpmlab.prioritise.errors import PrioritiseError

__all__ = ["decision_tree_picture"]

_ROW, _TOP, _BOTTOM = 46, 64, 14  # pixels
_MOST_LEAVES = 40


class _Spot(NamedTuple):
    """One node on the sheet: column from the left, row from the top, words of its branch."""

    node: Node
    value: float
    depth: int
    row: float
    words: str
    parent: int
    on_the_way: bool  # whether the best choices lead here
    rejected: bool  # whether another option of the same choice is better


def decision_tree_picture(tree: Node, *, currency: str = "") -> Picture:
    """Draw a decision tree with its expected values; the best way is thick.

    Parameters
    ----------
    tree : Choice or Chance
        The tree; up to 40 final payoffs.
    currency : str
        Name of the currency of payoffs and costs.

    Returns
    -------
    Picture
        Squares are our choices, circles are luck, small triangles payoffs; two strokes
        cross a branch that isn't chosen. Its words give the choice and its value.

    Raises
    ------
    PrioritiseError
        If the tree has more than 40 payoffs.

    References
    ----------
    .. [1] Raiffa, H. (1968), "Decision Analysis: Introductory Lectures on Choices
       under Uncertainty", Addison-Wesley.

    Examples
    --------
    >>> tree = Choice({
    ...     "build": Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250),
    ...     "buy": Chance({"well": (0.6, 800), "badly": (0.4, 300)}, cost=400)})
    >>> decision_tree_picture(tree, currency="kUSD").alt
    'Decision tree with 4 outcomes: choose build, worth 230 kUSD on average. Next best: buy, 200 kUSD.'
    """  # noqa: E501 - a doctest compares one line
    solved = rollback(tree)
    spots: list[_Spot] = []
    leaves = _lay(_Spot(tree, solved.value, 0, 0, "", -1, True, False), solved, spots)
    if leaves > _MOST_LEAVES:
        raise PrioritiseError(
            f"The tree has {leaves} payoffs and the picture shows up to {_MOST_LEAVES}; "
            "solve branches of it with rollback first."
        )
    height = _TOP + _BOTTOM + max(_ROW * leaves, 60)
    chart = Chart(height, title="Which way?", left=0, right=0, bottom=0, grid=None)
    chart.axes.set_position((0, 0, 1, 1))
    chart.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    chart.axes.set_axis_off()
    _key(chart)
    depth = max(spot.depth for spot in spots) or 1
    left = 30 + 7.8 * len(_value_words(spots[0], currency))
    sheet = _Places(left, (WIDTH - left - 24 - 8 * _widest_leaf(spots, currency)) / depth)
    for spot in spots:
        _branch(chart, spot, spots, sheet)
    for spot in spots:
        _node(chart, spot, sheet, currency)
    return chart.picture(_tree_words(tree, solved, leaves, currency))


def _lay(spot: _Spot, solved: Rollback, spots: list[_Spot]) -> int:
    """Place a node and all below it, from its row on; give the number of leaves."""
    here, node, used = len(spots), spot.node, 0
    spots.append(spot)
    if not isinstance(node, Chance | Choice):
        return 1
    rows = []
    for name, part in solved.parts.items():
        child, words = (
            (node.branches[name][1], f"{name}, {node.branches[name][0]:.0%}")
            if isinstance(node, Chance)
            else (node.options[name], name)
        )
        rejected = isinstance(node, Choice) and name != solved.chosen
        best = spot.on_the_way and not rejected
        below = _Spot(
            child, part.value, spot.depth + 1, spot.row + used, words, here, best, rejected
        )
        place = len(spots)
        used += _lay(below, part, spots)
        rows.append(spots[place].row)
    spots[here] = spot._replace(row=(rows[0] + rows[-1]) / 2)
    return used


class _Places(NamedTuple):
    """Where columns of nodes stand, in pixels."""

    left: float
    step: float

    def of(self, spot: _Spot) -> tuple[float, float]:
        """Pixels from the left and from above."""
        return self.left + spot.depth * self.step, _TOP + (spot.row + 0.5) * _ROW


def _value_words(spot: _Spot, currency: str) -> str:
    """Give what stands beside a node: a payoff, or the expected value and what it costs."""
    if not isinstance(spot.node, Chance | Choice):
        return f"{plain(spot.value)} {currency}".rstrip()
    return plain(spot.value) + (f" (cost {plain(spot.node.cost)})" if spot.node.cost else "")


def _widest_leaf(spots: list[_Spot], currency: str) -> int:
    return max(
        len(_value_words(spot, currency))
        for spot in spots
        if not isinstance(spot.node, Chance | Choice)
    )


def _key(chart: Chart) -> None:
    words = "■ our choice   ● luck   ▶ payoff   numbers: expected value, costs deducted"
    chart.axes.text(10, 42, words, fontsize=FONT["small"], color=PALETTE["quiet"], va="center")


def _branch(chart: Chart, spot: _Spot, spots: list[_Spot], sheet: _Places) -> None:
    if spot.parent < 0:
        return
    x, y = sheet.of(spot)
    x0, y0 = sheet.of(spots[spot.parent])
    bend = x0 + 26
    line = Line2D([x0, bend, x], [y0, y, y], zorder=2)
    line.set(color=PALETTE["ink" if spot.on_the_way else "quiet"])
    line.set_linewidth(2.6 if spot.on_the_way else 1.1)
    chart.axes.add_line(line)
    if spot.rejected:
        for shift in (0, 5):
            cut = Line2D([bend + 8 + shift, bend + 13 + shift], [y + 6, y - 6], zorder=3)
            cut.set(color=PALETTE["vermilion"], linewidth=1.8)
            chart.axes.add_line(cut)
    room = int((sheet.step - 56) / 6.4)
    look: Look = {"fontsize": FONT["small"], "color": PALETTE["ink"], "zorder": 4}
    chart.axes.text(bend + 24, y - 9, shorten(spot.words, max(room, 6)), va="center", **look)


def _node(chart: Chart, spot: _Spot, sheet: _Places, currency: str) -> None:
    x, y = sheet.of(spot)
    look: Look = {"fontsize": FONT["small"], "color": PALETTE["ink"], "zorder": 6}
    look |= {"fontweight": "bold", "va": "center_baseline"}
    words = _value_words(spot, currency)
    if isinstance(spot.node, Chance | Choice):
        marker, color = ("s", "blue") if isinstance(spot.node, Choice) else ("o", "amber")
        chart.axes.plot(x, y, marker, markersize=15, color=PALETTE[color], zorder=5)
        down = 11 if spot.depth else 0  # below its branch
        chart.axes.text(x - 14, y + down, words, ha="right", **look)
    else:
        chart.axes.plot(x, y, ">", markersize=8, color=PALETTE["ink"], zorder=5)
        chart.axes.text(x + 10, y, words, **look)


def _tree_words(tree: Node, solved: Rollback, leaves: int, currency: str) -> str:
    unit = f" {currency}" if currency else ""
    start = f"Decision tree with {leaves} outcome{'s' if leaves > 1 else ''}: "
    if solved.chosen is None:
        return f"{start}worth {plain(solved.value)}{unit} on average."
    cost = tree.cost if isinstance(tree, Choice) else 0.0
    others = {
        name: part.value - cost for name, part in solved.parts.items() if name != solved.chosen
    }
    words = f"{start}choose {solved.chosen}, worth {plain(solved.value)}{unit} on average."
    if others:
        name = max(others, key=lambda other: others[other])
        words += f" Next best: {name}, {plain(others[name])}{unit}."
    return words
