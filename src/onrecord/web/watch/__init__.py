"""Watching feeds and working off what was handed in, by any number of workers, any of which may be killed.

`watch_feed` adds a feed, `work` is a worker: it plans what is due, runs django-tasks' queue, and keeps the shelf.
See docs/decisions/0025.
"""

from onrecord.web.watch.feeds import refused_address, watch_feed
from onrecord.web.watch.worker import work

__all__ = ["refused_address", "watch_feed", "work"]
