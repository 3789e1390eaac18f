"""Every address. A Practice's pages live under its slug; National's under /national/."""

from allauth.account import views as account
from django.urls import include, path, re_path

from practices.views import offline
from practices.views.home import healthz, home

handler400 = "practices.views.errors.bad_request"
handler403 = "practices.views.errors.forbidden"
handler404 = "practices.views.errors.not_found"
handler500 = "practices.views.errors.failed"

accounts = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/set/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("offline/", offline.shell, name="offline"),
    path("offline-worker.js", offline.worker, name="offline_worker"),
    path("accounts/", include(accounts)),
    path("", include("reporting.urls")),
    path("<slug:practice_slug>/", include("sessions_log.urls")),
    path("<slug:practice_slug>/", include("women.urls")),
]
