"""What each order costs, in words, before it is given.

Prices come from the scenario's published rules, so nothing here tells the future.
"""

from __future__ import annotations

from collections.abc import Iterator

from tpmlab.simulator.board import PackageView, PersonView, RequestView, RiskView
from tpmlab.simulator.decisions import Decision, Trade
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.view import View

__all__ = ["Prices"]


class Prices:
    """The stated cost of every order in one week.

    Parameters
    ----------
    scenario : Scenario
        Its rules set the prices.
    view : View
        The week.
    """

    def __init__(self, scenario: Scenario, view: View) -> None:
        self._scenario, self._rules, self._view = scenario, scenario.dynamics, view

    def overtime(self, share: float) -> str:
        """Pay and tiredness of a share of overtime for all."""
        pay = sum(person.cost for person in self._view.team)
        extra = pay * share * self._rules.overtime_pay
        return (
            f"{extra:.1f} k a week more; tiredness rises by {self._rules.fatigue * share:.2f} "
            f"a week and fades by {self._rules.recovery:.0%}; tired people are slower and err more"
        )

    def test(self, share: float) -> str:
        """Work that a share of testing displaces."""
        return (
            f"about {share * self._view.velocity:.1f} pd of work a week are not done; "
            "flaws found early are cheaper to mend"
        )

    def hire(self, person: PersonView) -> str:
        """Fee, pay and slow start of a newcomer."""
        rules = self._rules
        return (
            f"{rules.hire_fee:g} k fee, {person.cost:g} k a week from week "
            f"{self._view.week + rules.hire_weeks}; slow at first, and others must teach"
        )

    def release(self, person: PersonView) -> str:
        """Price of sending somebody away."""
        weeks = self._rules.notice_weeks
        return f"{weeks * person.cost:g} k for {weeks:g} weeks' notice"

    def fast_track(self, package: PackageView) -> str:
        """Price of starting early."""
        return f"{self._rules.fast_track_errors:g} times the flaws while inputs are missing"

    def cut(self, package: PackageView) -> str:
        """Price of leaving out for good."""
        return f"its value of {package.value:g} k is lost, with a little trust"

    def defer(self, package: PackageView) -> str:
        """Price of setting aside."""
        return "free until launch; a launch without it cuts it"

    def mitigate(self, risk: RiskView) -> str:
        """Price and effect of weakening a risk."""
        effect = next(r.mitigation for r in self._scenario.risks if r.id == risk.id)
        return (
            f"{risk.mitigation_cost:g} k and {risk.mitigation_effort:g} pd on {risk.package}; "
            f"chance × {effect.chance:g}, damage −{effect.impact:.0%}"
        )

    def accept(self, risk: RiskView) -> str:
        """Price of carrying a risk openly."""
        return "free; should it happen, it was no secret and costs less trust"

    def take_on(self, request: RequestView) -> str:
        """Price of a yes: effort at this stage, and money with the delay it causes."""
        low, likely, high = request.effort
        grown = 1 + self._rules.late_request * self._view.percent
        expected = (low + 4 * likely + high) / 6 * grown
        return (
            f"about {expected:.1f} pd ({low * grown:.1f} to {high * grown:.1f}), "
            f"all in about {expected * self._view.full_cost:.0f} k with the delay"
        )

    def answer(self, request: RequestView, said: str | Trade) -> str:
        """Price of an answer."""
        if said == "no":
            return f"its worth of about {request.worth:.0f} k, and a little trust"
        if not isinstance(said, Trade):
            return f"{self.take_on(request)}; nothing moves for it"
        gain = {
            "time": "the agreed date moves by what it takes",
            "budget": "the budget grows by its cost",
            "scope": f"'{said.package}' leaves with its value",
        }[said.moves]
        return f"{self.take_on(request)}; {gain}, if granted (trust helps)"

    def rebaseline(self, weeks: float) -> str:
        """Price of a new agreed date."""
        price = self._rules.slip_cost
        notice = max(2.0, self._view.agreed - self._view.week)
        loss = price * weeks / (weeks + notice) + 0.03
        return (
            f"about {loss:.2f} of everybody's trust; {weeks / 2:g} weeks count as late all the same"
        )

    def of(self, decision: Decision) -> Iterator[tuple[str, str]]:
        """Yield each order of a decision in words, with its cost."""
        view = self._view
        if decision.overtime is not None and isinstance(decision.overtime, (int, float)):
            yield f"overtime {decision.overtime:.0%}", self.overtime(decision.overtime)
        if decision.test is not None:
            yield f"test {decision.test:.0%} of the time", self.test(decision.test)
        for name in decision.hire:
            yield f"hire {view.people[name].name}", self.hire(view.people[name])
        for name in decision.release:
            yield f"release {view.people[name].name}", self.release(view.people[name])
        yield from self._scope(decision)
        for name in decision.mitigate:
            yield f"mitigate: {view.risks[name].title}", self.mitigate(view.risks[name])
        for name in decision.accept:
            yield f"accept: {view.risks[name].title}", self.accept(view.risks[name])
        for name, said in decision.answer.items():
            word = f"trade for {said.moves}" if isinstance(said, Trade) else said
            request = view.requests[name]
            yield f"{word} to {request.title}", self.answer(request, said)
        yield from self._course(decision)

    def _scope(self, decision: Decision) -> Iterator[tuple[str, str]]:
        packages = self._view.packages
        for name in decision.fast_track:
            yield f"fast-track {packages[name].title}", self.fast_track(packages[name])
        for name in decision.cut:
            yield f"cut {packages[name].title}", self.cut(packages[name])
        for name in decision.defer:
            yield f"set {packages[name].title} aside", self.defer(packages[name])
        for name in decision.resume:
            yield f"take up {packages[name].title} again", "its work comes back"

    def _course(self, decision: Decision) -> Iterator[tuple[str, str]]:
        if decision.assign is not None or decision.priority is not None:
            yield "who works on what", "free; whoever changes work every week loses time"
        if decision.rebaseline is not None:
            weeks = decision.rebaseline - self._view.agreed
            yield f"ask for week {decision.rebaseline:.1f} as the new date", self.rebaseline(weeks)
        if decision.hold_release is not None:
            yield (
                ("hold the launch and go on testing", "a week's pay each week")
                if decision.hold_release
                else ("launch when all is ready", "free")
            )
        if decision.report is not None:
            yield (
                "send the status report",
                "a later date costs trust; the same date as a surprise costs "
                f"{self._rules.surprise:g} times as much",
            )
