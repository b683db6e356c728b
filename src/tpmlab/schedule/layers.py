"""Where the boxes of a network diagram stand: layers of tasks, arrows never through a box.

A task's layer is the longest chain of links that leads to it. A link over several layers
gets a bend in each layer it passes, and the bend keeps a lane free of boxes (Sugiyama,
Tagawa and Toda 1981). Positions are in slots: one box with its share of the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tpmlab.schedule.network import Plan

__all__ = ["Layout", "layers"]

_LANE = 0.4  # slots that a passing arrow needs
_SWEEPS = 12

Node = tuple[str, int, int]  # ("box", task row, layer) or ("bend", link number, layer)


@dataclass(frozen=True)
class Layout:
    """Boxes and arrows: layer along the flow, position across it.

    Attributes
    ----------
    boxes : list of (int, float)
        Layer and position of each task, in the plan's order.
    arrows : list of list of (int, float)
        Layer and position of each corner from box to box, in the order of the links.
    depth : int
        Number of layers.
    breadth : float
        Slots from the first box's outer edge to the last one's.
    """

    boxes: list[tuple[int, float]]
    arrows: list[list[tuple[int, float]]]
    depth: int
    breadth: float


def layers(plan: Plan) -> Layout:
    """Place every task of a plan and every bend of its links.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"]), ("ship", 1, ["build"])])
    >>> layers(plan).boxes
    [(0, 0.5), (1, 0.5), (2, 0.5)]
    """
    net = plan.topology
    rank = [0] * len(plan)
    for task in net.order:
        rank[task] = max((rank[p] + 1 for p in net.pred[net.into[task]].tolist()), default=0)
    pairs = list(zip(net.pred.tolist(), net.succ.tolist(), strict=True))
    chains: list[list[Node]] = [
        [
            ("box", p, rank[p]),
            *(("bend", n, layer) for layer in range(rank[p] + 1, rank[s])),
            ("box", s, rank[s]),
        ]
        for n, (p, s) in enumerate(pairs)
    ]
    rows: list[list[Node]] = [[] for _ in range(max(rank) + 1)]
    for task, layer in enumerate(rank):
        rows[layer].append(("box", task, layer))
    for chain in chains:
        for node in chain[1:-1]:
            rows[node[2]].append(node)
    place = _settle(rows, chains)
    low = min(place[node] - _size(node) / 2 for row in rows for node in row)
    high = max(place[node] + _size(node) / 2 for row in rows for node in row)
    boxes = [(layer, round(place["box", task, layer] - low, 6)) for task, layer in enumerate(rank)]
    arrows = [[(node[2], place[node] - low) for node in chain] for chain in chains]
    return Layout(boxes, arrows, len(rows), high - low)


def _size(node: Node) -> float:
    return 1.0 if node[0] == "box" else _LANE


def _settle(rows: list[list[Node]], chains: list[list[Node]]) -> dict[Node, float]:
    """Order each layer by its neighbours' places, then draw neighbours level."""
    before: dict[Node, list[Node]] = {node: [] for row in rows for node in row}
    after: dict[Node, list[Node]] = {node: [] for row in rows for node in row}
    for chain in chains:
        for first, second in pairwise(chain):
            after[first].append(second)
            before[second].append(first)
    place: dict[Node, float] = {}
    for row in rows:
        _spread(row, {node: float(n) for n, node in enumerate(row)}, place)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        near = before if forward else after
        for row in rows if forward else reversed(rows):
            wish = {
                node: sum(place[other] for other in near[node]) / len(near[node])
                if near[node]
                else place[node]
                for node in row
            }
            row.sort(key=lambda node: wish[node])
            _spread(row, wish, place)
    return place


def _spread(row: list[Node], wish: dict[Node, float], place: dict[Node, float]) -> None:
    """Put a layer's nodes where they wish to be, in order and without overlap.

    Nodes that collide form a block; a block stands at the mean of its members' wishes.
    """
    blocks: list[_Block] = []
    for node in row:
        block = _Block([node], [_size(node) / 2], wish[node] - _size(node) / 2, _size(node))
        while blocks and blocks[-1].start + blocks[-1].length > block.start:
            block = blocks.pop().joined(block, wish)
        blocks.append(block)
    for block in blocks:
        for node, offset in zip(block.nodes, block.offsets, strict=True):
            place[node] = block.start + offset


@dataclass(frozen=True)
class _Block:
    nodes: list[Node]
    offsets: list[float]
    start: float
    length: float

    def joined(self, other: _Block, wish: dict[Node, float]) -> _Block:
        nodes = self.nodes + other.nodes
        offsets = self.offsets + [self.length + offset for offset in other.offsets]
        wishes = [wish[node] - offset for node, offset in zip(nodes, offsets, strict=True)]
        return _Block(nodes, offsets, sum(wishes) / len(wishes), self.length + other.length)
