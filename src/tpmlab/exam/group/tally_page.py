"""What the votes show, as a page: the heat map, each item before and after, where to go next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tpmlab.exam.group.page import image, names_style, page, table
from tpmlab.exam.group.record import GroupRecord
from tpmlab.exam.group.tally import ItemTally, Right, TaskRow
from tpmlab.exam.group.votes import item_code
from tpmlab.exam.items.bank import load_misconceptions
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam_pictures import heat_map
from tpmlab.pictures import Picture

__all__ = ["gain_words", "tally_page", "task_picture", "wrong_majorities"]


def tally_page(
    number: int,
    record: GroupRecord,
    tallies: Sequence[ItemTally],
    rows: Sequence[TaskRow],
    outline: Outline,
) -> str:
    """Write the result of a week's votes, and of all weeks by task.

    Parameters
    ----------
    number : int
        The week that was tallied.
    record : GroupRecord
        With the votes of all weeks.
    tallies : sequence of ItemTally
        Of this week.
    rows : sequence of TaskRow
        Of all weeks.
    outline : Outline
        For the names of tasks.
    """
    parts = (
        f"<p>{escape(gain_words(tallies))}</p>",
        "<h2>Where a majority was wrong</h2>",
        *_majorities(number, tallies),
        "<h2>Items, before and after the discussion</h2>",
        _items(number, tallies),
        "<h2>Tasks, all weeks</h2>",
        _sums(rows, outline),
        "<h2>Next week</h2>",
        *_next(rows, outline),
        _by_member(record, rows, outline),
    )
    return page(f"Study group, votes of week {number}", parts)


def gain_words(tallies: Sequence[ItemTally]) -> str:
    """Say what the discussion changed, counted over those who voted twice.

    Examples
    --------
    >>> gain_words([])
    'No item was voted on twice.'
    """
    twice = [each for each in tallies if each.second.of]
    if not twice:
        return "No item was voted on twice."
    before = Right(*(sum(column) for column in zip(*(t.before for t in twice), strict=True)))
    after = Right(*(sum(column) for column in zip(*(t.second for t in twice), strict=True)))
    gained, lost = sum(t.gained for t in twice), sum(t.lost for t in twice)
    return (
        f"{_items_word(len(twice))} had a second vote: {before.right} of {before.of} right before "
        f"the discussion, {after.right} of {after.of} after it; {gained} went from wrong to right, "
        f"{lost} from right to wrong."
    )


def wrong_majorities(tallies: Sequence[ItemTally]) -> list[ItemTally]:
    """List the items on which more than half of the first votes were wrong."""
    return [each for each in tallies if each.majority_wrong]


def task_picture(record: GroupRecord, rows: Sequence[TaskRow], outline: Outline) -> Picture:
    """Draw the heat map of tasks by members, with a column for all of them."""
    named = [(_task(row.task, outline), (*row.members, row.whole)) for row in rows]
    weeks = [number for number, week in record.weeks.items() if week.votes]
    span = f"week {weeks[0]}" if len(weeks) == 1 else f"weeks {weeks[0]} to {weeks[-1]}"
    return heat_map(named, (*record.members, "all"), f"Tasks by member, {span}")


def _items_word(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _task(task: str, outline: Outline) -> str:
    return f"{task} {outline.tasks[task].label}" if task in outline.tasks else task


def _majorities(number: int, tallies: Sequence[ItemTally]) -> Iterator[str]:
    wrong = wrong_majorities(tallies)
    if not wrong:
        yield "<p>Nowhere: on each item at least half of the first votes were right.</p>"
        return
    yield "<ul>"
    yield from (f"<li>{escape(_majority(number, each))}</li>" for each in wrong)
    yield "</ul>"


def _majority(number: int, each: ItemTally) -> str:
    said = (
        f"{item_code(number, each.number)} ({each.item.task}): {each.first.right} of "
        f"{each.first.of} right."
    )
    if (option := each.tempting) is not None:
        said += f" {each.fans} chose {each.favourite}, “{to_plain(option.text)}”."
        held = load_misconceptions().get(option.misconception or "")
        said += f" The idea behind it: “{to_plain(held.belief)}”" if held else ""
    if each.second.of and 2 * each.second.right < each.second.of:
        said += " The discussion did not turn it: read up on it together."
    return said


def _items(number: int, tallies: Sequence[ItemTally]) -> str:
    heads = ("Item", "Task", "First right", "Voted twice: before", "after", "Wrong to right",
             "Right to wrong", "Wrong favourite")  # fmt: skip
    rows = (
        (
            item_code(number, each.number),
            each.item.task,
            str(each.first),
            str(each.before) if each.second.of else "–",
            str(each.second) if each.second.of else "–",
            str(each.gained) if each.second.of else "–",
            str(each.lost) if each.second.of else "–",
            f"{each.favourite} ({each.fans})" if each.favourite else "–",
        )
        for each in tallies
    )
    return table("Votes on each item", heads, rows, style="codes")


def _sums(rows: Sequence[TaskRow], outline: Outline) -> str:
    lines = ((_task(row.task, outline), str(row.whole)) for row in rows)
    return table("First votes right, by task", ("Task", "all"), lines)


def _by_member(record: GroupRecord, rows: Sequence[TaskRow], outline: Outline) -> str:
    """Write the members' columns on a sheet of their own, so that the rest can be shown."""
    return (
        '<section class="sheet"><h2>By member: for the one who leads</h2>'
        "<p>Rows are the group's. A column is one person's: talk about it with that person, and "
        "show the pages before this one to everybody else.</p>"
        f"<figure>{image(task_picture(record, rows, outline))}</figure>"
        f"{_tasks(record, rows, outline)}"
        '<p class="small">A cell holds few votes: it says where to look, not what somebody is '
        "worth. Votes stay in the group's folder; nothing was sent.</p></section>"
    )


def _tasks(record: GroupRecord, rows: Sequence[TaskRow], outline: Outline) -> str:
    lines = (
        (
            _task(row.task, outline),
            *(str(cell) if cell.of else "–" for cell in row.members),
            str(row.whole),
        )
        for row in rows
    )
    heads = ("Task", *record.members, "all")
    style = names_style(record.members)
    return table("First votes right, by task and member", heads, lines, style=style)


def _next(rows: Sequence[TaskRow], outline: Outline) -> Iterator[str]:
    weak = [row for row in rows if row.weak]
    if not weak:
        yield (
            "<p>No task is weak by these votes. The next pack follows the exam's weights and what "
            "was not asked yet.</p>"
        )
        return
    yield (
        "<p>Weak tasks: fewer than half of the first votes were right when they were last asked. "
        "The next discussion begins with them, on other items, where the bank has any:</p>"
    )
    lines = "".join(
        f"<li>{escape(_task(row.task, outline))}: {row.last.right} of {row.last.of} in "
        f"week {row.last.week}</li>"
        for row in weak
    )
    yield f"<ul>{lines}</ul>"
