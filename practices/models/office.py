"""What National's admin and the host's support did: to Practices and to accounts, never to a record."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class OfficeRecord(models.Model):
    """One act; `about` is a Practice's slug or the number of an account. Written once."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=100)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.about}"
