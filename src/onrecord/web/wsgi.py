"""The site as a WSGI application, for any server: `granian --interface wsgi onrecord.web.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord.web.settings")
application = get_wsgi_application()
