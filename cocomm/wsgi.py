"""The entry point of the web server: `gunicorn cocomm.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocomm.settings")

application = get_wsgi_application()
