"""A debrief in plain sentences, for somebody who has just played."""

from __future__ import annotations

import numpy as np

from tpmlab.simulator.debrief import Debrief, Finding
from tpmlab.simulator.replay import Difference

__all__ = ["headline", "sentences", "signed", "tell_choice", "tell_class", "tell_luck", "tell_rank"]

_MINUS = "\N{MINUS SIGN}"


def sentences(found: Debrief) -> tuple[str, ...]:
    """Put a debrief into sentences, in the order in which they should be read.

    Parameters
    ----------
    found : Debrief
        From :func:`tpmlab.simulator.debrief.debrief`.

    Returns
    -------
    tuple of str
        Result, baselines, class if there is one, luck, then a sentence or more for each
        choice that mattered.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> from tpmlab.simulator.debrief import debrief
    >>> from tpmlab.simulator.runs import play
    >>> run = play(load("tutorial"), policies.nothing, seed=3)
    >>> sentences(debrief(run, futures=4, seeds=3))[-1]
    'You gave no order that took effect, so there is no choice to talk about.'
    """
    said = [headline(found), tell_rank(found), tell_class(found), tell_luck(found)]
    said += [tell_choice(each, found.run.scenario.currency) for each in found.mattered]
    if not found.findings:
        said.append("You gave no order that took effect, so there is no choice to talk about.")
    elif not found.mattered:
        said.append(
            "None of your choices can be told from luck: their effects are smaller than what "
            "the futures vary by. That is a result too."
        )
    return tuple(each for each in said if each)


def headline(found: Debrief) -> str:
    """Say the result: date, money, value, score."""
    run = found.run
    ledger, score, currency = run.state.ledger, run.score, run.scenario.currency
    if ledger.ended == "launched":
        late = ledger.finish - ledger.agreed
        how = f"{_weeks(late)} after" if late > 0.05 else f"{_weeks(-late)} before"
        how = "on" if abs(late) <= 0.05 else how
        start = f"You launched after {ledger.finish:.1f} weeks, {how} the agreed date"
    else:
        start = f"The project was stopped after {ledger.finish:.0f} weeks without a launch"
    value = float(found.baselines["delivered"]["this run"])
    carried = ""
    if found.played < run.week:
        carried = f" You played {found.played} weeks; after that everything carried on."
    return (
        f"{start}, with {ledger.spent:,.0f} k{currency} spent and {value:,.0f} k{currency} of "
        f"value delivered: {score.total:.0f} of 100 points.{carried}"
    )


def tell_rank(found: Debrief) -> str:
    """Compare with the built-in policies on the same seed."""
    table = found.baselines["score"]
    own = float(table["this run"])
    others = table.drop("this run")
    beaten = [name for name in others.index if others[name] < own]
    best = str(others.drop("strong").idxmax())
    luck = (
        " You entered other futures on the way, and the policies did not."
        if found.run.state.branches
        else ""
    )
    return (
        f"On the same seed you are ahead of {len(beaten)} of {len(others)} built-in policies: "
        f"the best simple one ({best.replace('_', ' ')}) gets {others[best]:.0f} points, the "
        f"thoughtful one {others['strong']:.0f}.{luck}"
    )


def tell_class(found: Debrief) -> str:
    """Compare with the class; nothing without one."""
    if not found.classmates:
        return ""
    scores, own = np.array(found.classmates), found.run.score.total
    return (
        f"In your class, {int((scores < own).sum())} of {len(scores)} runs have fewer points; "
        f"the middle one has {np.median(scores):.0f}."
    )


def tell_luck(found: Debrief) -> str:
    """Split the score into the usual, luck and skill, and count the risks that came true."""
    split, run = found.split, found.run
    risks = run.scenario.risks
    fired = sum(week >= 0 for week in run.state.risks.fired)
    stated = sum(risk.chance for risk in risks)
    sure = "" if abs(split.luck) > 2 * split.error else ", which is within its error"
    text = (
        f"Luck and skill: policies that don't look get {split.usual:.0f} points on an average "
        f"seed; this seed gave them {signed(split.luck)} (± {split.error:.1f}{sure}), and you "
        f"added {signed(split.skill)}."
    )
    if risks:
        text += (
            f" {fired} of {len(risks)} risks came true; by the chances stated at the start "
            f"{stated:.1f} would."
        )
    return text


def tell_choice(finding: Finding, currency: str) -> str:
    """Say what a choice was worth when it was made, and what came of it."""
    choice, expected = finding.choice, finding.expected
    lead = f"{choice.when.capitalize()}: {choice.text}, instead of {choice.instead}."
    then = (
        f"At that time the forecast was week {finding.forecast:.1f} for an agreed "
        f"{finding.agreed:.1f}, with {finding.percent:.0%} of the work looking done."
    )
    if not finding.clear:
        return (
            f"{lead} {then} Its effect can't be told from luck: "
            f"{_points(expected.mean.points, expected.error.points)} over {expected.tried} futures."
        )
    kind = "helped" if expected.mean.points > 0 else "cost"
    return (
        f"{lead} {then} Over {expected.tried} futures that were as likely then, this {kind}: "
        f"{_points(expected.mean.points, expected.error.points)}, "
        f"{_effects(expected.mean, expected.error, currency)}. {_came(finding)}"
    )


def _came(finding: Finding) -> str:
    """Say what came of it, against what was to be expected: never a verdict."""
    expected, happened = finding.expected.mean.points, finding.happened.points
    said = f"In your run it made {signed(happened)} points"
    if not finding.unusual:
        return f"{said}: about what could be expected."
    if expected * happened < 0:
        kind = "a good choice that met bad luck" if expected > 0 else "a poor choice that was lucky"
        return f"{said}: {kind}."
    better = "better" if happened > expected else "worse"
    return f"{said}: the luck of this run made it {better} than it was."


def _points(mean: float, error: float) -> str:
    return f"{signed(mean)} points (± {error:.1f})"


def _effects(mean: Difference, error: Difference, currency: str) -> str:
    way = "later" if mean.weeks > 0 else "sooner"
    weeks = f"{_weeks(abs(mean.weeks))} {way}"
    if f"{abs(mean.weeks):.1f}" == "0.0":
        weeks = "no change of the finish"
    return (
        f"{weeks} ({_error(mean.weeks, error.weeks, 1)}), "
        f"{signed(mean.spent, 0)} k{currency} of cost ({_error(mean.spent, error.spent, 0)}), "
        f"{signed(mean.value, 0)} k{currency} of value ({_error(mean.value, error.value, 0)})"
    )


def _error(mean: float, error: float, digits: int) -> str:
    """Write a standard error, and whether the mean could as well be nothing."""
    unsure = ", could be none" if 0 < abs(mean) <= 2 * error else ""
    return f"± {error:,.{digits}f}{unsure}"


def _weeks(number: float) -> str:
    return "1 week" if f"{number:.1f}" == "1.0" else f"{number:.1f} weeks"


def signed(number: float, digits: int = 1) -> str:
    """Write a difference with its sign; none for what rounds to 0.

    Examples
    --------
    >>> signed(1234.56, 0), signed(-0.04), signed(-2.0)
    ('+1,235', '0.0', '−2.0')
    """
    text = f"{number:+,.{digits}f}"
    plain = text.lstrip("+-")
    return plain if float(plain.replace(",", "")) == 0 else text.replace("-", _MINUS)
