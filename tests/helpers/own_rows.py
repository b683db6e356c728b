"""A row of a learner's own CSV file, for tests that import it."""

from __future__ import annotations

import csv
import io

ROW = {
    "id": "my-first",
    "outline": "pmp-2026",
    "task": "business.3",
    "approach": "agile",
    "type": "single",
    "level": "apply",
    "stem": "A sponsor asks for one more field by Friday.",
    "lead": "What happens first?",
    "option_a": "The team sizes the field",
    "why_a": "The size decides.",
    "option_b": "The field is built",
    "why_b": "Nobody knows what it costs.",
    "misconception_b": "accept-change-without-analysis",
    "option_c": "The sponsor is told no",
    "why_c": "Its value isn't weighed.",
    "misconception_c": "reject-change-by-default",
    "key": "a",
    "principle": "Size first.",
}


def sheet(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Write rows as CSV."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
