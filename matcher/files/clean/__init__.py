"""Putting right what people and spreadsheets do to cells: one module for each kind of cell.

A cleaner takes a cell that its reader in `matcher.files.cells` does not take as it stands and
returns the text that the reader takes (`Cleaned`), why it cannot (`Refused`), or nothing where it
has nothing to say. Nothing is guessed: whatever is changed becomes a line of the report.
"""
