"""Every rule of the bank, broken once: the message names file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tpmlab.content import read_yaml
from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_item, load_lesson_items, load_misconceptions
from tpmlab.exam.items.model import MultipleItem, SingleItem

KEY = ", key: true, why: Four"
WRONG = ", misconception: durations-add-up"


def test_a_single_item_knows_its_key(write, single, content):
    write(single)
    item = load_item("float", "writer-is-ill", content)
    assert isinstance(item, SingleItem)
    assert item.keys == (1,)
    assert item.is_right([1])
    assert not item.is_right([0])
    assert item.label == "float:writer-is-ill"
    assert (content / item.file).is_file()


def test_a_multiple_item_is_all_or_nothing(write, multiple, content):
    write(multiple)
    item = load_item("float", "two-hold", content)
    assert isinstance(item, MultipleItem)
    assert item.is_right([2, 0])
    assert not item.is_right([0])
    assert not item.is_right([0, 1, 2])


@pytest.mark.parametrize(
    "case",
    [
        (KEY, f"{WRONG}, why: Four", 8, "0 options are keys; a single item has exactly one"),
        (WRONG, ", key: true", 8, "2 options are keys; a single item has exactly one"),
        (
            WRONG,
            "",
            11,
            "the wrong option 'The release moves by three days' names no misconception",
        ),
        (KEY, ", key: true, misconception: durations-add-up, why: Four", 10, "names the misconc"),
        (", why: Float first.", "", 9, "'options.0.why' is missing; add it"),
        ("why: Three are left.", 'why: " "', 11, "'options.2.why' String should have at least 1"),
        ("The release moves by three", "the  release moves by FOUR", 8, "two options say 'the rel"),
        ("objective: read-float\n", "", 1, "a quiz item needs an objective"),
        ("objective: read-float", "objective: read-floats", 4, "closest are read-float."),
        (WRONG, ", misconception: duration-adds-up", 11, "closest are durations-add-up."),
        ("lesson: float", "lesson: other", 2, "the lesson 'other' differs from the folder"),
        ("type: single", "type: matching", 1, "'type' is 'matching'; write 'type: single' or"),
        ("type: single\n", "", 1, "'type' is None; write 'type: single' or"),
        ("level: apply", "level: hard", 6, "'level' .*found 'hard'"),
        ("stem:", "stam:", 1, "'stem' is missing; add it, or correct 'stam'"),
        ("principle:", "hint: x\nprinciple:", 12, "'hint' is not a known key"),
        ("id: writer", "id: Writer", 1, "'id' should be small letters and digits with '-' between"),
    ],
)
def test_a_broken_single_item_is_refused(write, single, content, case):
    old, new, line, message = case
    path = write(single, (old, new), name="writer-is-ill")
    with pytest.raises(ContentError, match=rf"line {line}: .*{message}") as caught:
        load_item("float", "writer-is-ill", content)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    "case",
    [
        ("choose: 2", "choose: 3", 6, "'choose' says 3 and 2 options are keys"),
        ("choose: 2\n", "", 1, "'choose' is missing"),
        (
            ", key: true, why: That",
            ", misconception: durations-add-up, why: That",
            9,
            "1 options are keys; a multiple item has two or more",
        ),
        (", misconception: free-equals-total-float", ", key: true", 9, "every option is a key"),
    ],
)
def test_a_broken_multiple_item_is_refused(write, multiple, content, case):
    old, new, line, message = case
    write(multiple, (old, new))
    with pytest.raises(ContentError, match=f"line {line}: .*{message}"):
        load_item("float", "two-hold", content)


@pytest.mark.parametrize("count", [2, 7])
def test_three_to_six_options(write, single, content, count):
    head, rest = single.split("options:\n")
    first, key, _, principle = rest.split("\n", 3)
    more = [first.replace("four days", f"{n} weeks") for n in range(count - 1)]
    write("\n".join([f"{head}options:", key, *more, principle]))
    with pytest.raises(ContentError, match=f"line 8: {count} options; give 3 to 6"):
        load_item("float", "writer-is-ill", content)


def test_choose_may_stand_after_the_options(write, multiple, content):
    write(multiple, ("choose: 2\n", ""), ("principle:", "choose: 2\nprinciple:"))
    assert load_item("float", "two-hold", content).keys == (0, 2)


def test_a_prediction_needs_no_objective(write, single, content):
    write(single, ("use: quiz\nobjective: read-float", "use: prediction"))
    assert load_item("float", "writer-is-ill", content).objective is None


def test_a_renamed_file_is_told(write, single, content):
    write(single, name="another-name")
    with pytest.raises(ContentError, match="line 1: the id 'writer-is-ill' differs from the file"):
        load_item("float", "another-name", content)


def test_a_missing_item_names_the_closest(write, single, content):
    write(single)
    with pytest.raises(ContentError, match="no item 'writer-ill'; closest are writer-is-ill"):
        load_item("float", "writer-ill", content)
    with pytest.raises(ContentError, match="'nowhere' has no item 'x'; there are none yet"):
        load_item("nowhere", "x", content)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_item(write, single, content, text):
    path = write(single)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"writer-is-ill\.yaml, line 1: an item is a list of"):
        load_item("float", "writer-is-ill", content)


def test_a_lesson_s_items_come_by_file_name(write, single, multiple, content):
    assert load_lesson_items("float", content) == []
    write(single)
    write(multiple)
    assert [item.id for item in load_lesson_items("float", content)] == [
        "two-hold",
        "writer-is-ill",
    ]


def test_a_misconception_stands_once(content):
    path = content / "content/exam/misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("durations-add-up", "any-slip-moves-the-end"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"line 1: the misconception .* stands 2 times"):
        load_misconceptions(content)


def test_the_catalogue_tells_each_belief_once():
    catalogue = load_misconceptions().values()
    assert len({entry.belief.casefold() for entry in catalogue}) == len(catalogue)
    assert len({entry.correction.casefold() for entry in catalogue}) == len(catalogue)
    assert all(entry.belief.endswith(".") and entry.correction.endswith(".") for entry in catalogue)


def test_every_item_written_so_far_is_sound():
    lessons = [lesson for lesson in load_curriculum().lessons if load_lesson_items(lesson)]
    assert "critical-path" in lessons


def test_an_item_survives_being_written_out(write, single, content, tmp_path: Path):
    write(single)
    item = load_item("float", "writer-is-ill", content)
    again = tmp_path / "again.json"  # JSON is YAML
    again.write_text(item.model_dump_json(exclude_none=True), encoding="utf-8")
    assert read_yaml(again, SingleItem) == item
