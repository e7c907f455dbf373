"""Reading and writing a cohort on disk."""

from matcher.files.inspection import Inspection
from matcher.files.reading import inspect, load, read_notes, read_people
from matcher.files.writing import write_folder

__all__ = ["Inspection", "inspect", "load", "read_notes", "read_people", "write_folder"]
