"""A sheet for a solver shows what a learner sees, and compares answers with the keys."""

from __future__ import annotations

import csv
import io

import pytest

from tpmlab.exam.quality.solve_compare import SheetError, compare_sheet
from tpmlab.exam.quality.solve_sheet import (
    answer_csv,
    answer_words,
    item_code,
    read_answer,
    solve_sheet,
)

LETTERS = "ABCDEF"


@pytest.fixture(scope="module")
def items(clean, reader):
    return reader(clean)


def letters_of(answer, item):
    """The key as the sheet shows it."""
    if item.type == "ordering":
        return " ".join(LETTERS[item.offered.index(step)] for step in answer)
    return " ".join(LETTERS[number] for number in answer)


def filled(items, wrong=()):
    rows = list(csv.DictReader(io.StringIO(answer_csv(items))))
    known = {item_code(item): item for item in items}
    for row in rows:
        item = known[row["code"]]
        row["answer"] = letters_of(item.right_answer(), item)
        if item.id in wrong:
            row["answer"] = LETTERS[(item.right_answer()[0] + 1) % 4]
            row["doubt"] = "B would do as well"
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def test_nothing_of_a_key_is_on_the_sheet(items):
    sheet = solve_sheet(items)
    for item in items:
        assert item.id not in sheet
        assert item.principle not in sheet
        for name in item.misconceptions:
            assert name not in sheet
    whys = {option.why for item in items if item.type == "single" for option in item.options}
    flat = " ".join(sheet.split())
    assert not any(why in flat for why in whys)


def test_all_that_a_learner_sees_is(items):
    flat = " ".join(solve_sheet(items).split())
    for item in items:
        assert " ".join(item.stem.split()) in flat
        if item.exhibit is not None:
            assert item.exhibit.title in flat
            assert " ".join(item.exhibit.alt.split()) in flat


def test_a_case_tells_its_situation_once_and_keeps_its_items_together(items):
    sheet = solve_sheet(items)
    case = [item for item in items if item.case == items[-1].case]
    assert sheet.count(case[0].situation.split(".")[0].split(" sells")[0]) >= 1
    places = [sheet.index(item_code(item)) for item in case]
    between = sheet[min(places) : max(places)]
    others = [item for item in items if item.case != items[-1].case]
    assert not any(item_code(other) in between for other in others)


def test_options_alone_tell_nothing_of_the_scenario(items):
    flat = " ".join(solve_sheet(items, options_only=True).split())
    for item in items:
        assert item_code(item) in flat
        assert " ".join(item.stem.split()) not in flat or not item.stem
        assert str(item.lead) not in flat
    option = next(item for item in items if item.type == "single").options[0]
    assert option.text in flat


def test_codes_are_unique(items):
    assert len({item_code(item) for item in items}) == len(items)


def test_the_keys_agree_with_themselves_for_each_type(items):
    found = compare_sheet(filled(items), items)
    assert (found.whole.agree, found.whole.n) == (len(items), len(items))
    assert found.disagreements == found.doubts == found.unanswered == found.missing == ()
    assert {each.domain for each in found.by_domain} == {"people", "process", "business"}


def test_a_disagreement_names_file_choice_key_and_doubt(items):
    item = next(item for item in items if item.type == "single" and not item.case)
    (found,) = compare_sheet(filled(items, wrong={item.id}), items).disagreements
    assert (found.item, found.file) == (item.id, str(item.file))
    assert found.key == answer_words(item.right_answer(), item)
    assert found.chosen != found.key
    assert found.doubt == "B would do as well"


def test_empty_answers_and_lost_lines_are_told(items):
    lines = answer_csv(items).splitlines()
    found = compare_sheet("\n".join(lines[:-1]), items)
    assert len(found.unanswered) == len(items) - 1
    assert len(found.missing) == 1
    assert found.whole.n == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("code,type", "name,type", "no column 'code'; start from the file that"),
        ("q-", "x-", "line 2: no item has the code 'x-"),
    ],
)
def test_a_foreign_file(items, old, new, message):
    with pytest.raises(SheetError, match=message):
        compare_sheet(answer_csv(items).replace(old, new), items, "people.csv")


def test_a_letter_that_is_not_offered(items):
    item = next(item for item in items if item.type == "single")
    text = f"code,type,answer\n{item_code(item)},single,F\n"
    with pytest.raises(SheetError, match=r"sheet.csv, line 2: the answer 'F': .*write the sheet's"):
        compare_sheet(text, items, "sheet.csv")


def test_a_line_that_stands_twice(items):
    lines = answer_csv(items).splitlines()
    with pytest.raises(SheetError, match=r"line 3: 'q-\w+' stands in line 2 too"):
        compare_sheet("\n".join([*lines[:2], lines[1]]), items)


def test_a_file_of_a_spreadsheet(items):
    """With a byte order mark, commas in letters and small ones."""
    item = next(item for item in items if item.type == "multiple")
    letters = ", ".join(LETTERS[number].lower() for number in reversed(item.right_answer()))
    assert read_answer(letters, item) == item.right_answer()
    text = f'\ufeffcode,type,answer\n{item_code(item)},multiple,"{letters}"\n'
    assert compare_sheet(text, [item]).whole.agree == 1
