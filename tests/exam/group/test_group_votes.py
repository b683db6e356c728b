"""The file of votes as people fill it, with their mistakes, and what is counted from it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from group_votes import fill_votes
from matplotlib.colors import to_hex

from tpmlab.exam.group.folder import VoteError, make_pack, tally_file
from tpmlab.exam.group.record import GroupError, read_record
from tpmlab.exam.group.tally_page import gain_words, wrong_majorities
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam_pictures import heat_map

MEMBERS = ("NB", "CC", "CF")
BANK = load_bank("pmp-2026")
HEAD = "member,item,first vote,second vote\n"


@pytest.fixture
def pack(tmp_path):
    return make_pack(tmp_path / "group", 1, today=date(2027, 1, 11), members=MEMBERS)


def wrong_letters(item) -> list[str]:
    return [letter for letter, option in zip("ABCD", item.options, strict=False) if not option.key]


def key_letter(item) -> str:
    return "ABCD"[item.keys[0]]


def test_votes_before_and_after_are_counted(pack):
    item = BANK.item(pack.week.main[0])
    key, (bad, *_) = key_letter(item), wrong_letters(item)
    code = f"W1-{pack.week.items.index(item.id) + 1}"
    rows = f"NB,{code},{bad},{key}\nCC,{code},{bad},{bad}\nCF,{code},{key},{key}\n"
    path = pack.folder / "votes.csv"
    path.write_text(HEAD + rows)
    tally = tally_file(path)
    (one,) = tally.items
    assert (one.first, one.before, one.second) == ((1, 3), (1, 3), (2, 3))
    assert (one.gained, one.lost, one.favourite, one.fans) == (1, 0, bad, 2)
    assert wrong_majorities(tally.items) == [one]
    assert gain_words(tally.items) == (
        "1 item had a second vote: 1 of 3 right before the discussion, 2 of 3 after it; "
        "1 went from wrong to right, 0 from right to wrong."
    )
    (row,) = tally.tasks
    assert (row.task, row.members) == (item.task, ((0, 1), (0, 1), (1, 1)))
    assert f"{item.task}" in tally.picture.alt
    assert "By column: NB 0 of 1, CC 0 of 1, CF 1 of 1, all 1 of 3." in tally.picture.alt
    cells = "<td>0/1</td><td>0/1</td><td>1/1</td><td>1/3</td>"
    page = tally.page.read_text()
    assert cells in page, "a table beside the picture"
    shown, _, kept = page.partition('class="sheet"')
    assert "NB" not in shown, "what everybody may see names nobody"
    assert "NB" in kept


def test_only_those_who_voted_twice_count_for_the_gain(pack):
    item = BANK.item(pack.week.main[0])
    key, (bad, *_) = key_letter(item), wrong_letters(item)
    code = f"W1-{pack.week.items.index(item.id) + 1}"
    path = pack.folder / "votes.csv"
    path.write_text(f"{HEAD}NB,{code},{bad},{key}\nCC,{code},{key},\n")
    (one,) = tally_file(path).items
    assert (one.first, one.before, one.second) == ((1, 2), (0, 1), (1, 1))


def test_as_spreadsheets_write_it(pack):
    path = pack.folder / "votes.csv"
    item = BANK.item(pack.week.warm_up[0])
    text = (
        "\ufeffMember;Item;First vote;Second vote;note\r\n"
        f" nb ;w1-1;{key_letter(item).lower()};;slept badly\r\n;;;;\r\nCC;W1-1;-;\r\n"
    )
    path.write_text(text, encoding="utf-8")
    tally = tally_file(path)
    assert read_record(pack.folder.parent).weeks[1].votes == {
        item.id: {"NB": (key_letter(item), "")}
    }
    assert tally.items[0].first == (1, 1)


def test_a_sentence_for_each_bad_cell_and_nothing_kept(pack):
    path = pack.folder / "votes.csv"
    before = (pack.folder.parent / "group.json").read_bytes()
    path.write_text(
        HEAD
        + "XX,W1-1,A,\nNB,W9-1,A,\nNB,W1-1,E,\nCC,W1-1,A,AB\nCF,W1-1,,B\nCF,W1-2,A,\nCF,W1-2,B,\n"
    )
    with pytest.raises(VoteError) as caught:
        tally_file(path)
    assert [sentence.removeprefix(f"{path}, ") for sentence in caught.value.sentences] == [
        "row 2, column 'member': 'XX' is no member of the group; write one of NB, CC, CF.",
        "row 3, column 'item': no pack of this group asks 'W9-1' for votes; write its code as the "
        "pack shows it, such as W3-4.",
        "row 4, column 'first vote': 'E' is none of A, B, C, D; write one letter, or nothing for "
        "no vote.",
        "row 5, column 'second vote': 'AB' is none of A, B, C, D; write one letter, or nothing for "
        "no vote.",
        "row 6, column 'first vote': a second vote stands without a first one; add it or remove "
        "the second.",
        "row 8, column 'item': 'CF' has this item twice; keep one row.",
    ]
    assert (pack.folder.parent / "group.json").read_bytes() == before
    assert not (pack.folder / "tally-01.html").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"member,item,first vote\nNB,W1-1,A\n", "the column 'second vote' is missing"),
        (b"", "the column 'member' is missing"),
        (b"member,item,first vote,second vote\n", "holds no votes yet"),
        (b"\xff\xfem\x00", "is not UTF-8 text"),
        (b"member,item,first vote,second vote\n\x00", "no member"),
    ],
)
def test_files_that_are_no_votes(pack, data, said):
    path = pack.folder / "votes.csv"
    path.write_bytes(data)
    with pytest.raises(GroupError, match=said):
        tally_file(path)


def test_two_weeks_in_one_file(pack):
    make_pack(pack.folder.parent, 2, today=date(2027, 1, 18))
    path = pack.folder / "votes.csv"
    path.write_text(f"{HEAD}NB,W1-1,A,\nNB,W2-1,A,\n")
    with pytest.raises(VoteError, match="'W2-1' is of week 2 and the rows above of week 1"):
        tally_file(path)


def test_votes_without_a_group_beside_them(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text(HEAD)
    with pytest.raises(GroupError, match=r"No group\.json lies beside"):
        tally_file(path)


def test_a_tally_may_be_done_twice(pack):
    path = pack.folder / "votes.csv"
    fill_votes(path, pack.week.voted, lambda name, _: (wrong_letters(BANK.item(name))[0], ""))
    assert all(row.weak for row in tally_file(path).tasks)
    fill_votes(path, pack.week.voted, lambda name, _: (key_letter(BANK.item(name)), ""))
    again = tally_file(path)
    assert not any(row.weak for row in again.tasks)
    assert "No task is weak by these votes" in again.page.read_text()
    assert "at least half of the first votes were right" in again.page.read_text()


def test_long_names_stand_whole_above_their_columns():
    names = [*(f"Member number {n} of twelve" for n in range(12)), "all"]
    figure = heat_map([("one task", [(1, 2)] * 13)], names, "Map").figure
    texts = {text.get_text(): text for text in figure.axes[0].texts}
    assert set(names) <= set(texts)
    boxes = [texts[name].get_window_extent() for name in names]
    assert all(box.y1 < texts["Map"].get_window_extent().y0 for box in boxes)
    cells = figure.axes[0].patches[0].get_window_extent()
    assert all(box.y0 > cells.y1 for box in boxes)
    assert all(a.x1 <= b.x0 for a, b in pairwise(boxes))


def test_the_names_of_all_tasks_stand_whole_before_their_rows():
    outline = load_outline("pmp-2026")
    names = [f"{task} {held.label}" for task, held in outline.tasks.items()]
    figure = heat_map([(name, [(1, 2)]) for name in names], ["all"], "Map").figure
    drawn = " ".join(text.get_text() for text in figure.axes[0].texts)
    assert all(name in drawn for name in names)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_map_reads_without_colour_and_in_grey():
    cells = [(n, 4) for n in (4, 3, 2, 1, 0)]  # all right … none right
    figure = heat_map([("one task", [*cells, (10, 20)])], [*"abcde", "all"], "Map").figure
    fills = [to_hex(p.get_facecolor()) for p in figure.axes[0].patches][:5]
    light = [luminance(colour) for colour in fills]
    assert light == sorted(light, reverse=True), "darker where fewer are right"
    texts = {text.get_text(): text.get_color() for text in figure.axes[0].texts}
    for (right, of), shade in zip(cells, light, strict=True):
        ink = luminance(texts[f"{right}/{of}"])
        ratio = (max(ink, shade) + 0.05) / (min(ink, shade) + 0.05)
        assert ratio >= 4.5, "the number is readable in its cell"
