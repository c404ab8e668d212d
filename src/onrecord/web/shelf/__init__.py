"""The shelf: what pages show, kept ready. It follows the record and can be made anew from it at any time.

`follow` notes which stories changed since, `work_off` makes the sheets of those, `sheet_of` gives one, made at once
when it is not there yet. See docs/decisions/0020.
"""

from onrecord.web.shelf.follow import follow, touch
from onrecord.web.shelf.make import led_to, sheet_of, shelve
from onrecord.web.shelf.people import name_key
from onrecord.web.shelf.work import catch_up, keep, work_off

__all__ = ["catch_up", "follow", "keep", "led_to", "name_key", "sheet_of", "shelve", "touch", "work_off"]
