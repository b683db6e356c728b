"""Ways to run a project, from naive to thoughtful: each takes a view and returns a decision.

The first seven are trivial on purpose: none of them looks at the project. A scenario is
well made when none of them wins, and when :func:`strong` beats them all on most seeds.
"""

from __future__ import annotations

from tpmlab.simulator.board import RequestView
from tpmlab.simulator.decisions import Decision, Report, Trade
from tpmlab.simulator.view import View

__all__ = [
    "NAIVE",
    "always_no",
    "always_overtime",
    "always_yes",
    "hire_all",
    "max_test",
    "mitigate_all",
    "nothing",
    "strong",
]


def nothing(view: View) -> Decision:
    """Let it run: no answer, no test, no report."""
    return Decision()


def always_yes(view: View) -> Decision:
    """Take on every request for nothing."""
    return Decision(answer={request.id: "yes" for request in view.open_requests})


def always_no(view: View) -> Decision:
    """Refuse every request."""
    return Decision(answer={request.id: "no" for request in view.open_requests})


def always_overtime(view: View) -> Decision:
    """50-hour weeks for everybody, from the first to the last."""
    return Decision(overtime=0.25)


def max_test(view: View) -> Decision:
    """Spend as much time on testing as is allowed."""
    return Decision(test=0.4)


def hire_all(view: View) -> Decision:
    """Ask for everybody in the pool, at once."""
    return Decision(hire=tuple(p.id for p in view.people.values() if p.place == "pool"))


def mitigate_all(view: View) -> Decision:
    """Mitigate every risk at the start."""
    live = (risk for risk in view.risks.values() if risk.status in {"ahead", "possible"})
    return Decision(mitigate=tuple(risk.id for risk in live if not risk.mitigated))


NAIVE = (nothing, always_yes, always_no, always_overtime, max_test, hire_all, mitigate_all)


def strong(view: View) -> Decision:
    """Look first: test early, buy what pays, tell the truth, and sprint only for a short while."""
    return Decision(
        test=0.14 if view.percent < 0.8 else 0.06,
        answer={request.id: _answer(view, request) for request in view.open_requests},
        mitigate=_worth_mitigating(view),
        accept=_to_tell(view),
        cut=_to_cut(view),
        hire=_replacement(view),
        overtime=_sprint(view),
        report=_honest_report(view),
    )


def _answer(view: View, request: RequestView) -> str | Trade:
    low, likely, high = request.effort
    cost = (low + 4 * likely + high) / 6 * (1 + 0.8 * view.percent) * view.full_cost
    package = view.packages[request.package]
    if request.worth < 1.1 * cost or package.status in {"cut", "deferred"}:
        return "no"
    if request.trade_refused:
        return "yes" if request.worth > 1.4 * cost else "no"
    return Trade("time" if view.forecast > view.agreed else "budget")


def _worth_mitigating(view: View) -> tuple[str, ...]:
    """Risks whose expected damage exceeds what weakening them costs."""
    found = []
    for risk in view.risks.values():
        if risk.mitigated or risk.status not in {"ahead", "possible"}:
            continue
        if risk.window[0] - view.week > 3:
            continue
        damage = risk.chance * (risk.cost + (risk.effort + 4 * risk.freeze) * view.full_cost)
        price = risk.mitigation_cost + risk.mitigation_effort * view.full_cost
        if 0.8 * damage > price:
            found.append(risk.id)
    return tuple(found)


def _replacement(view: View) -> tuple[str, ...]:
    """Choose somebody from the pool for each who left and took a skill along."""
    if view.percent > 0.75 or not view.lost:
        return ()
    gone = [person for person in view.people.values() if person.place == "left"]
    hired = sum(person.weeks < view.week for person in view.team)
    coming = sum(person.place == "coming" for person in view.people.values())
    if len(gone) <= hired + coming:
        return ()
    skill = max(gone[-1].skills, key=lambda name: gone[-1].skills[name])
    if any(person.skills.get(skill, 0.0) >= 0.8 for person in view.team):
        return ()
    pool = [person for person in view.people.values() if person.place == "pool"]
    fit = [person for person in pool if person.skills.get(skill, 0.0) >= 0.6]
    return tuple(person.id for person in fit[:1])


def _to_tell(view: View) -> tuple[str, ...]:
    if view.week:
        return ()
    return tuple(risk.id for risk in view.risks.values() if risk.status in {"ahead", "possible"})


def _to_cut(view: View) -> tuple[str, ...]:
    """Choose the optional package with the least value a day, once all clearly won't fit."""
    share = view.week / view.deadline
    late = view.forecast - view.agreed
    if not 0.1 < share < 0.6 or late < 0.07 * view.deadline:
        return ()
    optional = [package for package in view.packages.values() if package.optional]
    candidates = [package for package in optional if package.status in {"waiting", "ready"}]
    already = [package for package in optional if package.status == "cut"]
    if not candidates or len(already) >= 2:
        return ()
    return (min(candidates, key=lambda package: package.value / package.left).id,)


def _sprint(view: View) -> float:
    """Two weeks of overtime and four of rest while the date is at risk, late in the project."""
    if view.week <= 0.5 * view.deadline or view.forecast <= view.agreed:
        return 0.0
    team = view.team
    tiredest = max([person.tired for person in team])
    if tiredest < 0.12:
        return 0.25
    sprinting = max([person.overtime for person in team]) > 0
    return 0.25 if sprinting and tiredest <= 0.2 else 0.0


def _honest_report(view: View) -> Report | None:
    if view.week % 4 != 3 and not _soon_and_later_than_said(view):
        return None
    names = view.packages.values()
    return Report(
        finish=max(view.forecast, float(view.week)),
        late=view.forecast + 0.1 * max(view.forecast - view.week, 1.0),
        percent=100 * view.percent,
        done=tuple([package.id for package in names if package.status == "done"]),
        blocked=tuple([package.id for package in names if package.status == "blocked"]),
        changed="The forecast is this week's.",
        owner=view.team[0].id,
        action="goes through the longest path",
        next_update=view.week + 4,
        warns=("date", "money", "quality", "people"),
    )


def _soon_and_later_than_said(view: View) -> bool:
    if view.forecast - view.week >= 6:
        return False
    return view.forecast > max(sponsor.believed for sponsor in view.sponsors.values()) + 0.3
