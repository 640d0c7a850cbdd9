"""The admin's name. What it shows is registered by each app: reference data and appointments; acts are read-only."""

from django.contrib import admin

admin.site.site_header = "Co-commissioning governance: reference data"
admin.site.site_title = "Co-commissioning governance"
admin.site.index_title = "Reference data and appointments"
