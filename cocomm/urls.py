"""The site's addresses. Each app keeps its own; this page adds signing in, health and errors."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from cocomm.views import errors, health, signing_in

urlpatterns = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign_out"),
    path("password/", auth.PasswordResetView.as_view(), name="password_reset"),
    path("password/sent/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("password/<uidb64>/<token>/", auth.PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("password/changed/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("healthz/", health.healthz, name="healthz"),
    # One way to sign in: the admin's own page is not used.
    path("admin/login/", signing_in.admin_sign_in),
    path("admin/", admin.site.urls),
]

if settings.COCOMM_DEMO:  # elsewhere the address does not exist
    urlpatterns.append(path("demo/sign-in/<str:username>/", signing_in.demo_sign_in, name="demo_sign_in"))

urlpatterns += [path("", include(f"{app}.urls")) for app in ("decisions", "committees", "practices")]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
