"""Learners made of numbers answer as they were told to, and the report finds them again."""

import pytest

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.study.rehearsal import ranges_by_answers, rehearse
from tpmlab.exam.study.report import make_report
from tpmlab.exam.study.tables import report_table

OUTLINE, BANK = load_outline("pmp-2026"), load_bank("pmp-2026")
CHANCES = {"people": 0.78, "process": 0.62, "business": 0.55}


def test_any_beginning_has_about_the_weights_of_the_domains():
    done = rehearse(BANK, OUTLINE, CHANCES, 60)
    domains = [BANK.item(review.item).domain for review in done]
    for count in (20, 40, 60):
        seen = {name: domains[:count].count(name) / count for name in CHANCES}
        assert seen == pytest.approx({"people": 0.33, "process": 0.41, "business": 0.26}, abs=0.05)
    assert len({review.item for review in done}) == 60


def test_right_and_wrong_are_what_the_items_say():
    for review in rehearse(BANK, OUTLINE, CHANCES, len(BANK.items), seed=3):
        assert BANK.item(review.item).is_right(review.answer) == review.right


def test_more_answers_say_more_and_mostly_hold_the_truth():
    held = []
    for seed in range(40):
        found = ranges_by_answers(BANK, OUTLINE, CHANCES, [20, 60, 120], seed=seed)
        widths = (found["upper end"] - found["lower end"]).tolist()
        assert widths == sorted(widths, reverse=True)
        held += found["true share"].between(found["lower end"], found["upper end"]).tolist()
    assert 0.7 <= sum(held) / len(held) <= 0.9


def test_the_table_says_nothing_where_answers_are_too_few():
    few = make_report(rehearse(BANK, OUTLINE, CHANCES, 6), BANK, OUTLINE)
    table = report_table(few, OUTLINE)
    assert table["of"].tolist()[0] == 6
    assert table["from %"].isna().all()


@pytest.mark.parametrize("counts", [[], [4], [10_000]])
def test_a_count_that_tells_nothing_is_refused(counts):
    with pytest.raises(TpmlabError, match="20"):
        ranges_by_answers(BANK, OUTLINE, CHANCES, counts)


def test_each_domain_needs_a_chance():
    with pytest.raises(TpmlabError, match="'business' needs a chance"):
        rehearse(BANK, OUTLINE, {"people": 0.5, "process": 0.5}, 20)
    with pytest.raises(TpmlabError, match="'people' needs a chance"):
        rehearse(BANK, OUTLINE, CHANCES | {"people": 70}, 20)


def test_a_rehearsal_without_answers_is_refused():
    with pytest.raises(TpmlabError, match="1 or more"):
        rehearse(BANK, OUTLINE, CHANCES, 0)
