"""What a senior colleague would say of a status report before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tpmlab.artifacts.status import rules_entries, rules_history, rules_promise, rules_words
from tpmlab.artifacts.status.finding import SEVERITIES, Finding
from tpmlab.artifacts.status.report import StatusReport

__all__ = ["review"]

_RULES: tuple[Callable[[StatusReport], Iterator[Finding]], ...] = (
    *rules_promise.RULES,
    *rules_entries.RULES,
    *rules_words.RULES,
)


def review(report: StatusReport, previous: StatusReport | None = None) -> list[Finding]:
    """Say what a reader of a status report can't see, decide or believe.

    Parameters
    ----------
    report : StatusReport
        The report as it would go out.
    previous : StatusReport, optional
        The one before it, of the same project. With it the review also sees promises that
        vanished, dates that moved in silence, and blocks that only got older.

    Returns
    -------
    list of Finding
        Gravest first, then in the order of the report; empty if there is nothing to say.

    Raises
    ------
    ValueError
        If `previous` is of another project or not older.

    References
    ----------
    .. [1] Snow, A. P., Keil, M. and Wallace, L. (2007), "The effects of optimistic and
       pessimistic biasing on software project status reporting", Information & Management
       44(2), pp. 130-141.

    Examples
    --------
    >>> from datetime import date
    >>> from tpmlab.artifacts.status import Action, Blocked, Finish
    >>> report = StatusReport(
    ...     project="Audit Repair", author="Stefan Iliev", day=date(2027, 1, 15), health="green",
    ...     reason="All on track.",
    ...     summary="The pilot moved: Friday 26 March instead of 19 March.",
    ...     finish=Finish(promised=date(2027, 3, 19), forecast=date(2027, 3, 26)),
    ...     blocked=[Blocked(what="Two hosts", since=date(2027, 1, 11), waits_for="a supplier",
    ...                      owner="", next_action="Visits them", due=date(2027, 1, 20))],
    ...     next=[Action(what="Patch the last two hosts", owner="Jonas Eklund",
    ...                  due=date(2027, 1, 22))],
    ...     next_update=date(2027, 1, 22))
    >>> [finding.rule for finding in review(report)]
    ['green-but-late', 'blocked-without-owner', 'reason-repeats-colour', 'no-range']
    """
    if previous is not None and (previous.project != report.project or previous.day >= report.day):
        raise ValueError(
            f"The report before {report.project} of {report.day} can't be {previous.project} of "
            f"{previous.day}: give an older one of the same project."
        )
    found = [finding for rule in _RULES for finding in rule(report)]
    if previous is not None:
        found += [finding for rule in rules_history.RULES for finding in rule(report, previous)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
