"""National's pages, the dictionary, and the quarters and returns of a Practice."""

from django.urls import include, path

from reporting.views import dictionary, national, quarters, returns
from reporting.views.home import practice_home

national_pages = [
    path("", national.national_returns, name="national_returns"),
    path("<slug:slug>/<slug:quarter>/<int:version>/", national.national_return, name="national_return"),
    path(
        "<slug:slug>/<slug:quarter>/<int:version>/return.<slug:kind>",
        national.national_return_file,
        name="national_return_file",
    ),
]
practice_pages = [
    path("", practice_home, name="practice_home"),
    path("quarters/", quarters.quarters, name="quarters"),
    path("quarters/<slug:quarter>/", quarters.quarter, name="quarter"),
    path("quarters/<slug:quarter>/build", returns.build, name="build"),
    path("quarters/<slug:quarter>/behind/<slug:key>/<slug:side>/", quarters.behind, name="behind"),
    path("quarters/<slug:quarter>/<int:version>/", returns.return_, name="return"),
    path("quarters/<slug:quarter>/<int:version>/submit/", returns.submit, name="submit"),
    path("quarters/<slug:quarter>/<int:version>/return.json", returns.return_json, name="return_json"),
    path("quarters/<slug:quarter>/<int:version>/return.<slug:kind>", returns.return_file, name="return_file"),
    path("jobs/<int:job_id>/", returns.job, name="job"),
    path("jobs/<int:job_id>/progress", returns.job_progress, name="job_progress"),
]

urlpatterns = [
    path("definitions/", dictionary.dictionary, name="dictionary"),
    path("national/returns/", include(national_pages)),
    path("<slug:practice_slug>/", include(practice_pages)),
]
