"""Forms: quotas, whole case sets, nothing shared, keys spread, and clear words when short."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_bank import synthetic_bank

from tpmlab.content import parse_yaml
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import Bank, load_bank
from tpmlab.exam.items.key_runs import longest_run
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.playing.form_model import Form, load_form, load_forms
from tpmlab.exam.playing.forms import FormError, assemble, domain_quotas
from tpmlab.exam.playing.sheet import Sheet

OUTLINE = load_outline("pmp-2026")
BANK = synthetic_bank(800)
MOCK, FULL = load_form("mock-60"), load_form("full-180")


def items_of(sheet: Sheet, bank: Bank = BANK) -> list[Item]:
    return [bank.item(name) for name in sheet.items]


def places(items: list[Item]) -> list[int]:
    return [item.keys[0] for item in items if isinstance(item, ChoiceItem) and len(item.keys) == 1]


def test_the_forms_that_ship():
    assert set(load_forms()) == {"mock-60", "full-180"}
    assert (MOCK.items, MOCK.minutes) == (60, 80)
    assert [(section.items, section.break_minutes) for section in MOCK.sections] == [
        (30, 10),
        (30, 0),
    ]
    assert (FULL.items, FULL.minutes) == (180, 240)
    assert [section.break_minutes for section in FULL.sections] == [10, 10, 0]
    assert FULL.items == OUTLINE.exam.items
    assert FULL.minutes == OUTLINE.exam.minutes


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_what_a_learner_has_seen_comes_last(seed):
    (first,) = assemble(BANK, MOCK, OUTLINE, seed)
    (second,) = assemble(BANK, MOCK, OUTLINE, seed, seen=first.items)
    assert len(set(first.items) & set(second.items)) <= 2  # of about nine by chance
    all_but_few = set(BANK.by_id) - set(second.items)
    (third,) = assemble(BANK, MOCK, OUTLINE, seed + 1, seen=all_but_few)
    assert len(set(third.items) & set(second.items)) > 40
    assert Counter(item.domain for item in items_of(third))["people"] == 20


@given(seed=st.integers(0, 10**6), count=st.integers(1, 3))
@settings(max_examples=15, deadline=None)
def test_a_form_keeps_to_its_blueprint(seed, count):
    sheets = assemble(BANK, MOCK, OUTLINE, seed, count)
    assert len({name for sheet in sheets for name in sheet.items}) == 60 * count
    for sheet in sheets:
        items = items_of(sheet)
        assert [len(section.items) for section in sheet.sections] == [30, 30]
        assert Counter(item.domain for item in items) == {
            "people": 20,
            "process": 25,
            "business": 15,
        }
        types = Counter(item.type for item in items)
        assert all(
            types[kind] >= round(60 * share / 100) for kind, share in MOCK.type_percent_min.items()
        )
        assert 20 <= sum(item.approach == "predictive" for item in items) <= 28
        assert {item.task for item in items} == set(OUTLINE.tasks)
        assert longest_run(places(items))[0] <= 4
        _cases_are_whole(sheet)


def _cases_are_whole(sheet: Sheet) -> None:
    found = {item.case for item in items_of(sheet)} - {None}
    assert len(found) == 2
    for case in found:
        whole = tuple(item.id for item in BANK.cases[case].items)
        assert any(
            section.items[n : n + len(whole)] == whole
            for section in sheet.sections
            for n in range(len(section.items))
        )


def test_the_full_length_comes_three_times_without_a_shared_item():
    sheets = assemble(BANK, FULL, OUTLINE, 7, 3)
    assert len({name for sheet in sheets for name in sheet.items}) == 540
    for sheet in sheets:
        assert Counter(item.domain for item in items_of(sheet)) == {
            "people": 59,
            "process": 74,
            "business": 47,
        }
        assert sheet.minutes == 240
        assert [section.break_minutes for section in sheet.sections] == [10, 10, 0]
        assert [len(section.items) for section in sheet.sections] == [60, 60, 60]
        assert longest_run(places(items_of(sheet)))[0] <= 4
    assert [sheet.form for sheet in sheets] == ["full-180-1", "full-180-2", "full-180-3"]


def test_a_seed_gives_the_same_forms_and_another_seed_others():
    assert assemble(BANK, MOCK, OUTLINE, 3, 2) == assemble(BANK, MOCK, OUTLINE, 3, 2)
    assert assemble(BANK, MOCK, OUTLINE, 3) != assemble(BANK, MOCK, OUTLINE, 4)


def test_the_bank_that_ships_fills_the_mock():
    bank = load_bank("pmp-2026")
    for seed in range(5):
        (sheet,) = assemble(bank, MOCK, OUTLINE, seed)
        items = items_of(sheet, bank)
        names = {item.id for item in items}
        assert len(names) == 60
        assert not [item.id for item in items if item.twin in names]


def test_a_bank_that_is_too_small_says_of_what():
    with pytest.raises(
        FormError, match=r"not enough .*items of .* for form 1 of 'mock-60'; ask for fewer"
    ):
        assemble(synthetic_bank(50), MOCK, OUTLINE, 1)
    with pytest.raises(
        FormError, match="not enough case sets that fit its domains for form 1 of 'full-180'"
    ):
        assemble(synthetic_bank(440), FULL, OUTLINE, 1, 4)
    without = Bank(
        BANK.outline, tuple(item for item in BANK.items if item.type != "ordering"), BANK.cases
    )
    with pytest.raises(FormError, match=r"not enough ordering items of 'people'"):
        assemble(without, MOCK, OUTLINE, 1)


def test_a_case_set_needs_a_section_that_holds_it():
    tiny = Form.model_validate(
        {"id": "tiny", "title": "Tiny", "outline": "pmp-2026", "minutes": 9.0, "case_sets": 1,
         "sections": [{"items": 2} for _ in range(9)]}
    )  # fmt: skip
    with pytest.raises(FormError, match="A case set of 3 items fits into no section of 'tiny'"):
        assemble(BANK, tiny, OUTLINE, 1)


def test_keys_that_all_stand_in_one_place_are_told():
    alike = tuple(
        item for item in BANK.items
        if item.case is None and isinstance(item, ChoiceItem) and item.right_answer() == (0,)
    )  # fmt: skip
    short = MOCK.model_copy(
        update={"sections": MOCK.sections[:1], "case_sets": 0, "type_percent_min": {}}
    )
    with pytest.raises(FormError, match="more than 4 times in a row; spread the places"):
        assemble(Bank(BANK.outline, alike, {}), short, OUTLINE, 1)


def test_twins_are_kept_apart():
    singles = [item for item in BANK.items if item.case is None]
    twins = tuple(item.model_copy(update={"twin": other.id}) for item, other in pairwise(singles))
    bank = Bank(BANK.outline, twins, BANK.cases)
    parted = {(item.id, item.twin) for item in twins}
    for sheet in assemble(
        Bank(bank.outline, (*twins, *(i for i in BANK.items if i.case)), BANK.cases),
        MOCK,
        OUTLINE,
        2,
        2,
    ):
        names = set(sheet.items)
        assert not [pair for pair in parted if names.issuperset(pair)]


@given(
    weights=st.dictionaries(st.text(min_size=1), st.floats(0.1, 100), min_size=1, max_size=8),
    items=st.integers(1, 300),
)
def test_quotas_add_up_and_stay_within_one(weights, items):
    quotas = domain_quotas(weights, items)
    assert sum(quotas.values()) == items
    total = sum(weights.values())
    assert all(abs(quotas[name] - items * weight / total) <= 1 for name, weight in weights.items())


FORM = "id: f\ntitle: F\noutline: pmp-2026\nminutes: 10\nsections: [{items: 3}]\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{items: 3}", "{items: 3, break_minutes: 5}", "a break after the last section is none"),
        ("{items: 3}", "{items: 0}", "'sections.0.items' should be greater than or equal to 1"),
        ("[{items: 3}]", "[]", "'sections' should have more entries"),
        ("minutes: 10\n", "", "'minutes' is missing; add it"),
        ("minutes: 10", "minutes: 10\ntype_percent_min: {matching: 60, multiple: 50}", "adds up to 110"),
        ("minutes: 10", "minutes: 10\ntype_percent_min: {singel: 6}", "should be 'multiple'"),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused(old, new, message):
    assert parse_yaml(FORM, Form).items == 3
    with pytest.raises(ContentError, match=message):
        parse_yaml(FORM.replace(old, new), Form, where="f.yaml")


def test_a_form_s_name_is_its_file_s(tmp_path: Path):
    folder = tmp_path / "content/exam/forms"
    folder.mkdir(parents=True)
    (folder / "g.yaml").write_text(FORM, encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"g\.yaml, line 1: the id 'f' differs from the file name"
    ):
        load_forms(tmp_path)
    with pytest.raises(ContentError, match="There is no form 'mock-50'; closest are mock-60"):
        load_form("mock-50")
