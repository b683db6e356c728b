"""People: what a day of theirs yields, how tired and how willing they are, who comes and goes."""

from __future__ import annotations

from tpmlab.simulator.equations import drag, next_fatigue, week_pay
from tpmlab.simulator.turn import Turn

__all__ = ["come_and_go", "daily_output", "end_of_week"]

_NEW_WEEKS = 2.0  # a newcomer until this many time constants of learning have passed


def come_and_go(turn: Turn) -> None:
    """Let those asked for arrive, and those who have had enough leave."""
    state = turn.state
    team, week = state.team, state.week
    ids = turn.structure.person
    for name, j in ids.items():
        place = team.place[j]
        if place == "coming" and team.arrives[j] <= week:
            team.place[j] = "team"
            turn.tell("person", name, f"'{name}' has arrived and starts to learn.")
        elif (
            place == "team"
            and team.strain[j] > state.chance.quits[j]
            and team.place.count("team") > 1
        ):
            team.place[j] = "left"
            team.lost += 1
            turn.tell("person", name, f"'{name}' has left the company.")


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
    on_team = [j for j, place in enumerate(team.place) if place == "team"]
    old_hand = _NEW_WEEKS * rules.ramp_weeks
    new = [weeks for j in on_team if (weeks := team.weeks[j]) < old_hand]
    experienced = len(on_team) - len(new)
    teaching = rules.teaching * sum([structure.to_learn[weeks] for weeks in new])
    taught = max(0.0, 1 - teaching / experienced) if experienced else 1.0
    trust = sum([w * t for w, t in zip(structure.weights, state.sponsors.trust, strict=True)])
    common = (
        (1 - structure.coordination[len(on_team)])
        * (1 - rules.distrust_work * (1 - trust))
        * (1 + rules.pressure_speed * state.ledger.pressure)
    )
    output, errors = [0.0] * len(team.place), [1.0] * len(team.place)
    for j in on_team:
        weeks, tired = team.weeks[j], drag(team.tired[j], rules.fatigue_drag)
        will = 0.85 + 0.15 * team.morale[j] / 0.7
        output[j] = (
            common
            * (1 + overtime[j])
            * structure.learned_output[weeks]
            * will
            * luck[j][state.week]
            / tired
        )
        if weeks >= old_hand:
            output[j] *= taught
        errors[j] = structure.learned_errors[weeks] * tired
    return output, errors


def end_of_week(turn: Turn, days: float) -> None:
    """Pay the team for the days played, and let the week leave its traces on people."""
    state, rules, cost = turn.state, turn.rules, turn.structure.cost
    team, ledger, overtime = state.team, state.ledger, state.orders.overtime
    part, pressed = days / 5, 0.1 * ledger.pressure
    tired, moods, busy = team.tired, team.morale, team.busy
    morale, people = 0.0, 0
    for j, place in enumerate(team.place):
        if place != "team":
            continue
        people += 1
        ledger.spent += part * week_pay(cost[j], overtime[j], rules.overtime_pay)
        tired[j] = weary = next_fatigue(tired[j], overtime[j], rules.fatigue, rules.recovery)
        aim = max(0.2, rules.morale - 0.45 * weary - pressed)
        moods[j] = mood = moods[j] + 0.25 * (aim - moods[j])
        sour = rules.sour_quits * (0.45 - mood) if mood < 0.45 else 0.0
        team.strain[j] += rules.quits + sour
        team.weeks[j] += 1
        morale += mood
        team.worked_days += busy[j]
        team.idle_days += days - busy[j]
    team.paid_days += days * people
    team.morale_sum += morale / max(people, 1)
