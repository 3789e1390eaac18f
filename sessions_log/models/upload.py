"""A workbook between "here is the summary" and "apply it"."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class WorkbookUpload(TenantModel):
    """An uploaded workbook, kept as bytes behind row-level security until it is applied or thrown away."""

    content = models.BinaryField()
    file_name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)  # to the questions that the workbook left open, by their ids
    summary = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"Workbook {self.pk}"
