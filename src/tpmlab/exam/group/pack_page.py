"""A week's pack as two pages: one for the members without keys, one for who leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tpmlab.exam.group.choosing import Sizes
from tpmlab.exam.group.item_page import asked_html, key_html
from tpmlab.exam.group.notes import notes_html
from tpmlab.exam.group.page import names_style, page, table
from tpmlab.exam.group.record import Week
from tpmlab.exam.group.votes import item_code
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.model import Outline

__all__ = ["facilitator_page", "item_headings", "members_page"]


def item_headings(number: int, week: Week, bank: Bank) -> list[tuple[str, Item]]:
    """Give each item of a week its heading: the code, and the part it stands in."""
    parts = (("warm-up", week.warm_up), ("main", week.main), ("take home", week.take_home))
    named = [(part, name) for part, names in parts for name in names]
    return [
        (f"{item_code(number, place)}, {part}", bank.item(name))
        for place, (part, name) in enumerate(named, start=1)
    ]


def members_page(
    number: int, week: Week, bank: Bank, outline: Outline, *, cards: bool, paper: str
) -> str:
    """Write what every member gets: a slip, items, cards if wanted. No key stands in it."""
    items = item_headings(number, week, bank)
    voted = len(week.voted)
    how = (
        f"<p>{escape(outline.short)}, outline {escape(outline.id)}. {week.minutes} minutes: "
        f"{voted} items to vote on, {len(items) - voted} to take home. Read, vote by card, "
        "discuss, vote again; then the key. Everybody votes before anybody talks.</p>"
    )
    asked = [f'<section class="item">{asked_html(item, name)}</section>' for name, item in items]
    at_home = _sheet("".join(asked[voted:]))
    last = _sheet(_cards()) if cards else ""
    parts = (how, _slip(number, week), *asked[:voted], at_home, last)
    return page(f"Study group, week {number}", parts, paper=paper)


def facilitator_page(
    number: int, week: Week, bank: Bank, outline: Outline, *, members: Sequence[str], paper: str
) -> str:
    """Write what the one who leads gets: notes, the choice, a vote sheet, a key page an item."""
    items = item_headings(number, week, bank)
    sizes = Sizes(len(week.warm_up), len(week.main), len(week.take_home))
    parts = (
        notes_html(sizes, week.minutes, len(members)),
        _chosen(items, week, outline),
        _sheet(_vote_sheet(number, week, members)),
        *(_sheet(key_html(item, name)) for name, item in items),
    )
    return page(f"Study group, week {number}: for the one who leads", parts, paper=paper)


def _sheet(inner: str) -> str:
    return f'<section class="sheet">{inner}</section>'


def _slip(number: int, week: Week) -> str:
    rows = ((code, "", "", "" if twice else "–") for code, twice in _votes(number, week))
    heads = ("Item", "First vote", "Sure, think so or guess", "Second vote")
    return (
        "<p>Your own slip: write the letter before the cards go up. Then it is yours, whatever the "
        "others hold up.</p>" + table("Your votes", heads, rows, style="votes")
    )


def _chosen(items: Sequence[tuple[str, Item]], week: Week, outline: Outline) -> str:
    weak = sorted(
        {item.task for _, item in items if week.reasons.get(item.id, "").startswith("weak")}
    )
    aim = (
        f"This pack aims at what the group found hard: {', '.join(map(escape, weak))}. "
        if weak
        else "No task is known to be weak yet, so the pack follows the exam's weights. "
    )
    if week.unmet:
        aim += (
            f"The bank has no further item for {', '.join(map(escape, week.unmet))}: take the "
            "items of earlier weeks out again and explain them to each other. "
        )
    rows = (
        (name, f"{item.task}: {outline.tasks[item.task].label}", week.reasons.get(item.id, ""))
        for name, item in items
    )
    return (
        f'<section class="item"><h2>Why these items</h2><p>{aim}'
        "Tasks in which fewer than half of the first votes were right are chosen first, then tasks "
        "by their share of the exam and what is not known yet. No item comes twice in the group's "
        "weeks.</p>"
        + table("Items and the tasks they test", ("Item", "Task", "Why"), rows, style="reasons")
        + "</section>"
    )


def _cards() -> str:
    cards = "".join(f"<li>{letter}</li>" for letter in "ABCD")
    return (
        "<h2>Cards to cut out</h2>"
        '<p class="small">Keep them: later weeks need no new ones.</p>'
        f'<ul class="cards">{cards}</ul>'
    )


def _votes(number: int, week: Week) -> Iterator[tuple[str, bool]]:
    """Name the items that get votes, and tell which ones get two: a warm-up has one."""
    for place, name in enumerate(week.voted, start=1):
        yield item_code(number, place), name in week.main


def _vote_sheet(number: int, week: Week, members: Sequence[str]) -> str:
    heads = ("Item", *members)
    style = f"votes {names_style(members)}".rstrip()
    rows = (
        (f"{code} {vote}", *("" for _ in members))
        for code, twice in _votes(number, week)
        for vote in (("first", "second") if twice else ("first",))
    )
    return (
        "<h2>Vote sheet</h2><p>Letters as the cards showed them; leave a cell empty where there "
        "was no vote. Afterwards somebody types them into votes.csv.</p>"
        + table(f"Votes of week {number}", heads, rows, style=style)
    )
