"""What she asks for by law: a copy of her record, a correction, erasure; and the copy that is made of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from practices.codes import CopyMark
from practices.models.history import tracked
from practices.models.leased import OPEN_STATES, JobState, Leased
from practices.tenancy.managers import TenantModel
from women.codes import AskedHow, AskedOutcome, AskedRight, SentHow


@tracked()
class Request(TenantModel):
    """One request of hers. `due_on` follows from the day of receipt (women.law.deadline) and is kept with it."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="requests", db_constraint=False)
    right = models.CharField(max_length=20, choices=AskedRight.choices)
    received_on = models.DateField()
    how = models.CharField(max_length=20, choices=AskedHow.choices)
    words = models.TextField(blank=True)
    identity_checked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    extended_on = models.DateField(null=True, blank=True)
    extended_why = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=AskedOutcome.choices, blank=True)
    answer = models.TextField(blank=True)
    sent_how = models.CharField(max_length=20, choices=SentHow.choices, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["practice", "woman"]), models.Index(fields=["practice", "due_on"])]
        constraints = [
            models.CheckConstraint(name="request_right_is_known", condition=Q(right__in=AskedRight.values)),
            models.CheckConstraint(name="request_how_is_known", condition=Q(how__in=AskedHow.values)),
            models.CheckConstraint(
                name="request_closed_with_an_outcome_and_only_then",
                condition=Q(closed_on__isnull=True, outcome="")
                | Q(closed_on__gte=F("received_on"), outcome__in=AskedOutcome.values),
            ),
            models.CheckConstraint(name="request_is_due_after_receipt", condition=Q(due_on__gt=F("received_on"))),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class CopyStage(models.TextChoices):
    """What the worker does for a copy, in turn; between them somebody reads it through."""

    GATHER = "gather", "Gathering her record"
    MAKE = "make", "Making the files"


class RecordCopy(Leased, TenantModel):
    """A copy of her whole record for one request: gathered, read through, made.

    `content` is the record as it was gathered, with what was marked as it was written (women.law.gathering);
    `read_parts` are the sections that a person has read through; `summary` counts what went and what was withheld.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="copies", db_constraint=False)
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    stage = models.CharField(max_length=10, choices=CopyStage.choices, default=CopyStage.GATHER)
    content = models.JSONField(null=True, blank=True)
    gathered_at = models.DateTimeField(null=True, blank=True)
    read_parts = models.JSONField(default=list, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "request"], condition=Q(state__in=OPEN_STATES), name="copy_one_at_work_a_request"
            ),
            models.CheckConstraint(name="copy_state_is_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(name="copy_stage_is_known", condition=Q(stage__in=CopyStage.values)),
        ]

    def __str__(self) -> str:
        return f"Copy {self.pk}"

    @property
    def gathered(self) -> dict[str, Any]:
        """The content; of one that is not gathered yet, or was erased, with nothing in it."""
        content: dict[str, Any] = self.content or {"sections": [], "files": []}
        return content

    @property
    def is_made(self) -> bool:
        """Whether its files are there."""
        return self.stage == CopyStage.MAKE and self.state == JobState.DONE


class CopyDecision(TenantModel):
    """What the reviewer decided of one passage (`part`, its number in the copy), against what was marked or not.

    A blank `mark` gives the passage; with a mark it is withheld, or of it only the `words`, one phrase a line.
    """

    copy = models.ForeignKey(RecordCopy, on_delete=models.PROTECT, related_name="decisions", db_constraint=False)
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    part = models.PositiveIntegerField()
    mark = models.CharField(max_length=20, choices=CopyMark.choices, blank=True)
    words = models.TextField(blank=True)
    why = models.CharField(max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "copy", "part"], name="copy_decision_once_a_part"),
            models.CheckConstraint(name="copy_decision_mark_is_known", condition=Q(mark__in=["", *CopyMark.values])),
        ]

    def __str__(self) -> str:
        return f"Decision {self.pk}"


class CopyFile(TenantModel):
    """A copy as a file, made by the worker. `sha256` is over its bytes and stays when they are erased."""

    class Kind(models.TextChoices):
        """What the file is."""

        PDF = "pdf", "PDF"
        JSON = "json", "JSON"
        ZIP = "zip", "ZIP with her documents"

    copy = models.ForeignKey(RecordCopy, on_delete=models.PROTECT, related_name="files", db_constraint=False)
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "copy", "kind"], name="copy_file_once_a_kind"),
            models.CheckConstraint(name="copy_file_kind_is_known", condition=Q(kind__in=["pdf", "json", "zip"])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
