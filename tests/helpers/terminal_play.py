"""A learner at the terminal player: which keys answer an item, and what the screen shows."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from textual.pilot import Pilot

from tpmlab.exam.items.model import Item
from tpmlab.exam.playing.asking import how_asked
from tpmlab.exam.playing.store import Sitting
from tpmlab.terminal.app import PlayerApp


class Clock:
    """A steady clock that a test sets forward."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def play(
    sitting: Sitting,
    items: Mapping[str, Item],
    script: Callable[[PlayerApp, Pilot[None]], Awaitable[Any]],
    *,
    clock: Callable[[], float] | None = None,
    size: tuple[int, int] = (80, 24),
) -> PlayerApp:
    """Run the player without a terminal, do what the script says, and put the player away."""
    app = PlayerApp(sitting, items, clock or Clock())

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(app, pilot)

    asyncio.run(run())
    return app


def keys_for(item: Item, answer: tuple[int, ...]) -> list[str]:
    """Keys that give an answer to an item that has none yet, the cursor on its first line."""
    asked = how_asked(item)
    if asked.kind != "order":
        return [str(number + 1) for number in answer]
    keys, order, cursor = [], list(asked.offered), 0
    for place, step in enumerate(answer):
        found = order.index(step)
        keys += ["down" if found > cursor else "up"] * abs(found - cursor) + [str(place + 1)]
        order.insert(place, order.pop(found))
        cursor = place
    return keys


def seen(app: PlayerApp) -> str:
    """Text on the screen, line by line, as it stands there."""
    lines: dict[str, str] = {}
    for left, top, text in re.findall(_TEXT, app.export_screenshot()):
        line = lines.get(top, "")
        before = line.ljust(round(float(left) / _CELL))
        lines[top] = before + html.unescape(text).replace("\xa0", " ").rstrip("\n")
    return "\n".join(line.rstrip() for _, line in sorted(lines.items(), key=_by_number))


async def until(app: PlayerApp, pilot: Pilot[None], words: str) -> str:
    """Wait until the screen shows some words; give all that it shows then."""
    for _ in range(100):
        if words in " ".join(seen(app).split()):
            break
        await pilot.pause(0.1)
    return seen(app)


_TEXT = r'<text [^>]*?x="([\d.]+)" y="([\d.]+)" textLength[^>]*>(.*?)</text>'
_CELL = 12.2  # width of a character in Textual's picture of the screen


def _by_number(line: tuple[str, str]) -> float:
    return float(line[0])
