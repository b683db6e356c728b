"""Own items come in whole or not at all, from CSV and YAML, and go out again as they came."""

from __future__ import annotations

import csv
import io
import string
from pathlib import Path

import pytest
import yaml
from hostile_items import SOURCES, items_of
from hypothesis import given
from hypothesis import strategies as st
from own_rows import ROW, sheet
from synthetic_bank import documents, synthetic_bank

from tpmlab.content import parse_yaml
from tpmlab.exam.export.csv_cells import COLUMNS, guarded, unguarded
from tpmlab.exam.export.csv_sheet import csv_sheet
from tpmlab.exam.export.own_items import OwnItemsError, import_items, load_own_items
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.model import Item


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def choices(items: list[Item] | tuple[Item, ...]) -> list[Item]:
    return [item for item in items if item.type in ("single", "multiple")]


def standing_alone(item: Item) -> Item:
    """What a row can hold of an item: no log, and a case's situation as part of the stem."""
    alone = {"case": None, "situation": "", "stem": item.scenario, "log": []}
    return item.model_copy(update=alone)


@pytest.mark.parametrize("source", SOURCES)
def test_what_csv_writes_comes_back_equal(source: str, tmp_path: Path) -> None:
    items = [item.model_copy(update={"id": f"my-{item.id}"}) for item in choices(items_of(source))]
    path = tmp_path / "bank.csv"
    path.write_bytes(csv_sheet(items).data)
    import_items(path, tmp_path)
    back = {item.id: item for item in load_own_items(tmp_path)}
    assert back == {item.id: standing_alone(item) for item in items}


def test_an_id_of_the_bank_is_refused_as_its_answers_are_kept_under_it(tmp_path: Path) -> None:
    theirs = next(item for item in load_bank("pmp-2026").items if item.type == "single")
    path = put(tmp_path, "own.csv", sheet(ROW | {"id": theirs.id}))
    with pytest.raises(OwnItemsError, match=r"line 2, id: .* is an item of tpmlab's bank; give"):
        import_items(path, tmp_path)
    assert load_own_items(tmp_path) == ()


def test_exhibits_survive_the_round_trip(tmp_path: Path) -> None:
    hotspot = next(document for document in documents(20) if document["type"] == "hotspot")
    for option in hotspot["options"]:
        del option["region"]
    (item,) = ItemFile.model_validate(hotspot | {"type": "single"}).items
    path = tmp_path / "bank.csv"
    path.write_bytes(csv_sheet([item]).data)
    import_items(path, tmp_path)
    assert load_own_items(tmp_path) == (item,)
    assert item.exhibit is not None


def test_numeric_items_keep_their_numbers_and_key(tmp_path: Path) -> None:
    item = next(item for item in synthetic_bank(20).items if item.type == "numeric")
    path = tmp_path / "bank.csv"
    path.write_bytes(csv_sheet([item]).data)
    import_items(path, tmp_path)
    (back,) = load_own_items(tmp_path)
    assert (back.type, back.stem, back.right_answer()) == ("single", item.stem, item.right_answer())


def test_what_a_row_cannot_hold_is_counted() -> None:
    made = csv_sheet(synthetic_bank(20).items)
    assert made.written == 16
    assert list(made.lines())[1:] == [
        "Converted: 1 numeric as single with the numbers of its seed.",
        *(
            f"Left out: 1 {kind}; this format has nothing like it."
            for kind in ("hotspot", "matching", "ordering", "pull-down")
        ),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "＝1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert guarded(text).startswith("'")


@given(st.text(alphabet=[*"'=+-@a\t", "＝"], max_size=6) | st.text(alphabet=string.printable))
def test_guarding_a_cell_loses_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_formula_in_an_item_is_written_as_text(tmp_path: Path) -> None:
    row = ROW | {
        "option_b": '=HYPERLINK("http://example.org";"x")',
        "stem": "@SUM(1) is what it says.",
    }
    import_items(put(tmp_path, "own.csv", sheet(row)), tmp_path)
    cells = csv.DictReader(
        io.StringIO(csv_sheet(load_own_items(tmp_path)).data.decode("utf-8-sig"))
    )
    (cell,) = cells
    assert cell["option_b"] == "'" + row["option_b"]
    assert cell["stem"] == "'" + row["stem"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spreadsheets_of_any_country_are_read(delimiter: str, mark: str, tmp_path: Path) -> None:
    import_items(put(tmp_path, "own.csv", mark + sheet(ROW, delimiter=delimiter)), tmp_path)
    (item,) = load_own_items(tmp_path)
    assert (item.id, item.right_answer()) == ("my-first", (0,))


BAD_CELLS = [
    ({"id": "My First"}, "line 3, id: 'My First' should be small letters and digits"),
    ({"stem": ""}, "line 3, stem: 'stem' is empty; fill the cell"),
    ({"lead": "Say something."}, "line 3, lead: the lead 'Say something.' asks nothing"),
    ({"key": ""}, "line 3, option_a: the wrong option 'The team sizes the field' names no"),
    ({"key": "e"}, "line 3, key: the key 'e' is no option; use a, b, c"),
    ({"key": "a b"}, "line 3, option_b: the key 'The field is built' names the misconception"),
    ({"why_c": ""}, "line 3, why_c: 'why_c' is empty; fill the cell"),
    (
        {"misconception_c": "no-such"},
        "line 3, misconception_c: no misconception 'no-such'; closest",
    ),
    ({"task": "business.33"}, "line 3, task: 'pmp-2026' has no task 'business.33'; closest"),
    ({"outline": "pmp-1999"}, "line 3, outline: "),
    ({"type": "matching"}, "line 3, type: the type is 'matching'; a row is single or multiple"),
    ({"approach": "fast"}, "line 3, approach: "),
    ({"exhibit": "{"}, "line 3, exhibit: the exhibit is no JSON"),
    ({"exhibit": '{"kind": "pie"}'}, "line 3, exhibit: 'pie' is no kind of exhibit"),
    ({"id": "good"}, "line 3, id: the id 'good' stands on line 2 already"),
]


@pytest.mark.parametrize(
    ("change", "words"), BAD_CELLS, ids=[next(iter(c)) + c[next(iter(c))] for c, _ in BAD_CELLS]
)
def test_a_bad_cell_is_named_and_nothing_is_imported(
    change: dict[str, str], words: str, tmp_path: Path
) -> None:
    path = put(tmp_path, "own.csv", sheet(ROW | {"id": "good", "exhibit": ""}, ROW | change))
    with pytest.raises(OwnItemsError) as caught:
        import_items(path, tmp_path)
    first, *_, last = str(caught.value).splitlines()
    assert f"{path}, {words}" in first
    assert first.endswith(".")
    assert last == "Nothing was imported."
    assert not (tmp_path / "my-items").exists()


def test_skip_bad_takes_the_rest_and_says_what_was_skipped(tmp_path: Path) -> None:
    rows = [ROW, ROW | {"id": "second", "key": "z"}, ROW | {"id": "third"}]
    found = import_items(put(tmp_path, "own.csv", sheet(*rows)), tmp_path, skip_bad=True)
    assert found.kept == ("my-first", "third")
    assert len(found.skipped) == 1
    assert "line 3, key" in found.skipped[0]
    assert [item.id for item in load_own_items(tmp_path)] == ["my-first", "third"]


def test_a_second_import_replaces_and_says_so(tmp_path: Path) -> None:
    import_items(put(tmp_path, "own.csv", sheet(ROW)), tmp_path)
    found = import_items(put(tmp_path, "own.csv", sheet(ROW | {"principle": "Size it."})), tmp_path)
    assert found.replaced == ("my-first",)
    assert load_own_items(tmp_path)[0].principle == "Size it."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, id: there is no column 'id'"),
        ("id,stemm\na,b\n", "line 1, stemm: 'stemm' is no column; closest are stem"),
        ("id,id\na,b\n", "line 1, id: the column 'id' stands twice"),
        ("id,stem\na,b,c\n", "line 2: 3 cells under 2 columns"),
        ('id,stem\na,"b\n', "line "),
        ("id\n", "holds no item to import"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(OwnItemsError) as caught:
        import_items(put(tmp_path, "own.csv", text), tmp_path)
    assert words in str(caught.value)


def test_yaml_brings_in_every_type_and_case_sets(tmp_path: Path) -> None:
    wanted = list(documents(40))
    text = "---\n".join(yaml.safe_dump(document, sort_keys=False) for document in wanted)
    found = import_items(put(tmp_path, "own.yaml", text), tmp_path)
    assert found.kept == tuple(document["id"] for document in wanted)
    assert {item.id: item for item in load_own_items(tmp_path)} == synthetic_bank(40).by_id


def test_a_mistake_in_the_second_document_has_the_line_of_the_file(tmp_path: Path) -> None:
    first, second = (yaml.safe_dump(d, sort_keys=False) for d in list(documents(2)))
    bad = second.replace("stem:", "stam:")
    path = put(tmp_path, "own.yaml", f"# mine\n{first}---\n{bad}")
    line = 1 + first.count("\n") + 2
    with pytest.raises(OwnItemsError) as caught:
        import_items(path, tmp_path)
    assert f"{path}, line {line}: 'stem' is missing; add it, or correct 'stam'" in str(caught.value)
    unknown = second.replace("yes-without-price", "no-such-belief")
    path = put(tmp_path, "own.yaml", f"{first}---\n{unknown}")
    with pytest.raises(OwnItemsError) as caught:
        import_items(path, tmp_path)
    number = 1 + path.read_text().splitlines().index("  misconception: no-such-belief")
    assert f"line {number}: no misconception 'no-such-belief'" in str(caught.value)


def test_kept_files_are_items_as_the_bank_has_them(tmp_path: Path) -> None:
    import_items(put(tmp_path, "own.csv", sheet(ROW)), tmp_path)
    text = (tmp_path / "my-items/pmp-2026/my-first.yaml").read_text(encoding="utf-8")
    assert parse_yaml(text, ItemFile).items[0].id == "my-first"


@pytest.mark.parametrize("name", ["own.txt", "missing.csv", "folder.csv", "latin.csv"])
def test_files_that_cannot_be_read_are_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "latin.csv").write_bytes("id\nf\xfcr\n".encode("latin-1"))
    with pytest.raises(ValueError, match=name) as caught:
        import_items(tmp_path / name, tmp_path)
    assert len(str(caught.value).splitlines()) == 1


def test_every_column_is_described() -> None:
    page = (Path(__file__).parents[3] / "docs/exam.md").read_text(encoding="utf-8")
    described = {
        name.removesuffix("_a")
        for name in COLUMNS
        if not name.endswith(tuple("_" + c for c in "bcdef"))
    }
    assert all(f"`{name}" in page for name in described)
