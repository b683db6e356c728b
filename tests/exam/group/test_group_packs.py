"""A study group from week to week, with real files: packs, votes, tallies, the next pack."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from group_votes import fill_votes
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.exam.group.choosing import Sizes, Standing, choose, sizes_for, votable
from tpmlab.exam.group.folder import make_pack, tally_file
from tpmlab.exam.group.item_page import key_words
from tpmlab.exam.group.notes import discuss_from_to, timetable
from tpmlab.exam.group.pack_page import facilitator_page
from tpmlab.exam.group.record import GroupError, checked_members, read_record
from tpmlab.exam.group.simulate import simulate_votes
from tpmlab.exam.items.bank import Bank, load_bank
from tpmlab.exam.outlines.loading import NOTICE, load_outline
from tpmlab.exam.study.daily import task_shares

DAY = date(2027, 1, 11)
MEMBERS = ("NB", "CC", "CF", "HY", "BD", "KM")
BANK = load_bank("pmp-2026")
OUTLINE = load_outline("pmp-2026")


def key(name: str) -> str:
    return "ABCD"[BANK.item(name).right_answer()[0]]


def not_key(name: str) -> str:
    return "BADC"["ABCD".index(key(name))] if len(BANK.item(name).options) == 4 else (
        "A" if key(name) != "A" else "B"
    )  # fmt: skip


def test_six_members_meet_for_three_weeks_and_weak_tasks_come_back(tmp_path):
    asked: list[str] = []
    aimed, hard = [], set()
    for number in (1, 2, 3):
        pack = make_pack(tmp_path, number, today=DAY, members=MEMBERS)
        week = pack.week
        assert len(week.items) == len(set(week.items)) == 13
        assert not set(week.items) & set(asked), "no item comes twice"
        if number == 1:  # nobody knows some tasks until week 3; the rest all know
            stock = Counter(item.task for item in BANK.items if votable(item))
            tasks = {BANK.item(name).task for name in week.main}
            hard = {task for task in tasks if stock[task] >= 4}
            assert hard
        known = {"": 1.0} | ({} if number == 3 else dict.fromkeys(hard, 0.0))
        votes = simulate_votes(week, BANK, dict.fromkeys(MEMBERS, known), seed=5)
        fill_votes(
            pack.folder / "votes.csv", week.voted, lambda name, member, v=votes: v[name][member]
        )
        tally = tally_file(pack.folder / "votes.csv")
        weak = {row.task for row in tally.tasks if row.weak}
        assert weak == (set() if number == 3 else hard)
        page = pack.pages[1].read_text()
        said = re.search(r"aims at what the group found hard: ([^<]*)\. Tasks", page)
        aimed.append(set(said[1].split(", ")) if said else set())
        if number == 2:
            assert hard <= {BANK.item(name).task for name in week.main}, "other items to discuss"
        assert aimed[-1] | {*week.unmet} == ({*hard} if number > 1 else set())
        asked += week.items
    assert aimed[1] == hard
    assert len(tally.tasks) > 10
    assert read_record(tmp_path).weeks[1].votes, "votes of all weeks are kept"


def test_what_everybody_got_wrong_opens_the_next_meeting(tmp_path):
    pack = make_pack(tmp_path, 1, today=DAY, members=MEMBERS)
    hard = BANK.item(pack.week.main[2])
    vote = lambda name, _: (not_key(name) if name == hard.id else key(name), "")  # noqa: E731
    fill_votes(pack.folder / "votes.csv", pack.week.voted, vote)
    tally = tally_file(pack.folder / "votes.csv")
    page = tally.page.read_text()
    assert [row.task for row in tally.tasks if row.weak] == [hard.task]
    assert f"({hard.task}): 0 of 6 right. 6 chose {not_key(hard.id)}" in page
    following = make_pack(tmp_path, 2, today=DAY)
    again = [name for name in following.week.main if BANK.item(name).task == hard.task]
    assert again
    assert following.week.reasons[again[0]] == "weak: 0 of 6 first votes right in week 1"


def test_a_weak_task_without_items_left_is_named(tmp_path):
    weak = {"business.3": Standing(0, 6, 1)}
    used = {item.id for item in BANK.items if item.task == "business.3"}
    chosen = choose(BANK, OUTLINE, weak, used=used, sizes=Sizes(3, 5, 5), seed="1")
    assert chosen.unmet == ("business.3",)
    record = read_record(make_pack(tmp_path, 1, today=DAY).folder.parent)
    week = record.weeks[1].model_copy(update={"unmet": chosen.unmet})
    page = facilitator_page(1, week, BANK, OUTLINE, members=MEMBERS, paper="A4")
    assert "The bank has no further item for business.3" in page


def test_the_members_pages_give_no_key_away(tmp_path):
    pack = make_pack(tmp_path, 1, today=DAY)
    members, leader = (path.read_text() for path in pack.pages)
    assert NOTICE in members
    assert NOTICE in leader
    for name in pack.week.items:
        item = BANK.item(name)
        assert name not in members, "an id may tell the answer"
        assert item.principle not in members
    assert members.count('class="item"') == 13
    assert members.count('class="sheet"') == 2, "what goes home and the cards begin a page"
    second, _ = make_pack(tmp_path, 2, today=DAY).pages
    assert "Cards to cut out" in members
    assert "Cards to cut out" not in second.read_text(), "a group keeps its cards"
    assert leader.count('class="sheet"') == 1 + 13, "the vote sheet, a page a key"
    assert leader.count("Key: ") == 13
    assert re.findall(r"W1-\d+ (?:first|second)", leader) == [
        *(f"W1-{n} first" for n in (1, 2, 3)),
        *(f"W1-{n} {vote}" for n in range(4, 9) for vote in ("first", "second")),
    ], "a warm-up is voted on once"
    assert "<script" not in members + leader
    assert not re.search(r'(src|href)="(?!data:)', members + leader), "nothing is loaded"


def test_the_notebook_is_valid_and_folds_keys_away(tmp_path):
    pack = make_pack(tmp_path, 1, today=DAY)
    book = nbformat.read(pack.folder / "pack.ipynb", as_version=4)
    nbformat.validate(book)
    shown = [cell for cell in book.cells if cell.cell_type == "markdown"][1:]
    assert len(shown) == 2 * 13
    for cell, name in zip(shown[::2], pack.week.items, strict=True):
        for picture in re.findall(r'src="attachment:([^"]+)" alt="[^"]{10,}"', cell.source):
            assert cell.attachments[picture]["image/png"]
        assert BANK.item(name).principle not in cell.source
    assert all(cell.source.startswith("<details><summary>") for cell in shown[1::2])


def test_a_week_is_made_once_and_again_brings_the_same(tmp_path):
    first = make_pack(tmp_path, 1, today=DAY, members=MEMBERS)
    before = [path.read_bytes() for path in first.pages]
    votes = first.folder / "votes.csv"
    votes.write_text("member,item,first vote,second vote\nNB,W1-1,A,\n")
    with pytest.raises(GroupError, match=r"Week 1 of .* was made already; add --again"):
        make_pack(tmp_path, 1, today=DAY)
    second = make_pack(tmp_path, 1, today=date(2027, 3, 1), again=True)
    assert second.week == first.week
    assert [path.read_bytes() for path in second.pages] == before
    assert "NB,W1-1,A," in votes.read_text(), "votes are never overwritten"
    with pytest.raises(GroupError, match="has no week 2 yet; leave --again out"):
        make_pack(tmp_path, 2, today=DAY, again=True)


def test_a_week_whose_item_left_the_bank_is_not_written_again(tmp_path):
    pack = make_pack(tmp_path, 1, today=DAY)
    kept = (tmp_path / "group.json").read_text()
    (tmp_path / "group.json").write_text(kept.replace(pack.week.main[0], "long-gone"))
    with pytest.raises(GroupError, match="Week 1 holds the item 'long-gone'"):
        make_pack(tmp_path, 1, today=DAY, again=True)
    assert not set(make_pack(tmp_path, 2, today=DAY).week.items) & set(pack.week.warm_up)


def test_the_same_seed_gives_the_same_pack_and_another_one_another(tmp_path):
    packs = [make_pack(tmp_path / str(n), 1, today=DAY, seed=seed) for n, seed in
             enumerate((1, 1, 2))]  # fmt: skip
    assert packs[0].week.items == packs[1].week.items != packs[2].week.items


def test_a_bank_that_runs_dry_says_so_and_leaves_the_record_alone(tmp_path):
    for number in range(1, 30):
        used = len(read_record(tmp_path).used()) if number > 1 else 0
        if number > 6 and used + 26 > len(BANK):
            break
        make_pack(tmp_path, number, today=DAY, minutes=60 if number <= 6 else 30)
    kept = (tmp_path / "group.json").read_bytes()
    with pytest.raises(GroupError, match="begin a new round with another --out folder"):
        make_pack(tmp_path, number, today=DAY, minutes=180)
    assert (tmp_path / "group.json").read_bytes() == kept
    assert not (tmp_path / f"week-{number:02d}").exists()


def test_hostile_names_stay_text(tmp_path):
    names = ('<img src=x onerror="alert(1)">'[:24], "A&B</td>", 'O\'Neil "x"')
    pack = make_pack(tmp_path, 1, today=DAY, members=names)
    fill_votes(pack.folder / "votes.csv", pack.week.voted, lambda name, _: (key(name), ""))
    tally = tally_file(pack.folder / "votes.csv")
    for page in (*pack.pages, tally.page):
        text = page.read_text()
        assert "<img src=x" not in text
        assert "A&B</td>" not in text
    assert "A&amp;B&lt;/td&gt;" in pack.pages[1].read_text()


def test_twelve_long_names_stand_upright_above_their_columns(tmp_path):
    names = [f"Member number {n} of twelve" for n in range(1, 13)]
    pack = make_pack(tmp_path, 1, today=DAY, members=[name[:24] for name in names])
    assert '<table class="votes upright">' in pack.pages[1].read_text()
    fill_votes(pack.folder / "votes.csv", pack.week.voted, lambda name, _: (key(name), ""))
    assert '<table class="upright">' in tally_file(pack.folder / "votes.csv").page.read_text()


def test_own_items_stay_text(tmp_path):
    item = next(item for item in BANK.items if item.type == "single" and item.case is None)
    options = [o.model_copy(update={"text": f"<b onclick=x>{n}</b>"}) for n, o in
               enumerate(item.options)]  # fmt: skip
    bad = item.model_copy(update={"stem": "<script>alert(1)</script> & more", "options": options})
    from tpmlab.exam.group.item_page import asked_html, key_html

    for page in (asked_html(bad, "<i>x</i>"), key_html(bad, "<i>x</i>")):
        assert "<script" not in page
        assert "<b onclick" not in page
        assert "<i>" not in page
    assert key_words(bad).endswith("</b>"), "plain words; the page escapes them"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["NB"], "2 to 12 members, not 1"),
        (["NB", ""], "A member has no name"),
        (["NB", "nb"], "Two members are called"),
        (["NB", "@SUM(A1)"], "would be a formula"),
        (["NB", "x" * 25], "too long"),
        (["NB", "a\x07b"], "can't be printed"),
    ],
)
def test_names_that_a_sheet_cannot_hold(names, said):
    with pytest.raises(GroupError, match=re.escape(said)):
        checked_members(names)


def test_members_may_join_but_one_who_voted_stays(tmp_path):
    pack = make_pack(tmp_path, 1, today=DAY, members=MEMBERS)
    fill_votes(pack.folder / "votes.csv", pack.week.voted, lambda name, _: (key(name), ""))
    tally_file(pack.folder / "votes.csv")
    with pytest.raises(GroupError, match="'KM' has voted in this group"):
        make_pack(tmp_path, 2, today=DAY, members=MEMBERS[:-1])
    pack = make_pack(tmp_path, 2, today=DAY, members=[*MEMBERS, "ZZ"])
    assert "ZZ,W2-1,," in (pack.folder / "votes.csv").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "can't be read"),
        ('{"outline": "pmp-2026"}', "members can't be read"),
        ("[]", "the file"),
    ],
)
def test_a_broken_record_is_told_and_kept(tmp_path, text, said):
    (tmp_path / "group.json").write_text(text)
    with pytest.raises(GroupError, match=rf"group\.json: .*{re.escape(said)}"):
        make_pack(tmp_path, 1, today=DAY)
    assert (tmp_path / "group.json").read_text() == text


def test_a_folder_belongs_to_one_exam(tmp_path):
    make_pack(tmp_path, 1, today=DAY)
    with pytest.raises(GroupError, match="is of pmp-2026, not capm-2023"):
        make_pack(tmp_path, 2, today=DAY, outline_id="capm-2023")


def test_the_record_holds_no_more_than_items_and_letters(tmp_path):
    make_pack(tmp_path, 1, today=DAY)
    kept = json.loads((tmp_path / "group.json").read_text())
    assert set(kept) == {"version", "outline", "members", "weeks"}
    assert set(kept["weeks"]["1"]) == {
        *("made", "minutes", "warm_up", "main", "take_home", "reasons", "unmet", "votes"),
    }


@given(st.integers(25, 180))
def test_the_timetable_fills_the_meeting(minutes):
    rows = timetable(sizes_for(minutes), minutes)
    edges = [tuple(map(int, span.split("–"))) for span, _ in rows]
    assert edges[0][0] == 0
    assert edges[-1][1] == minutes
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert all(start < end for start, end in edges)


@given(st.integers(2, 12))
def test_discussion_pays_between_30_and_70_percent(members):
    low, high = discuss_from_to(members)
    inside = [n for n in range(members + 1) if 0.3 * members <= n <= 0.7 * members]
    assert (low, high) == (inside[0], inside[-1])


@given(
    st.dictionaries(
        st.sampled_from(sorted(task_shares(OUTLINE))),
        st.tuples(st.integers(0, 6), st.just(6)),
        max_size=10,
    ),
    st.integers(0, 99),
)
def test_choices_keep_their_promises(found, seed):
    standings = {task: Standing(right, of, 1) for task, (right, of) in found.items()}
    used = {item.id for item in BANK.items[::3]}
    sizes = Sizes(3, 5, 5)
    chosen = choose(BANK, OUTLINE, standings, used=used, sizes=sizes, seed=str(seed))
    items = (*chosen.warm_up, *chosen.main, *chosen.take_home)
    assert [len(part) for part in (chosen.warm_up, chosen.main, chosen.take_home)] == [*sizes]
    assert len({item.id for item in items}) == len(items)
    assert not used & {item.id for item in items}
    assert not {item.twin for item in items} & {item.id for item in items}, "no twins together"
    cases = [item.case for item in items if item.case]
    assert len(cases) == len(set(cases))
    assert all(votable(item) for item in (*chosen.warm_up, *chosen.main))
    left = {item.task for item in BANK.items if item.id not in used and votable(item)}
    weak = {task for task, held in standings.items() if held.weak} & left
    opens = [item.task in weak for item in chosen.main]
    assert opens == sorted(opens, reverse=True), "weak tasks open the discussion"
    main = {item.task for item in chosen.main}
    assert len(weak & main) >= min(len(weak), sizes.main) - 1, "twins or cases may bar one"


def test_an_empty_bank_is_told():
    with pytest.raises(GroupError, match="no item left for place 1 of 1"):
        choose(Bank("pmp-2026", (), {}), OUTLINE, {}, used=(), sizes=Sizes(1, 1, 1), seed="1")


def test_a_loud_member_makes_votes_alike(tmp_path):
    week = make_pack(tmp_path, 1, today=DAY, members=MEMBERS, minutes=120).week
    skills = {member: {"": 0.5} for member in MEMBERS}

    def different(**heard) -> int:
        votes = simulate_votes(week, BANK, skills, seed=3, **heard)
        return sum(len({first for first, _ in each.values()}) for each in votes.values())

    assert different(loud="CF", copying=1.0) == len(week.voted), "one letter an item"
    assert different(loud="CF", copying=0.7) < different()
    assert different(loud="CF", copying=0.0) == different()
    assert Path(tmp_path, "week-01", "votes.csv").read_text().count("\n") == 1 + 6 * len(week.voted)
