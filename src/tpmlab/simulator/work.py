"""A week of work in five daily slices: building, mending, and the flaws that are found.

The rework cycle of Cooper, one for each package: new work comes out correct or flawed, flaws
stay unseen until something reveals them, and mending them costs more the more stands on top.
"""

from __future__ import annotations

from math import expm1, log

from tpmlab.simulator.crews import LEAST_FIX, can_start, choose_crews, package_order
from tpmlab.simulator.equations import MOST_FLAWED, flawed_share, found_by_testing
from tpmlab.simulator.structure import fitting_people
from tpmlab.simulator.turn import Turn

__all__ = ["WorkWeek"]

_DAYS = 5
_NOTHING = 1e-9
_NOTICED = 0.001  # share of the planned effort below which mending needs no new test


class WorkWeek:
    """One week of everybody's work; build it, :meth:`play` it, read what it did.

    Parameters
    ----------
    turn : Turn
        Its work and team change.
    output, errors : list of float
        From :func:`tpmlab.simulator.team.daily_output`.
    """

    def __init__(self, turn: Turn, output: list[float], errors: list[float]) -> None:
        work, team = turn.state.work, turn.state.team
        n = len(work.size)
        self.turn, self.output, self.errors = turn, output, errors
        self.done = 0.0  # pd of new work and of mending effort
        self.ready = False
        self._team = tuple(j for j, place in enumerate(team.place) if place == "team")
        self._test = turn.state.orders.test
        self._match, self._refix = turn.structure.match, turn.rules.refix_errors
        self._order = package_order(turn)
        self._prices = turn.state.ledger.prices
        self._hurry = 1 + turn.rules.pressure_errors * turn.state.ledger.pressure
        self._waiting = sum(work.waiting[i] for i in self._order)
        self._seen: list[set[int] | None] = [None] * len(output)  # packages each turned to
        self._builds, self._switching = 1 - self._test, turn.rules.switching
        self._new = [0.0] * n  # pd of new work since flaws were last counted
        self._mended = [0.0] * n
        self._days_uncounted = 0
        self._changed = True
        self._crews: list[tuple[int, list[int], float, float]] = []
        self._startable = [False] * n
        self._open = [False] * n  # somebody could work on it now
        self._room = list(turn.structure.crew)  # places left beside the crews
        self._fits = fitting_people(turn.structure, self._team)
        self._frozen = [i for i in self._order if work.frozen[i] > 0]
        team.busy = [0.0] * len(output)

    def play(self) -> float:
        """Work for a week, or until all is ready; returns the days that took."""
        for day in range(1, _DAYS + 1):
            self._day()
            self._days_uncounted += 1
            if self._waiting <= _NOTICED * self.turn.structure.planned_effort:
                self._count_flaws()
                if self._launchable():
                    self.ready = True
                    return float(day)
                self._order = package_order(self.turn)
        self._count_flaws()
        self._plan_retests()
        return float(_DAYS)

    def busy_share(self, days: float) -> float:
        """Share of the team's time that found work."""
        return sum(self.turn.state.team.busy) / (days * len(self._team))

    def _launchable(self) -> bool:
        work = self.turn.state.work
        if self.turn.state.orders.hold:
            return False
        known = size = 0.0
        for k, s, gone in zip(work.known, work.size, work.gone, strict=True):
            if not gone:
                known += k
                size += s
        return known <= self.turn.rules.ready_share * size

    def _day(self) -> None:
        if self._changed:
            self._set_crews()
        work, busy, freed = self.turn.state.work, self.turn.state.team.busy, []
        known, waiting = work.known, work.waiting
        for i, people, effort, share in self._crews:
            if known[i] <= LEAST_FIX and effort < waiting[i] and self._startable[i]:
                self._build(i, effort, share)
                left = 0.0
            else:
                left = self._flow(i, effort, share)
            for j in people:
                busy[j] += 1.0
            if left > _NOTHING:
                self._changed = True
                self._open[i] = False
                freed.append((people, left / effort))
        for people, part in freed:
            for j in people:
                busy[j] -= part
                if True in self._open:
                    self._move_on(j, part)
        if self._frozen:
            self._thaw()

    def _thaw(self) -> None:
        frozen = self.turn.state.work.frozen
        for i in self._frozen:
            frozen[i] = max(0.0, frozen[i] - 1)
            self._changed = self._changed or frozen[i] == 0
        self._frozen = [i for i in self._frozen if frozen[i] > 0]

    def _look_around(self) -> None:
        """Note which packages somebody could work on now."""
        structure, work = self.turn.structure, self.turn.state.work
        waiting, known, frozen = work.waiting, work.known, work.frozen
        for i in self._order:
            # within a week inputs only get better, so who could start can go on
            start = waiting[i] > 0 and (self._startable[i] or can_start(structure, work, i))
            self._startable[i] = start
            self._open[i] = frozen[i] <= 0 and (start or known[i] > LEAST_FIX)

    def _set_crews(self) -> None:
        """Choose crews again, and what each yields and spoils until the next change."""
        self._look_around()
        turn, room, started = self.turn, self._room, self.turn.state.work.started
        self._crews, crew = [], turn.structure.crew
        order = [i for i in self._order if self._open[i]]
        for i in order:
            room[i] = crew[i]
        for i, people in choose_crews(turn, order, self._team):
            room[i] -= len(people)
            effort = errors = 0.0
            for j in people:
                yields = self._effort(i, j)
                effort += yields
                errors += yields * self.errors[j]
            if effort > 0:
                share = min(MOST_FLAWED, self._flawed_by_rested(i) * errors / effort)
                self._crews.append((i, people, effort, share))
                started[i] = True
        self._changed = False

    def _effort(self, i: int, j: int) -> float:
        """Person-days that a day of person j puts into package i."""
        seen = self._seen[j]
        if seen is None:
            seen = self._seen[j] = {i}
        else:
            seen.add(i)
        effort = self.output[j] * self._match[i][j] * self._builds
        if len(seen) == 1:
            return effort
        return effort * max(0.1, 1 - self._switching * (len(seen) - 1))

    def _flawed_by_rested(self, i: int) -> float:
        """Flawed share of new work on a package, for a rested old hand."""
        work, before, rules = self.turn.state.work, self.turn.structure.before[i], self.turn.rules
        size, waiting, unseen, gone = work.size, work.waiting, work.flawed, work.gone
        flawed = done = 0.0
        for p in before:
            if not gone[p]:
                flawed += unseen[p]
                done += size[p] - waiting[p]
        hurry = self._hurry
        if work.fast[i] and any(waiting[p] > 0 for p in before):
            hurry *= rules.fast_track_errors
        density = flawed / done if done > 0 else 0.0
        base = self.turn.state.chance.errors[i]
        return flawed_share(base, hurry, density, rules.errors_on_errors)

    def _build(self, i: int, effort: float, share: float) -> None:
        """Build all day, with nothing to mend: what :meth:`_flow` comes to most days."""
        work, flaws = self.turn.state.work, share * effort
        work.waiting[i] -= effort
        work.built += effort
        work.correct[i] += effort - flaws
        work.flawed[i] += flaws
        self._waiting -= effort
        self._new[i] += effort
        self.done += effort

    def _flow(self, i: int, effort: float, share: float) -> float:
        """Mend, then build; returns the effort left over when nothing remained to do."""
        work = self.turn.state.work
        known, waiting, fixed = work.known[i], work.waiting[i], 0.0
        if known > LEAST_FIX or (known > 0 and waiting <= 0):
            price = self._prices[i]
            fixing = min(known * price, effort)
            fixed = fixing / price
            effort -= fixing
            work.known[i] = known - fixed if fixed < known else 0.0
            work.fixed += fixed
            work.spent_fixing += fixing
            self._mended[i] += fixed
            self.done += fixing
        new = min(waiting, effort) if self._startable[i] else 0.0
        if new > 0:
            effort -= new
            work.waiting[i] = waiting - new
            work.built += new
            self._waiting -= new
            self._new[i] += new
            self.done += new
            if new == waiting:
                self._finished(i)
        flaws = share * (new + self._refix * fixed)
        work.correct[i] += new + fixed - flaws
        work.flawed[i] += flaws
        return effort

    def _finished(self, i: int) -> None:
        self._changed = True
        self._look_around()
        package = self.turn.structure.scenario.packages[i]
        self.turn.tell("finished", package.id, f"'{package.title}' is built.")

    def _move_on(self, j: int, part: float) -> None:
        """Let somebody whose work ran out spend the rest of the day elsewhere."""
        turn, wishes = self.turn, self.turn.state.orders.assign.get(j, ())
        open_, room, fits = self._open, self._room, self._fits
        for i in (*wishes, *self._order) if wishes else self._order:
            if not open_[i] or room[i] <= 0 or not (j in fits[i] or i in wishes):
                continue
            turn.state.work.started[i] = True
            effort = part * self._effort(i, j)
            share = min(MOST_FLAWED, self._flawed_by_rested(i) * self.errors[j])
            left = self._flow(i, effort, share)
            used = 1 - left / effort if effort > 0 else 0.0
            turn.state.team.busy[j] += part * used
            part *= 1 - used
            if part <= _NOTHING:
                return
            open_[i] = False

    def _count_flaws(self) -> None:
        """Move flaws from unseen to known: by chance, by use, by tests."""
        work, rules = self.turn.state.work, self.turn.rules
        exponent = self._exponents()
        flawed = done = 0.0
        for unseen, size, waiting, gone in zip(
            work.flawed, work.size, work.waiting, work.gone, strict=True
        ):
            if not gone:
                flawed += unseen
                done += size - waiting
        by_testing = 0.0
        if flawed > 0 and done > 0 and self._test > 0:
            effort = sum(self.output) * self._days_uncounted
            found = found_by_testing(
                self._test, effort, flawed / done, rules.test_yield, rules.test_half
            )
            by_testing = found / flawed
        for i, unseen in enumerate(work.flawed):
            if unseen > 0 and not work.gone[i]:
                found = min(unseen, unseen * (by_testing - expm1(-exponent[i])))
                work.flawed[i] = unseen - found
                work.known[i] += found
        self._changed = True
        self._days_uncounted = 0
        self._new = [0.0] * len(self._new)

    def _exponents(self) -> list[float]:
        """How strongly this week's building and test passes revealed each package's flaws."""
        turn, work, rules = self.turn, self.turn.state.work, self.turn.rules
        structure, gone = turn.structure, turn.state.work.gone
        by_chance = rules.chance_finds * self._days_uncounted / _DAYS
        exponent = [by_chance] * len(gone)
        full_pass = -log(1 - rules.final_finds)
        for k, progress in enumerate(self._new):
            if progress <= 0:
                continue
            for p in structure.before[k]:
                users = sum(work.size[u] for u in structure.after[p] if not gone[u])
                exponent[p] += rules.use_finds * progress / users
            if not structure.builds[k]:
                finds = full_pass * (rules.cut_over_finds if structure.is_cut_over[k] else 1.0)
                for p in structure.upstream[k]:
                    exponent[p] += finds * progress / work.size[k]
        return exponent

    def _plan_retests(self) -> None:
        """Mending under a test that has begun makes the test longer."""
        turn, structure = self.turn, self.turn.structure
        work = turn.state.work
        for i, mended in enumerate(self._mended):
            if mended <= _NOTICED * structure.planned_effort:
                continue
            for k in structure.downstream[i]:
                tests = not structure.builds[k] and not structure.is_cut_over[k]
                if tests and work.started[k] and work.waiting[k] > 0 and not work.gone[k]:
                    turn.add_work(k, turn.rules.retest * mended)
