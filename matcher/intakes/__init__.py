"""One intake, many cohorts: who goes to which, each with its own dates, and what is proven of it.

    regions -> assignment (and the bound) -> districts -> cohorts by date -> exchanges -> plans

Everything but the last step is arrays; a cohort's plan comes from `matcher.pipeline` alone.
"""
