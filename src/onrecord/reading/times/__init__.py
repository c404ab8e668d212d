"""Time expressions: which words name a time, its TIMEX3 value and its days. `find_times` is the door."""

from onrecord.reading.times.deadlines import due_in
from onrecord.reading.times.find import day_in, day_of_writing, find_times

__all__ = ["day_in", "day_of_writing", "due_in", "find_times"]
