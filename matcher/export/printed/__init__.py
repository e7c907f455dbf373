"""A plan on paper: the cohort on one sheet, a hand-out for each pair; HTML that prints, and PDF."""
