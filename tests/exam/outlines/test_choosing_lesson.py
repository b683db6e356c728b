"""The facts that *Choosing a certification* names in its text are those of the outlines."""

from __future__ import annotations

from pathlib import Path

import pytest

import tpmlab as tpm

exam = tpm.exam
LESSON = Path(__file__).parents[3] / "content/lessons/certification/choosing-a-certification.md"
LED = [
    ("Invoice archive", "2017-09", "2018-08"),
    ("Price service", "2022-03", "2023-02"),
    ("Supplier portal", "2022-11", "2023-10"),
    ("Shop reports", "2025-02", "2026-03"),
    ("One Set of Numbers", "2027-02"),
]


@pytest.fixture(scope="module")
def text() -> str:
    return LESSON.read_text(encoding="utf-8")


def fee(outline: str, who: str, *, renewal: bool = False) -> str:
    """Amount of an outline, as the lesson's cell writes it."""
    asked = exam.load_outline(outline)
    found = asked.renewal.fee if renewal else asked.fee
    return f"{found.amounts[who]:g}"


def test_six_years_are_added_up_from_amounts_of_the_outlines(text):
    pmp, cissp = fee("pmp-2026", "non-member"), fee("cissp-2024", "exam")
    csm = fee("csm", "renewal", renewal=True)
    assert f'never expires": {fee("project-plus-pk0-005", "exam")},' in text
    assert f'again after 3 years": {fee("aws-saa-c03", "exam")} * 2,' in text
    assert f"{pmp} + {fee('pmp-2026', 'non-member', renewal=True)}," in text
    assert f"{cissp} + 6 * {fee('cissp-2024', 'each year', renewal=True)}" in text
    assert exam.load_outline("csm").fee_note.count("USD 250 to 2,495") == 1
    assert f"250 + 2 * {csm}" in text
    assert f"2495 + 2 * {csm}" in text


def test_the_new_version_of_the_pmp(text):
    old, new = (exam.load_outline(f"pmp-{year}") for year in (2021, 2026))
    weights = exam.weight_table("pmp-2021", "pmp-2026").loc["Business Environment"]
    assert f"from {weights['before, %']:g} to {weights['now, %']:g} per cent" in text
    assert new.exam.minutes - old.exam.minutes == 10
    assert "Ten minutes more" in text
    assert new.exam.items == old.exam.items == 180
    assert f"{new.exam.items_scored} count instead of {old.exam.items_scored}" in text
    assert f"{new.first_day.day} {new.first_day:%B %Y}" in text
    share = new.approach
    assert (
        f"{share.predictive_percent:g} per cent predictive, {share.agile_or_hybrid_percent:g}"
        in text
    )


def test_kavyas_months_with_and_without_the_supplier_portal(text):
    def months(led):
        return exam.eligibility_table("pmp-2026", led, "bachelor", "2027-01", training_hours=35)

    table = months(LED)
    assert table["counted"].tolist() == [34, 34, 46]
    assert table["enough from"].tolist() == ["2027-04", "2027-04", "2027-01"]
    fewer = months([row for row in LED if row[0] != "Supplier portal"])
    assert (table["counted"] - fewer["counted"]).tolist() == [8, 8, 8]
    assert "Eight months hang on it" in text
    assert fewer["missing"].tolist() == [10, 10, 0]
    assert "ten would be missing" in text
