"""Wiring: settings, URLs, Celery, the embedded servers."""

from pause_cms.celery import app as celery_app

__all__ = ["celery_app"]
