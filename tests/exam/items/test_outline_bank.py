"""The bank of an outline: what it holds, what it refuses, and what it remembers."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pytest
from synthetic_bank import first_of_each_type, synthetic_bank, write_bank

from tpmlab.content import root
from tpmlab.errors import ContentError
from tpmlab.exam.items import cache
from tpmlab.exam.items.bank import Bank, load_bank, read_bank
from tpmlab.exam.items.references import check_twins
from tpmlab.exam.outlines.loading import load_outline


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(
        cache.platformdirs, "user_cache_path", lambda name: tmp_path / "cache" / name
    )


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    write_bank(folder, 60)
    return folder


def items_of(base: Path) -> Path:
    return base / "content/exam/items/pmp-2026"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_bank_knows_its_items_cases_and_tasks(base):
    bank = load_bank("pmp-2026", base)
    assert len(bank) == len(bank.items) == 60
    assert set(first_of_each_type(bank)) == {
        "single", "multiple", "matching", "ordering", "hotspot", "pull-down", "numeric",
    }  # fmt: skip
    (case_id, case), *_ = bank.cases.items()
    assert [item.id for item in bank.items if item.case == case_id] == [i.id for i in case.items]
    assert sum(map(len, bank.by_task.values())) == 60
    numbers = [int(task.removeprefix("process.")) for task in bank.tasks() if "process" in task]
    assert numbers == sorted(numbers) == list(range(1, 11))
    assert bank.item("item-00000").file == items_of(base).relative_to(base) / "item-00000.yaml"
    with pytest.raises(ContentError, match="'pmp-2026' has no item 'item-0000'; closest are item-"):
        bank.item("item-0000")


def test_what_is_written_is_what_was_made(base):
    assert load_bank("pmp-2026", base).by_id == synthetic_bank(60).by_id


def test_an_outline_without_items_is_empty_and_an_unknown_one_is_told(base):
    shutil.rmtree(items_of(base))
    assert load_bank("pmp-2026", base) == Bank("pmp-2026", (), {})
    with pytest.raises(ContentError, match="There is no outline 'pmp-2025'; closest are pmp-2026"):
        load_bank("pmp-2025", base)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: item-00000", "id: item-x", r"line 1: the id 'item-x' differs from the file name"),
        ("outline: pmp-2026", "outline: capm", r"line 2: the outline 'capm' differs from 'pmp-2026'"),
        ("task: business", "task: biz", r"line 3: 'pmp-2026' has no task 'biz.1'; closest are "),
        ("misconception: risk-equals-issue", "misconception: risk-is-issue",
         r"line \d+: no misconception 'risk-is-issue'; closest are risk-equals-issue"),
        ("principle:", "sources: [no-such]\nprinciple:", r"line \d+: no source 'no-such'; add it"),
        ("level:", "levle:", r"'level' is missing; add it, or correct 'levle'"),
        ("level:", "level: apply\nlevel:", r"line \d+: the key 'level' stands twice"),
    ],
)  # fmt: skip
def test_a_broken_item_is_told_with_file_and_line(base, old, new, message):
    path = items_of(base) / "item-00000.yaml"
    change(path, old, new)
    with pytest.raises(ContentError, match=message) as caught:
        load_bank("pmp-2026", base)
    assert str(caught.value).startswith(str(path))


def test_a_foreign_file_is_told(base):
    path = items_of(base) / "picture.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    with pytest.raises(ContentError, match=r"picture\.yaml is not UTF-8 text"):
        load_bank("pmp-2026", base)
    path.write_text("just: words\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"picture\.yaml, line 1: 'type' is None; write"):
        load_bank("pmp-2026", base)


def test_an_id_is_taken_once_in_cases_too(base):
    case = next(items_of(base).glob("case-*.yaml"))
    change(case, f"id: {case.stem.replace('case', 'item')}-1", "id: item-00000")
    with pytest.raises(
        ContentError, match=r"item-00000\.yaml, line 1: the id 'item-00000' is taken"
    ):
        load_bank("pmp-2026", base)


def test_one_broken_file_doesn_t_hide_the_others(base):
    (items_of(base) / "item-00000.yaml").write_text("x: 1\n", encoding="utf-8")
    (items_of(base) / "item-00001.yaml").write_text("{", encoding="utf-8")
    bank, problems = read_bank("pmp-2026", base)
    assert len(bank) == 58
    assert [Path(str(problem).split(",")[0]).name for problem in problems] == [
        "item-00000.yaml", "item-00001.yaml",
    ]  # fmt: skip


def test_a_twin_has_to_be_an_item(base):
    change(items_of(base) / "item-00000.yaml", "principle:", "twin: item-0001x\nprinciple:")
    bank, _ = read_bank("pmp-2026", base)
    (problem,) = check_twins(bank.items, bank.by_id, base)
    assert "no item 'item-0001x' to be the twin of 'item-00000'; closest are" in str(problem)


def kept(base: Path) -> Path:
    return cache.cache_file(items_of(base))


def test_a_bank_is_read_once_until_something_changes(base):
    first = load_bank("pmp-2026", base)
    before = kept(base).stat().st_mtime_ns
    assert load_bank("pmp-2026", base) == first
    assert kept(base).stat().st_mtime_ns == before
    path = items_of(base) / "item-00000.yaml"
    change(path, "sponsor", "director")
    assert "director" in load_bank("pmp-2026", base).item("item-00000").stem
    path.unlink()
    assert len(load_bank("pmp-2026", base)) == 59


def test_a_change_of_the_catalogue_is_noticed(base):
    load_bank("pmp-2026", base)
    before = kept(base).read_bytes()[:32]
    change(base / "content/exam/misconceptions.yaml", "misconceptions:", "# more\nmisconceptions:")
    load_bank("pmp-2026", base)
    assert kept(base).read_bytes()[:32] != before


def test_the_kept_bank_is_really_used(base):
    load_bank("pmp-2026", base)
    path = items_of(base) / "item-00000.yaml"
    found = path.stat()
    path.write_bytes(b"#" * found.st_size)  # broken, but of the same size and time
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert len(load_bank("pmp-2026", base)) == 60


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-9], lambda data: data[:64] + b"x" + data[65:]]
)
def test_a_corrupt_cache_is_rebuilt_in_silence(base, spoil):
    first = load_bank("pmp-2026", base)
    path = kept(base)
    path.write_bytes(spoil(path.read_bytes()))
    assert load_bank("pmp-2026", base) == first
    assert cache.recall(path, path.read_bytes()[:32]) == first


def test_a_kept_file_runs_no_code(base, tmp_path):
    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "ran"),)

    body = pickle.dumps(Evil())
    path = tmp_path / "evil.bin"
    key = hashlib.sha256(b"key").digest()
    path.write_bytes(key + hashlib.sha256(body).digest() + body)
    assert cache.recall(path, key) is None
    assert not (tmp_path / "ran").exists()


def test_without_a_place_to_keep_it_the_bank_loads_all_the_same(base, monkeypatch, tmp_path):
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setattr(cache.platformdirs, "user_cache_path", lambda _: tmp_path / "a-file/x")
    assert len(load_bank("pmp-2026", base)) == 60


def test_the_bank_that_ships_is_sound():
    bank = load_bank("pmp-2026")
    assert set(bank.tasks()) == set(load_outline("pmp-2026").tasks)
    assert check_twins(bank.items, bank.by_id, root()) == []
    for item in bank.items:
        answer = item.right_answer()
        assert item.problem(answer) is None
        assert item.is_right(answer)
        assert item.held(answer) == ()
        assert item.domain == load_outline("pmp-2026").domain_of(item.task).id
