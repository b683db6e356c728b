"""Memory kept between days: the same as worked out anew, whatever happens to its file."""

from datetime import date

import pytest
from synthetic_bank import synthetic_bank

from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.store import start_session
from tpmlab.exam.study.memory import Memory, remember
from tpmlab.exam.study.memory_file import load_memory
from tpmlab.exam.study.reviews import load_reviews
from tpmlab.learning.places import own_folder, progress_file

BANK = synthetic_bank(40)


@pytest.fixture
def workspace(tmp_path):
    own_folder(tmp_path).mkdir()
    return tmp_path


def practise(workspace, seed, items=4):
    with start_session(workspace, practice_sheet(BANK.items, items, seed), BANK.by_id) as sitting:
        session = sitting.session
        session.open(0)
        for place, name in enumerate(session.sheet.items):
            session.go(place, place)
            session.choose(BANK.by_id[name].right_answer(), place)
            session.rate("sure", place)
            session.commit(place)


def anew(workspace):
    return remember(Memory(), load_reviews(workspace, BANK.outline), BANK.by_id)


def test_what_is_kept_and_added_to_is_what_would_be_worked_out_anew(workspace):
    assert load_memory(workspace, BANK) == Memory()
    for seed in range(3):
        practise(workspace, seed)
        assert load_memory(workspace, BANK) == anew(workspace)
    assert load_memory(workspace, BANK).day == date.fromisoformat(
        load_reviews(workspace)[-1].at[:10]
    )


@pytest.mark.parametrize(
    "spoilt", [b"", b"{", b'{"made by": ["0", "0"]}', b'{"through": 3}', b"[]"]
)
def test_a_damaged_or_foreign_file_is_worked_out_again(workspace, spoilt):
    practise(workspace, 1)
    right = load_memory(workspace, BANK)
    file = own_folder(workspace) / "memory-pmp-2026.json"
    file.write_bytes(spoilt)
    assert load_memory(workspace, BANK) == right
    assert file.read_bytes() != spoilt


def test_progress_that_was_reset_is_forgotten(workspace):
    practise(workspace, 1)
    assert load_memory(workspace, BANK).through
    progress_file(workspace).unlink()
    assert load_memory(workspace, BANK) == Memory()
    practise(workspace, 2, items=9)
    assert load_memory(workspace, BANK) == anew(workspace)


def test_a_folder_that_cannot_be_written_only_costs_time(workspace, monkeypatch):
    practise(workspace, 1)
    monkeypatch.setattr("tpmlab.exam.study.memory_file.write_atomically", _full)
    assert load_memory(workspace, BANK) == anew(workspace)
    assert not (own_folder(workspace) / "memory-pmp-2026.json").exists()


def _full(*_):
    raise OSError(28, "No space left on device")
