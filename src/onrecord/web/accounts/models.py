"""What the site counts across its processes."""

from __future__ import annotations

from django.db import models

__all__ = ["Count"]


class Count(models.Model):
    """The table of Django's database cache, in which rate limits are counted.

    A model, so that it comes with the other tables instead of by a command of its own; Django's cache alone writes it.
    """

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """Named as settings.CACHES says."""

        db_table = "web_count"
