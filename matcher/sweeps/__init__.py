"""A grid over rules and weights: a plan for every point of it, in parallel.

`axes` reads what is varied, `points` plans one point, `running` all of them; `results` holds what
came of it, and `tables`, `words` and `plotting` show that.
"""
