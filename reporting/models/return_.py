"""A return: the figures of one Practice for one quarter, in one version."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from practices.tenancy.managers import TenantModel


class ReturnStatus(models.TextChoices):
    """The life of a return; from Submitted on, the database refuses any change to its figures."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned with a question"
    ACCEPTED = "accepted", "Accepted"


FROZEN = (ReturnStatus.SUBMITTED, ReturnStatus.RETURNED, ReturnStatus.ACCEPTED)


class Return(TenantModel):
    """One version. `figures` is the canonical JSON of reporting.figures; `sha256` is over its canonical bytes."""

    national_may_read = True

    quarter = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.DRAFT)
    figures = models.JSONField()
    definitions_version = models.CharField(max_length=20)
    so_far = models.BooleanField(default=False)
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-quarter", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "quarter", "version"], name="return_version_once_a_quarter"),
            models.UniqueConstraint(
                fields=["practice", "quarter"], condition=Q(status="draft"), name="return_one_draft_a_quarter"
            ),
            models.CheckConstraint(name="return_status_is_known", condition=Q(status__in=ReturnStatus.values)),
            models.CheckConstraint(
                name="return_frozen_only_whole_and_sealed",
                condition=Q(status="draft")
                | Q(so_far=False, submitted_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} version {self.version}"

    @property
    def quarter_slug(self) -> str:
        """The quarter as it stands in an address."""
        return str(self.quarter).replace(" ", "-")

    @property
    def is_frozen(self) -> bool:
        """Whether it was submitted."""
        return self.status in FROZEN


class ReturnFile(TenantModel):
    """The return as a file, made in the worker; frozen with its return. `sha256` is over its bytes."""

    national_may_read = True

    class Kind(models.TextChoices):
        """What the file is."""

        PDF = "pdf", "PDF"
        XLSX = "xlsx", "Spreadsheet"

    return_of = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="files", db_column="return_id", db_constraint=False
    )
    kind = models.CharField(max_length=4, choices=Kind.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice", "return_of", "kind"], name="return_file_once_a_kind"),
            models.CheckConstraint(name="return_file_kind_is_known", condition=Q(kind__in=["pdf", "xlsx"])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
