"""Pages of National's admin and of the host's support, under /national/."""

from django.urls import path

from practices.views import office

urlpatterns = [
    path("practices/add/", office.practice_add, name="practice_add"),
    path("practices/<slug:slug>/change/", office.practice_change, name="practice_change"),
    path("accounts/", office.accounts, name="accounts"),
    path("accounts/<int:user_id>/", office.account, name="account"),
    path("accounts/<int:user_id>/<slug:act>", office.account_do, name="account_do"),
]
