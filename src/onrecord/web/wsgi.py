"""The site as a WSGI application, for any server: `granian --interface wsgi onrecord.web.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from onrecord.web.bodies import sparing_readers

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord.web.settings")
application = sparing_readers(get_wsgi_application())
