"""The site's addresses. Each app keeps its own; this page adds signing in, health and errors."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from cocomm.views import errors, health

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

# Nearest to the reader first: an app whose pages are not built yet adds nothing.
for app in ("decisions", "committees", "practices"):
    if find_spec(app) and find_spec(f"{app}.urls"):
        urlpatterns.append(path("", include(f"{app}.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
