"""Version 1 of the API. Each address declares its permission as a page does."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from practices.permissions import Permission, requires
from reporting.api import views

national = requires(Permission.SEE_NATIONAL)
urlpatterns = [
    path("schema/", national(SpectacularAPIView.as_view()), name="api_schema"),
    path("dictionary/", national(views.Dictionary.as_view()), name="api_dictionary"),
    path("returns/", national(views.Returns.as_view()), name="api_returns"),
    path("returns/<slug:slug>/<slug:quarter>/<int:version>/", national(views.OneReturn.as_view()), name="api_return"),
    path("figures/", national(views.Figures.as_view()), name="api_figures"),
    path("country/", national(views.Country.as_view()), name="api_country"),
    path("benchmark/<slug:key>/", national(views.Benchmark.as_view()), name="api_benchmark"),
]
