"""The Django project: settings, and later the pages and the API."""
