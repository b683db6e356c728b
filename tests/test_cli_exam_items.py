"""The commands of those who write items, as they type them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tpmlab.cli_exam import app
from tpmlab.content import root
from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import load_bank

SAMPLE = next(
    item for item in load_bank("pmp-2026").items if item.type == "single" and item.case is None
)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, " ".join(result.output.split())


def test_check_is_silent_about_sound_items():
    code, said = run("check")
    assert code == 0
    assert said.endswith("are sound, 0 problems.")
    assert run("check", SAMPLE.id) == (0, "1 items in 1 files are sound, 0 problems.")


def test_check_says_what_to_mend_in_a_file(tmp_path: Path):
    text = (root() / SAMPLE.file).read_text(encoding="utf-8")
    path = tmp_path / f"{SAMPLE.id}.yaml"
    path.write_text(text.replace(f"task: {SAMPLE.task}", "task: people.99"), encoding="utf-8")
    code, said = run("check", str(path))
    assert code == 1
    assert f"{path}, line 3: 'pmp-2026' has no task 'people.99'; closest are people." in said
    assert said.endswith("0 items in 0 files are sound, 1 problems.")


def test_check_of_an_unknown_id():
    with pytest.raises(TpmlabError, match=r"no-such\.yaml does not exist: correct the id, or name"):
        run("check", "no-such")


def test_show_keeps_the_key_to_itself_until_asked():
    code, said = run("show", SAMPLE.id)
    assert code == 0
    assert SAMPLE.lead is not None
    assert " ".join(SAMPLE.lead.split()) in said
    assert "Right:" not in said
    assert "Not affiliated with" in said
    _, told = run("show", SAMPLE.id, "--key")
    assert f"Principle: {' '.join(SAMPLE.principle.split())}" in told
    assert all(name in told for name in SAMPLE.misconceptions)


@pytest.mark.parametrize(
    "kind", ["multiple", "matching", "ordering", "hotspot", "pull-down", "numeric"]
)
def test_show_knows_every_type(kind):
    item = next(item for item in load_bank("pmp-2026").items if item.type == kind)
    code, said = run("show", item.id, "--key")
    assert code == 0
    assert "Right: " in said
    if item.exhibit is not None:
        assert f"[{item.exhibit.title}]" in said


def test_show_of_a_case_set_tells_the_situation_once():
    case_id, case = next(iter(load_bank("pmp-2026").cases.items()))
    code, said = run("show", case_id)
    assert code == 0
    assert said.count(" ".join(case.stem.split())[:60]) == 1
    assert all(f"{item.id}: " in said for item in case.items)


def test_numbers_lists_formulas_and_seeds():
    assert "eac-typical: EAC if the cost efficiency so far goes on" in run("numbers")[1]
    _, said = run("numbers", "eac-typical", "--wrong", "multiply-by-cpi", "--wrong", "etc-for-eac")
    assert "Placeholders: {bac}, {pv}, {ev}, {ac}; in 'whys' also {answer}" in said
    assert "Seeds with multiply-by-cpi, etc-for-eac, by the key's place: 3: seeds 1," in said
    with pytest.raises(TpmlabError, match="There is no formula 'eac'; 'tpmlab exam numbers' lists"):
        run("numbers", "eac")
