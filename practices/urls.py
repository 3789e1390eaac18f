"""Pages of people, under a Practice."""

from django.urls import path

from practices.views import people, trail

urlpatterns = [
    path("people/", people.people, name="people"),
    path("trail/", trail.trail, name="trail"),
    path("people/invite/", people.person_invite, name="person_invite"),
    path("people/<int:membership_id>/", people.person, name="person"),
    path("people/<int:membership_id>/name/", people.person_identity, name="person_identity"),
    path("people/<int:membership_id>/letter", people.person_letter, name="person_letter"),
]
