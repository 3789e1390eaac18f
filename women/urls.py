"""Pages of records, under a Practice."""

from django.urls import path

from women.views import women

urlpatterns = [
    path("women/", women.women, name="women"),
    path("women/<int:woman_id>/", women.woman, name="woman"),
]
