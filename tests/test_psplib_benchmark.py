"""The PSPLIB benchmark on instances made by hand, since the library's own aren't ours to ship."""

from __future__ import annotations

import csv
from importlib import import_module
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
STARS = "*" * 40

# Two jobs of 3 and 2 periods that need two of three workers each, between a dummy start and end.
INSTANCE = f"""\
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
{STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     2       2    1
  4      1     0       0    0
{STARS}
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
{STARS}
"""


@pytest.fixture
def psplib(monkeypatch):
    monkeypatch.syspath_prepend(REPOSITORY)
    return import_module("benchmarks.psplib")


@pytest.fixture
def folder(tmp_path):
    head = "set,parameter,file,mpm_time,best_known_lb,best_known_ub"
    rows = [f"j30,{n},j30{n}_1.sm,3,5,5" for n in (1, 2)] + ["j60,1,j601_1.sm,3,5,5"]
    (tmp_path / "bounds.csv").write_text("\n".join([head, *rows]) + "\n")
    (tmp_path / "j30").mkdir()
    for n in (1, 2):
        (tmp_path / "j30" / f"j30{n}_1.sm").write_text(INSTANCE)
    return tmp_path


def test_a_file_becomes_a_plan(psplib, folder):
    plan = psplib.read_plan(folder / "j30" / "j301_1.sm")
    assert dict(plan.capacity) == {"R1": 3, "R2": 1}
    assert [task.duration for task in plan] == [0, 3, 2, 0]
    assert dict(plan["3"].resources) == {"R1": 2, "R2": 1}
    assert [str(link) for link in plan.links][:2] == ["1 → 2 (FS)", "1 → 3 (FS)"]


def test_only_files_that_are_there_are_measured(psplib, folder, capsys):
    results = folder / "results.csv"
    rows = psplib.run(["--folder", str(folder), "--results", str(results)])
    assert "Critical path exact on 2 of 2 instances" in capsys.readouterr().out
    assert [(row.task, row.ours) for row in rows][-1] == ("j30: CP-SAT", [0])
    with results.open(newline="") as file:
        assert [line["instance"] for line in csv.DictReader(file)] == ["j301_1", "j302_1"]


@pytest.mark.slow
def test_a_stopped_run_goes_on_where_it_was(psplib, folder):
    results = folder / "results.csv"
    words = ["--folder", str(folder), "--results", str(results)]
    psplib.run(words)
    head, first, second = results.read_text().splitlines()
    marked = first.replace(",5,5,5,5,5,", ",5,5,5,5,6,")
    results.write_text("\n".join([head, marked, second[:10]]))
    (row,) = [row for row in psplib.run([*words, "--resume"]) if row.task == "j30: CP-SAT"]
    assert row.ours == [pytest.approx(10)]
    assert results.read_text().splitlines()[-1][:20] == second[:20]


def test_without_a_folder_the_message_says_where_to_look(psplib, monkeypatch, capsys):
    monkeypatch.delenv("TPMLAB_PSPLIB", raising=False)
    with pytest.raises(SystemExit):
        psplib.run([])
    assert "benchmarks/README.md says where they come from" in capsys.readouterr().err
