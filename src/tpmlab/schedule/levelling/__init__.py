"""Levelling: who goes first when tasks want more of a resource than there is.

From quick to exact: priority rules (:mod:`.serial`, :mod:`.parallel`), the best of many
schedules (:mod:`.improve`), and constraint programming (:mod:`.optimal`). :mod:`.smoothing`
keeps the finish and flattens the load. Every one answers with a ``LevelledSchedule``.
"""
