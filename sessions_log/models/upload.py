"""A workbook between "here is the summary" and "apply it"."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel

WORDS_ARE_KEPT = timedelta(days=28)


class WorkbookUpload(TenantModel):
    """An uploaded workbook, kept as bytes behind row-level security until it is applied or thrown away."""

    content = models.BinaryField()
    file_name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)  # to the questions that the workbook left open, by their ids
    headings = models.JSONField(default=list)  # digests of its headings, by which a corrected copy of it is known
    remembered = models.JSONField(default=dict)  # answers to it and to earlier copies: proposed again, never applied
    left_open = models.JSONField(default=dict)  # how many questions and faults its last check left
    summary = models.JSONField(default=dict)  # what applying it did; for 28 days also what was passed over

    class Meta(TenantModel.Meta):
        ordering = ["-uploaded_at"]

    @property
    def words_kept_until(self) -> date | None:
        """The day until which what was passed over is kept; None where it was not applied."""
        return timezone.localdate(self.applied_at) + WORDS_ARE_KEPT if self.applied_at else None

    @property
    def state(self) -> str:
        """How far its check is, in words."""
        counts = (("questions", "question", "to answer"), ("faults", "thing", "to fix"))
        for key, noun, to_do in counts:
            if count := self.left_open.get(key):
                return f"{count} {noun if count == 1 else noun + 's'} {to_do}"
        return "ready to apply" if self.left_open else "not looked at yet"

    def __str__(self) -> str:
        return f"Workbook {self.pk}"
