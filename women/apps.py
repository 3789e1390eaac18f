"""CASE."""

from django.apps import AppConfig


class WomenConfig(AppConfig):
    """The app."""

    name = "women"
