"""Outlines in words: what a table's cell and a page of an exam say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tpmlab.exam.outlines.model import Fee, Outline, Reading

__all__ = [
    "Section",
    "cost_words",
    "dates_words",
    "fee_words",
    "length_words",
    "outline_sections",
    "reading_words",
    "weight_words",
]

_UNKNOWN = "not known here"


@dataclass(frozen=True)
class Section:
    """A heading and its lines; a line is a sentence or two."""

    heading: str
    lines: tuple[str, ...]


def length_words(outline: Outline) -> str:
    """Give items and minutes.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> length_words(load_outline("pmp-2026"))
    '180 items (170 scored), 240 min'
    >>> length_words(load_outline("cissp-2024"))
    '100–150 items, 180 min'
    """
    exam = outline.exam
    if exam.items is None:
        return f"{exam.minutes} min"
    items = f"{exam.items_min}–{exam.items}" if exam.items_min else f"{exam.items}"
    fewer = exam.items_scored is not None and exam.items_scored < exam.items
    scored = f" ({exam.items_scored} scored)" if fewer else ""
    return f"{items} items{scored}, {exam.minutes} min"


def fee_words(fee: Fee) -> str:
    """Give amounts with their day, as in ``USD 675 (non-member), read 2026-06-30``."""
    amounts = ", ".join(
        f"{fee.currency} {amount:,g} ({who})" for who, amount in fee.amounts.items()
    )
    return f"{amounts}, read {fee.as_of}"


def cost_words(outline: Outline) -> str:
    """Give the exam's list price with its day, or say why there is none."""
    if outline.fee is not None:
        return fee_words(outline.fee)
    said = (outline.fee_note or _UNKNOWN).split(". ")[0].rstrip(".")
    return said[0].lower() + said[1:]


def dates_words(outline: Outline, on: date) -> str:
    """Give first and last day of sitting as far as they are known, seen from a day."""
    words = f"from {outline.first_day}" if outline.first_day else ""
    if outline.last_day:
        words += f"{', ' if words else ''}until {outline.last_day}"
    if (state := outline.state(on)) != "current":
        words += f" ({state})"
    return words or (outline.dates_note or _UNKNOWN).rstrip(".")


def weight_words(weight: float | None) -> str:
    """Give a share of the exam; none is published for some.

    Examples
    --------
    >>> weight_words(2.5), weight_words(None)
    ('2.5 %', 'not published')
    """
    return "not published" if weight is None else f"{weight:g} %"


def reading_words(reading: Reading) -> str:
    """Say where a reading comes from: when it was published and read, and the first page."""
    published = f"published {reading.published}" if reading.published else "undated"
    return f"{published}, read {reading.retrieved}: {reading.sources[0]}"


def outline_sections(outline: Outline, on: date) -> list[Section]:
    """Lay out an outline for reading, all but its domains and tasks.

    Parameters
    ----------
    outline : Outline
        The exam.
    on : datetime.date
        The reader's day, which decides what is past.

    Returns
    -------
    list of Section
        Headings that have nothing to say are left out.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> [part.heading for part in outline_sections(load_outline("capm"), date(2026, 12, 1))][:3]
    ['The exam', 'Before it', 'After it']
    """
    sections = [
        Section("The exam", tuple(_exam_lines(outline, on))),
        Section("Before it", tuple(_before_lines(outline))),
        Section("After it", tuple(_after_lines(outline))),
        Section("Runs through all domains", tuple(outline.crosscutting)),
        Section("Not verified: ask the issuer", tuple(outline.unverified)),
        Section("How sure we are", tuple(_confidence_lines(outline))),
    ]
    return [section for section in sections if section.lines]


def _exam_lines(outline: Outline, on: date) -> list[str]:
    exam = outline.exam
    languages = ", ".join(outline.languages) if outline.languages else _UNKNOWN
    lines = [
        f"{outline.issuer}, {outline.version}; {dates_words(outline, on)}.",
        f"Length: {length_words(outline)}.",
        exam.items_note,
        f"Passing: {exam.pass_rule}",
        f"Breaks: {exam.breaks or f'{_UNKNOWN}.'}",
        f"Items: {'; '.join(exam.item_types)}. Shares: {exam.item_type_shares}.",
    ]
    if (mix := outline.approach) is not None:
        lines.append(
            f"Approach: {mix.predictive_percent:g} % predictive, "
            f"{mix.agile_or_hybrid_percent:g} % agile or hybrid. {mix.note or ''}".rstrip()
        )
    return [line for line in (*lines, f"Languages: {languages}.") if line]


def _before_lines(outline: Outline) -> list[str]:
    asked = outline.prerequisites
    lines = [f"Asked for: {asked.short}."]
    if asked.training_waiver:
        lines.append(
            f"Instead of the {asked.training_hours:g} h of training: {asked.training_waiver}."
        )
    lines += asked.notes
    for reading in asked.readings:
        lines.append(f"Reading '{reading.id}': {reading.says} ({reading_words(reading)})")
    if outline.fee is None:
        return [*lines, f"Price: {outline.fee_note or f'{_UNKNOWN}.'}"]
    return [*lines, f"Price: {fee_words(outline.fee)}. {outline.fee.note or ''}".strip()]


def _after_lines(outline: Outline) -> list[str]:
    renewal = outline.renewal
    lines = [f"Renewal: {renewal.short}."]
    if renewal.fee is not None:
        lines.append(f"Fee: {fee_words(renewal.fee)}. {renewal.fee.note or ''}".strip())
    if (rule := renewal.pdu_rule) is not None:
        lines.append(
            f"Of the {renewal.units} PDUs at least {rule.education_min:g} in education, with "
            f"{rule.each_skill_min:g} or more in each of its three skills; giving back counts up "
            f"to {rule.giving_back_max:g}, of which work as a practitioner up to "
            f"{rule.working_max:g} (read {rule.retrieved}: {rule.sources[0]})."
        )
    return lines


def _confidence_lines(outline: Outline) -> list[str]:
    levels = outline.confidence
    return [
        f"{name}: {getattr(levels, name).level} ({getattr(levels, name).reason})"
        for name in type(levels).model_fields
    ]
