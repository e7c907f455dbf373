"""One workbook with a whole cohort in it, which people can fill in."""
