"""A group's folder: make a week's pack in it, read votes back into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tpmlab.exam.group.choosing import choose, sizes_for
from tpmlab.exam.group.notebook import pack_notebook
from tpmlab.exam.group.pack_page import facilitator_page, members_page
from tpmlab.exam.group.record import (
    FILE,
    GroupError,
    GroupRecord,
    Week,
    checked_members,
    read_record,
    write_record,
)
from tpmlab.exam.group.tally import ItemTally, TaskRow, item_tallies, standings, task_rows
from tpmlab.exam.group.tally_page import gain_words, tally_page, task_picture
from tpmlab.exam.group.votes import read_votes, vote_template
from tpmlab.exam.items.bank import Bank, load_bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.outlines.model import Outline
from tpmlab.files import write_atomically
from tpmlab.pictures import Picture

__all__ = ["MEMBERS", "Pack", "Tally", "VoteError", "make_pack", "tally_file"]

MEMBERS = ("M1", "M2", "M3", "M4", "M5", "M6")
"""Names of a group that gave none."""


class VoteError(GroupError):
    """A file of votes with bad cells: one sentence each, in ``sentences``."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True)
class Pack:
    """A week's pack and where its files are."""

    number: int
    week: Week
    record: GroupRecord
    folder: Path

    @property
    def pages(self) -> tuple[Path, Path]:
        """The members' page and the one for who leads."""
        return self.folder / "members.html", self.folder / "leader.html"


@dataclass(frozen=True)
class Tally:
    """What a week's votes show, and the page that tells it."""

    number: int
    record: GroupRecord
    items: tuple[ItemTally, ...]
    tasks: tuple[TaskRow, ...]
    picture: Picture
    page: Path

    @property
    def said(self) -> str:
        """What the discussion changed, in a sentence."""
        return gain_words(self.items)

    @property
    def weak(self) -> tuple[str, ...]:
        """Tasks that the next pack aims at."""
        return tuple(row.task for row in self.tasks if row.weak)


def make_pack(
    folder: Path | str,
    number: int,
    *,
    today: date,
    outline_id: str | None = None,
    members: Sequence[str] | None = None,
    minutes: int = 60,
    seed: int = 1,
    again: bool = False,
    paper: str = "A4",
    base: Path | None = None,
) -> Pack:
    """Choose a week's items and write its pages, notebook and file of votes.

    Parameters
    ----------
    folder : path
        The group's; made if it isn't there. The pack goes into ``week-03`` or the like.
    number : int
        Of the week, from 1.
    today : datetime.date
        Noted in the record.
    outline_id, members : optional
        Default: as in the group's record, or pmp-2026 and six numbered members.
    minutes, seed : int
        Length of the meeting; what decides between equally good items.
    again : bool
        Write a week's files once more, with the items that it has.
    paper : str
        ``A4`` or ``letter``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    GroupError
        If the week was made before, the group's record disagrees or the items run out.
    """
    folder = Path(folder)
    record = _record(folder, outline_id, members)
    outline, bank = load_outline(record.outline, base), load_bank(record.outline, base)
    if number < 1:
        raise GroupError(f"Weeks count from 1, not {number}; change --week.")
    if again != (number in record.weeks):
        raise GroupError(_not_that_way(folder, number, again))
    if not again:
        week = _chosen(record, bank, outline, number, minutes=minutes, seed=seed, today=today)
        record = record.with_week(number, week)
    if gone := [name for name in record.weeks[number].items if name not in bank.by_id]:
        raise GroupError(
            f"Week {number} holds the item '{gone[0]}', which the bank no longer has; make the "
            "next week instead."
        )
    place = folder / f"week-{number:02d}"
    place.mkdir(parents=True, exist_ok=True)
    pack = Pack(number, record.weeks[number], record, place)
    for path, text in _texts(pack, bank, outline, paper).items():
        write_atomically(path, text.encode())
    write_record(folder, record)
    return pack


def tally_file(path: Path | str, base: Path | None = None) -> Tally:
    """Read a file of votes, keep them in the group's record, and write the page of results.

    Parameters
    ----------
    path : path
        A week's ``votes.csv``, in the group's folder or in one below it.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    VoteError
        With a sentence for each bad cell; nothing was kept then.
    GroupError
        If the file or the group's record can't be used.
    """
    path = Path(path)
    folder, record = _group_of(path)
    outline, bank = load_outline(record.outline, base), load_bank(record.outline, base)
    number, votes, bad = read_votes(path, record.weeks, record.members, bank)
    if bad:
        raise VoteError([cell.sentence(str(path)) for cell in bad])
    week = record.weeks[number].model_copy(update={"votes": votes})
    record = record.with_week(number, week)
    items, tasks = item_tallies(week, bank), task_rows(record, bank)
    page = path.with_name(f"tally-{number:02d}.html")
    write_atomically(page, tally_page(number, record, items, tasks, outline).encode())
    write_record(folder, record)
    return Tally(number, record, items, tasks, task_picture(record, tasks, outline), page)


def _chosen(
    record: GroupRecord,
    bank: Bank,
    outline: Outline,
    number: int,
    *,
    minutes: int,
    seed: int,
    today: date,
) -> Week:
    chosen = choose(
        bank,
        outline,
        standings(record, bank),
        used=record.used(),
        sizes=sizes_for(minutes),
        seed=f"{seed}:{number}",
    )
    return Week(
        made=today,
        minutes=minutes,
        warm_up=tuple(item.id for item in chosen.warm_up),
        main=tuple(item.id for item in chosen.main),
        take_home=tuple(item.id for item in chosen.take_home),
        reasons=dict(chosen.reasons),
        unmet=chosen.unmet,
    )


def _texts(pack: Pack, bank: Bank, outline: Outline, paper: str) -> dict[Path, str]:
    """Write every file of a pack; votes.csv only where there is none, for it may hold votes."""
    number, week, members = pack.number, pack.week, pack.record.members
    for_members, for_leader = pack.pages
    cards = number == min(pack.record.weeks)  # a group keeps its cards
    texts = {
        for_members: members_page(number, week, bank, outline, cards=cards, paper=paper),
        for_leader: facilitator_page(number, week, bank, outline, members=members, paper=paper),
        pack.folder / "pack.ipynb": pack_notebook(number, week, bank, members),
    }
    votes = pack.folder / "votes.csv"
    if not votes.exists():
        texts[votes] = vote_template(number, week, members)
    return texts


def _record(folder: Path, outline_id: str | None, members: Sequence[str] | None) -> GroupRecord:
    known = read_record(folder)
    if known is None:
        names = checked_members(MEMBERS if members is None else members)
        return GroupRecord(outline=outline_id or "pmp-2026", members=names)
    if outline_id not in (None, known.outline):
        raise GroupError(
            f"{folder / FILE} is of {known.outline}, not {outline_id}; give another --out folder."
        )
    if members is None:
        return known
    return known.model_copy(update={"members": _joined(known, checked_members(members))})


def _joined(known: GroupRecord, members: tuple[str, ...]) -> tuple[str, ...]:
    """Let members come; one who has voted stays, or the votes would have no owner."""
    voted = {name for week in known.weeks.values() for each in week.votes.values() for name in each}
    if gone := sorted(voted - set(members)):
        raise GroupError(
            f"'{gone[0]}' has voted in this group; keep the name in --members (an absent member "
            "leaves cells empty)."
        )
    return members


def _not_that_way(folder: Path, number: int, again: bool) -> str:
    if again:
        return f"{folder} has no week {number} yet; leave --again out to make it."
    return (
        f"Week {number} of {folder} was made already; add --again for the same pack once more, or "
        "make the next week."
    )


def _group_of(path: Path) -> tuple[Path, GroupRecord]:
    for folder in (path.resolve().parent, path.resolve().parent.parent):
        record = read_record(folder)
        if record is not None:
            return folder, record
    raise GroupError(
        f"No {FILE} lies beside {path} or above it: keep the votes in the folder that "
        "'tpmlab exam pack' made."
    )
