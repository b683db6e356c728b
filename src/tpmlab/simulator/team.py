"""People: what a day of theirs yields, how tired and how willing they are, who comes and goes."""

from __future__ import annotations

from tpmlab.simulator.equations import drag, next_fatigue, week_pay
from tpmlab.simulator.turn import Turn

__all__ = ["come_and_go", "daily_output", "end_of_week"]

_NEW_WEEKS = 2.0  # a newcomer until this many time constants of learning have passed
_WORST_MOOD = 0.2  # that morale tends to


def come_and_go(turn: Turn) -> None:
    """Let those asked for arrive, and those who have had enough leave."""
    state = turn.state
    team, week, quits = state.team, state.week, state.chance.quits
    for j, place in enumerate(team.place):
        if place == "team":
            if team.strain[j] > quits[j] and team.place.count("team") > 1:
                team.place[j] = "left"
                team.lost += 1
                name = turn.structure.person_facts[0][j]
                turn.tell("person", name, f"'{name}' has left the company.")
        elif place == "coming" and team.arrives[j] <= week:
            team.place[j] = "team"
            name = turn.structure.person_facts[0][j]
            turn.tell("person", name, f"'{name}' has arrived and starts to learn.")
    turn.on_team = tuple([j for j, place in enumerate(team.place) if place == "team"])


def daily_output(turn: Turn) -> tuple[list[float], list[float]]:
    """Person-days that a day of each person yields on well-matched work, and their errors.

    Returns
    -------
    output : list of float
        0 for whoever is not on the team.
    errors : list of float
        Flawed share against a rested old hand's.
    """
    structure, rules, state = turn.structure, turn.rules, turn.state
    team, overtime, luck = state.team, state.orders.overtime, state.chance.output
    on_team, weeks_here = turn.on_team, team.weeks
    old_hand = _NEW_WEEKS * rules.ramp_weeks
    new = [weeks for j in on_team if (weeks := weeks_here[j]) < old_hand]
    taught, experienced = 1.0, len(on_team) - len(new)
    if new and experienced:
        teaching = rules.teaching * sum([structure.to_learn[weeks] for weeks in new])
        taught = max(0.0, 1 - teaching / experienced)
    trust = sum([w * t for w, t in zip(structure.weights, state.sponsors.trust, strict=True)])
    common = (
        (1 - structure.coordination[len(on_team)])
        * (1 - rules.distrust_work * (1 - trust))
        * (1 + rules.pressure_speed * state.ledger.pressure)
    )
    week, fatigue_drag, tired, morale = state.week, rules.fatigue_drag, team.tired, team.morale
    learned_output, learned_errors = structure.learned_output, structure.learned_errors
    output, errors = [0.0] * len(team.place), [1.0] * len(team.place)
    for j in on_team:
        weeks, slowed = weeks_here[j], drag(tired[j], fatigue_drag)
        will = 0.85 + 0.15 * morale[j] / 0.7
        day = common * (1 + overtime[j]) * learned_output[weeks] * will * luck[j][week] / slowed
        output[j] = day if weeks < old_hand else day * taught
        errors[j] = learned_errors[weeks] * slowed
    return output, errors


def end_of_week(turn: Turn, days: float) -> None:
    """Pay the team for the days played, and let the week leave its traces on people."""
    state, rules, cost = turn.state, turn.rules, turn.structure.cost
    team, ledger, overtime = state.team, state.ledger, state.orders.overtime
    part, pressed = days / 5, 0.1 * ledger.pressure
    extra_pay, gain, recovery = rules.overtime_pay, rules.fatigue, rules.recovery
    usual, sour, rested = rules.quits, rules.sour_quits, rules.morale
    tired, moods, strain, weeks = team.tired, team.morale, team.strain, team.weeks
    spent, worked, idle, morale = ledger.spent, team.worked_days, team.idle_days, 0.0
    on_team = turn.on_team
    for j in on_team:
        spent += part * week_pay(cost[j], overtime[j], extra_pay)
        tired[j] = weary = next_fatigue(tired[j], overtime[j], gain, recovery)
        aim = rested - 0.45 * weary - pressed
        aim = aim if aim > _WORST_MOOD else _WORST_MOOD
        moods[j] = mood = moods[j] + 0.25 * (aim - moods[j])
        morale += mood
        strain[j] += usual + (sour * (0.45 - mood) if mood < 0.45 else 0.0)
        weeks[j] += 1
        busy = team.busy[j]
        worked += busy
        idle += days - busy
    ledger.spent, team.worked_days, team.idle_days = spent, worked, idle
    team.paid_days += days * len(on_team)
    team.morale_sum += morale / max(len(on_team), 1)
