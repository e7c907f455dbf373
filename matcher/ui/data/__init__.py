"""Data: the files of a cohort, what is wrong in them, and putting it right in place."""
