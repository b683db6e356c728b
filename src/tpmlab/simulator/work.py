"""A week of work in five daily slices: building, mending, and the flaws that are found.

The rework cycle of Cooper, one for each package: new work comes out correct or flawed, flaws
stay unseen until something reveals them, and mending them costs more the more stands on top.
"""

from __future__ import annotations

from itertools import compress
from math import expm1, log
from operator import sub

from tpmlab.simulator.crews import (
    LEAST_FIX,
    can_start,
    choose_crews,
    has_inputs,
    package_order,
)
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

    __slots__ = (
        "_builds",
        "_busy",
        "_changed",
        "_crews",
        "_days_uncounted",
        "_enough",
        "_fits",
        "_frozen",
        "_hurry",
        "_match",
        "_mended",
        "_new",
        "_on_flaws",
        "_open",
        "_order",
        "_prices",
        "_refix",
        "_room",
        "_seen",
        "_startable",
        "_team",
        "_test",
        "_unready",
        "_waiting",
        "_work",
        "done",
        "errors",
        "output",
        "ready",
        "turn",
    )

    def __init__(self, turn: Turn, output: list[float], errors: list[float]) -> None:
        work, team = turn.state.work, turn.state.team
        n = len(work.size)
        self.turn, self.output, self.errors = turn, output, errors
        self.done = 0.0  # pd of new work and of mending effort
        self.ready = False
        self._work, self._busy = work, [0.0] * len(output)
        team.busy = self._busy
        self._team = turn.on_team
        self._test = turn.state.orders.test
        self._match, self._refix = turn.structure.match, turn.rules.refix_errors
        self._order = package_order(turn)
        self._prices = turn.state.ledger.prices
        self._hurry = 1 + turn.rules.pressure_errors * turn.state.ledger.pressure
        self._on_flaws = turn.rules.errors_on_errors
        self._waiting = sum([work.waiting[i] for i in self._order])
        self._enough = _NOTICED * turn.structure.planned_effort
        self._seen = [0] * len(output)  # packages each turned to, a bit each
        self._builds = 1 - self._test
        self._new = [0.0] * n  # pd of new work since flaws were last counted
        self._mended = [0.0] * n
        self._days_uncounted = 0
        self._changed = True
        self._crews: list[tuple[int, tuple[int, ...], float, float]] = []
        self._startable = [False] * n
        # what lacks inputs is asked again only when one of them is built
        self._unready = [i for i in self._order if has_inputs(turn.structure, work, i)]
        self._open: set[int] = set()  # packages that somebody could work on now
        self._room = list(turn.structure.crew)  # places left beside the crews
        self._fits = fitting_people(turn.structure, self._team)
        self._frozen = [i for i in self._order if work.frozen[i] > 0]

    def play(self) -> float:
        """Work for a week, or until all is ready; returns the days that took."""
        for day in range(1, _DAYS + 1):
            self._day()
            self._days_uncounted += 1
            if self._waiting <= self._enough:
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
        return sum(self._busy) / (days * len(self._team))

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
        work, busy, freed = self._work, self._busy, []
        known, waiting, startable = work.known, work.waiting, self._startable
        for i, people, effort, share in self._crews:
            if effort < waiting[i] and startable[i] and known[i] <= LEAST_FIX:
                # all day, with nothing to mend: what _flow comes to most days
                flaws, left = share * effort, 0.0
                waiting[i] -= effort
                work.correct[i] += effort - flaws
                work.flawed[i] += flaws
                work.built += effort
                self._new[i] += effort
                self._waiting -= effort
                self.done += effort
            else:
                left = self._flow(i, effort, share)
            for j in people:
                busy[j] += 1.0
            if left > _NOTHING:
                self._changed = True
                self._open.discard(i)
                freed.append((people, left / effort))
        for people, part in freed:
            for j in people:
                busy[j] -= part
                if self._open:
                    self._move_on(j, part)
        if self._frozen:
            self._thaw()

    def _thaw(self) -> None:
        frozen = self.turn.state.work.frozen
        for i in self._frozen:
            frozen[i] = max(0.0, frozen[i] - 1)
            self._changed = self._changed or frozen[i] == 0
        self._frozen = [i for i in self._frozen if frozen[i] > 0]

    def _look_around(self) -> list[int]:
        """Note which packages somebody could work on now, and list them by urgency."""
        structure, work, startable = self.turn.structure, self._work, self._startable
        # within a week inputs only get better, so who could start can go on
        if self._unready:
            for i in self._unready:
                startable[i] = can_start(structure, work, i)
            self._unready = [i for i in self._unready if not startable[i]]
        known, frozen = work.known, work.frozen
        open_ = [
            i for i in self._order if (startable[i] or known[i] > LEAST_FIX) and frozen[i] <= 0
        ]
        self._open.clear()
        self._open.update(open_)
        return open_

    def _set_crews(self) -> None:
        """Choose crews again, and what each yields and spoils until the next change."""
        room, crew, started = self._room, self.turn.structure.crew, self._work.started
        self._crews = crews = []
        order = tuple(self._look_around())
        for i in order:
            room[i] = crew[i]
        for i, people in choose_crews(self.turn, order, self._team):
            room[i] -= len(people)
            effort, spoilt = self._yield(i, people)
            if effort > 0:
                share = self._flawed_by_rested(i) * spoilt / effort
                crews.append((i, people, effort, share if share < MOST_FLAWED else MOST_FLAWED))
                started[i] = True
        self._changed = False

    def _yield(self, i: int, people: tuple[int, ...]) -> tuple[float, float]:
        """Person-days that a day of some people puts into package i, and these times errors."""
        match, output, errors, builds = self._match[i], self.output, self.errors, self._builds
        seen, bit, switched = self._seen, 1 << i, self.turn.structure.switched
        effort = spoilt = 0.0
        for j in people:
            seen[j] = places = seen[j] | bit
            yields = output[j] * match[j] * builds * switched[places.bit_count()]
            effort += yields
            spoilt += yields * errors[j]
        return effort, spoilt

    def _flawed_by_rested(self, i: int) -> float:
        """Flawed share of new work on a package, for a rested old hand."""
        work, before, hurry = self._work, self.turn.structure.before[i], self._hurry
        size, waiting, unseen, gone = work.size, work.waiting, work.flawed, work.gone
        flawed = done = 0.0
        for p in before:
            if not gone[p]:
                flawed += unseen[p]
                done += size[p] - waiting[p]
        if work.fast[i] and any(waiting[p] > 0 for p in before):
            hurry *= self.turn.rules.fast_track_errors
        density = flawed / done if done > 0 else 0.0
        return flawed_share(self.turn.state.chance.errors[i], hurry, density, self._on_flaws)

    def _flow(self, i: int, effort: float, share: float) -> float:
        """Mend, then build; returns the effort left over when nothing remained to do."""
        work = self._work
        known, waiting, fixed, new = work.known[i], work.waiting[i], 0.0, 0.0
        if known > LEAST_FIX or (known > 0 and waiting <= 0):
            price = self._prices[i]
            to_fix = known * price
            fixing = to_fix if to_fix < effort else effort
            fixed = fixing / price
            effort -= fixing
            work.known[i] = known - fixed if fixed < known else 0.0
            work.fixed += fixed
            work.spent_fixing += fixing
            self._mended[i] += fixed
            self.done += fixing
        if effort > 0 and waiting > 0 and self._startable[i]:
            new = effort if effort < waiting else waiting
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
        waiting, startable, after = self._work.waiting, self._startable, self.turn.structure.after
        startable[i] = False
        self._unready += [k for k in after[i] if waiting[k] > 0 and not startable[k]]
        self._look_around()
        package = self.turn.structure.scenario.packages[i]
        self.turn.tell("finished", package.id, f"'{package.title}' is built.")

    def _move_on(self, j: int, part: float) -> None:
        """Let somebody whose work ran out spend the rest of the day elsewhere."""
        wishes = self.turn.state.orders.assign.get(j, ())
        open_, room, fits = self._open, self._room, self._fits
        for i in (*wishes, *self._order) if wishes else self._order:
            if i not in open_ or room[i] <= 0 or not (j in fits[i] or i in wishes):
                continue
            self._work.started[i] = True
            effort = part * self._yield(i, (j,))[0]
            share = self._flawed_by_rested(i) * self.errors[j]
            left = self._flow(i, effort, share if share < MOST_FLAWED else MOST_FLAWED)
            used = 1 - left / effort if effort > 0 else 0.0
            self._busy[j] += part * used
            part *= 1 - used
            if part <= _NOTHING:
                return
            open_.discard(i)

    def _count_flaws(self) -> None:
        """Move flaws from unseen to known: by chance, by use, by tests."""
        work, rules = self._work, self.turn.rules
        flawed, known, gone = work.flawed, work.known, work.gone
        by_testing = 0.0
        if self._test > 0:
            kept = [not left_out for left_out in gone]
            unseen = sum(compress(flawed, kept))
            done = sum(compress(map(sub, work.size, work.waiting), kept))
            if unseen > 0 and done > 0:
                effort, density = sum(self.output) * self._days_uncounted, unseen / done
                found = found_by_testing(
                    self._test, effort, density, rules.test_yield, rules.test_half
                )
                by_testing = found / unseen
        by_chance = rules.chance_finds * self._days_uncounted / _DAYS
        exponents = self._exponents(by_chance)
        for i, (unseen, exponent, left_out) in enumerate(zip(flawed, exponents, gone, strict=True)):
            if unseen > 0 and not left_out:
                share = by_testing - expm1(-exponent)
                found = unseen * share if share < 1 else unseen
                flawed[i] = unseen - found
                known[i] += found
        self._changed = True
        self._days_uncounted = 0
        self._new = [0.0] * len(self._new)

    def _exponents(self, by_chance: float) -> list[float]:
        """How strongly each package's flaws were revealed: by chance, by use, by tests."""
        work, rules, structure = self._work, self.turn.rules, self.turn.structure
        size, gone, use_finds, after = work.size, work.gone, rules.use_finds, structure.after
        exponents = [by_chance] * len(size)
        for k, progress in enumerate(self._new):
            if progress <= 0:
                continue
            for p in structure.before[k]:
                users = sum([size[u] for u in after[p] if not gone[u]])
                exponents[p] += use_finds * progress / users
            if not structure.builds[k]:
                finds = -log(1 - rules.final_finds)
                if structure.is_cut_over[k]:
                    finds *= rules.cut_over_finds
                revealed = finds * progress / size[k]
                for p in structure.upstream[k]:
                    exponents[p] += revealed
        return exponents

    def _plan_retests(self) -> None:
        """Mending under a test that has begun makes the test longer."""
        turn, work = self.turn, self._work
        for i, mended in enumerate(self._mended):
            if mended <= self._enough:
                continue
            for k in turn.structure.tested_by[i]:
                if work.started[k] and work.waiting[k] > 0 and not work.gone[k]:
                    turn.add_work(k, turn.rules.retest * mended)
