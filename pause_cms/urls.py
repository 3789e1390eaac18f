"""Every address. A Practice's pages live under its slug; National's under /national/."""

from django.urls import include, path

from practices.views import offline
from practices.views.home import healthz, home

handler400 = "practices.views.errors.bad_request"
handler403 = "practices.views.errors.forbidden"
handler404 = "practices.views.errors.not_found"
handler500 = "practices.views.errors.failed"

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("offline/", offline.shell, name="offline"),
    path("offline-worker.js", offline.worker, name="offline_worker"),
    path("accounts/", include("practices.sign_in.urls")),
    path("national/", include("practices.national_urls")),
    path("", include("reporting.urls")),
    path("<slug:practice_slug>/", include("practices.urls")),
    path("<slug:practice_slug>/", include("sessions_log.urls")),
    path("<slug:practice_slug>/", include("women.urls")),
]
