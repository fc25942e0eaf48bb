"""The entry point for gunicorn: `gunicorn kpi_tracker.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from kpi_tracker.operation.garbage import collect_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpi_tracker.settings")
application = get_wsgi_application()
collect_seldom()
