"""Pictures of the explorers: each a figure that is kept and moved, printed or live.

A module an explorer. It holds the outcome to show (a plain record of numbers that the
engine worked out), the figure with ``show`` and ``png``, and ``describe`` for its words.
"""
