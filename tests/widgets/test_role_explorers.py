"""The explorers of the role: levers, words, undo and reset."""

import importlib

import pytest

import tpmlab as tpm

NAMES = {
    "archive_explorer": "ArchiveExplorer",
    "rights_explorer": "RightsExplorer",
    "sector_explorer": "SectorExplorer",
    "workday_explorer": "WorkdayExplorer",
}


def make(name):
    return getattr(importlib.import_module(f"tpmlab.widgets.{name}"), NAMES[name])()


@pytest.fixture(params=NAMES)
def explorer(request):
    return make(request.param)


def alt(explorer):
    return explorer.frame.image.tooltip


def test_every_lever_may_go_to_both_its_ends(explorer):
    for name, lever in explorer.inputs.items():
        ends = (
            [option[1] for option in (lever.options[0], lever.options[-1])]
            if hasattr(lever, "options")
            else [lever.min, lever.max]
        )
        for end in ends:
            lever.value = end
            assert alt(explorer), name
            assert "nan" not in alt(explorer).replace("finance", "")
        explorer.frame.reset()


def test_labels_fit_and_there_is_one_question(explorer):
    assert explorer.question.rstrip().endswith(("?", "."))
    assert all(3 <= len(lever.description) <= 26 for lever in explorer.inputs.values())


def test_reset_and_undo_bring_the_same_picture_back(explorer):
    before = bytes(explorer.frame.image.value), alt(explorer)
    lever = next(iter(explorer.inputs.values()))
    last = lever.options[-1][1] if hasattr(lever, "options") else lever.max
    lever.value = last
    assert alt(explorer) != before[1]
    explorer.undo()
    assert (bytes(explorer.frame.image.value), alt(explorer)) == before
    lever.value = last
    explorer.frame.reset()
    assert alt(explorer) == before[1]


def test_the_printed_form_is_the_picture_at_the_start(printed):
    for name in NAMES:
        image, _, invitation = printed(getattr(tpm.widgets, name))
        assert image["image/png"] == bytes(make(name).frame.image.value), name
        assert invitation["text/markdown"].startswith("Run this cell (Shift+Enter) to ")


def test_a_fight_is_settled_with_one_choice():
    explorer = make("rights_explorer")
    assert "5 fights" in explorer.frame.headline.value
    explorer.inputs["launch date"].value = "sponsor"
    assert "4 fights" in explorer.frame.headline.value
    assert "0 gaps" in explorer.frame.headline.value


def test_a_lost_document_is_struck_out_and_the_day_matters():
    explorer = make("archive_explorer")
    assert "<s>Design decisions</s>" in explorer.frame.headline.value
    explorer.inputs["question"].value = "how-good"
    assert "no answer" in explorer.frame.headline.value
    explorer.inputs["weeks"].value = 3
    assert "12 Mar 2027: answered" in explorer.frame.headline.value
