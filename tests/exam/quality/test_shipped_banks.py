"""The banks that ship pass the gates; the message of a failure says what to mend."""

from __future__ import annotations

import pytest

from tpmlab.exam.quality.judging import judge
from tpmlab.exam.quality.verdict import GateResult

pytestmark = pytest.mark.slow


def what_fails(results: tuple[GateResult, ...]) -> str:
    return "\n".join(
        f"{each.name}: {each.measure:.3g} where {each.limit}. {each.advice} "
        f"Most to blame: {', '.join(f'{b.item} {list(b.words)}' for b in each.blame[:5])}"
        for each in results
        if each.verdict == "fail"
    )


@pytest.mark.parametrize("outline", ["pmp-2026"])
def test_the_bank_of_an_outline(outline):
    found = judge(outline)
    assert [str(problem) for problem in found.problems] == []
    assert what_fails(found.results) == ""


def test_the_questions_of_the_lessons():
    found = judge("pmp-2026", lessons=True)
    assert [str(problem) for problem in found.problems] == []
    assert what_fails(found.results) == ""
