"""The complete model of levels 1 to 4 for CP-SAT: pairs and dates in one, slow but general.

`variables` says what is decided, `rules` what must hold (one class a rule), `levels` what is
better (one class a level), and `stages` solves level after level.
"""

from matcher.solve.model.stages import Complete, Outcome, solve_complete

__all__ = ["Complete", "Outcome", "solve_complete"]
