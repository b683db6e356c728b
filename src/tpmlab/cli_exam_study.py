"""``tpmlab exam today``, ``plan`` and ``report``: what to study, until when, and how it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from tpmlab.cli_exam_play import OutlineId, own_workspace
from tpmlab.errors import TpmlabError

__all__ = ["plan", "report", "today"]

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Minutes = Annotated[float, typer.Option(min=1, help="Minutes there are.")]


def today(outline: OutlineId = "pmp-2026", minutes: Minutes = 20) -> None:
    """Say which tasks are up today, and why.

    What you are most likely to have forgotten comes first, by its share of the exam; tasks
    are mixed. What you remember follows from your answers by FSRS, a published model of
    forgetting.

    \b
        tpmlab exam today
        tpmlab exam today --minutes 10
        tpmlab exam practice --today
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.study.daily import daily_items
    from tpmlab.exam.study.memory_file import load_memory
    from tpmlab.exam.study.pages import print_today

    exam, bank = load_outline(outline), load_bank(outline)
    memory = load_memory(own_workspace(), bank)
    print_today(exam, daily_items(bank, exam, memory, _today(), minutes), minutes)


def plan(
    exam_day: Annotated[str, typer.Argument(metavar="DATE", help="Of the exam, as 2027-03-20.")],
    week: Annotated[
        str, typer.Option(help="Minutes by day of the week; days not named are off.")
    ] = "mon=30 wed=30 fri=30 sat=90",
    outline: OutlineId = "pmp-2026",
    start: Annotated[str | None, typer.Option(help="First day; default: today.")] = None,
) -> None:
    """Lay out the days until your exam.

    Weak and heavy tasks come first, each again before it is likely to be forgotten; a short
    mock four weeks before the exam and another a week before; the last two days are light.
    Plan again when you have answered more: the plan follows your answers.

    \b
        tpmlab exam plan 2027-03-20
        tpmlab exam plan 2027-03-20 --week "tue=45 thu=45 sun=90"
    """  # noqa: D301
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.study.memory_file import load_memory
    from tpmlab.exam.study.pages import print_plan
    from tpmlab.exam.study.plan import study_plan

    exam, bank = load_outline(outline), load_bank(outline)
    memory = load_memory(own_workspace(), bank)
    first = _today() if start is None else _day(start)
    print_plan(exam, study_plan(exam, memory, first, _day(exam_day), _minutes(week)))


def report(
    outline: OutlineId = "pmp-2026",
    everything: Annotated[
        bool, typer.Option("--all", help="Also tasks without answers, and every belief.")
    ] = False,
) -> None:
    """Say how your answers stand: by domain and task, how sure you were, beliefs, time.

    Ranges, no single score: with ten answers a task can be far from where it seems. No
    figure here foretells an exam.

    \b
        tpmlab exam report
        tpmlab exam report --all
    """  # noqa: D301
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.study.pages import print_report
    from tpmlab.exam.study.report import make_report
    from tpmlab.exam.study.reviews import load_reviews

    exam, bank = load_outline(outline), load_bank(outline)
    reviews = load_reviews(own_workspace(), outline)
    print_report(exam, make_report(reviews, bank, exam), everything=everything)


def _today() -> date:
    return datetime.now().astimezone().date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TpmlabError(f"'{text}' is no date; write it as 2027-03-20.") from None


def _minutes(week: str) -> list[int]:
    minutes = dict.fromkeys(_WEEK, 0)
    for part in week.replace(",", " ").split():
        name, equals, number = part.partition("=")
        if name.casefold()[:3] not in minutes or not equals or not number.isdecimal():
            raise TpmlabError(f"'{part}' in --week can't be read; write it as mon=30.")
        minutes[name.casefold()[:3]] = int(number)
    return list(minutes.values())
