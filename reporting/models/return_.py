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


SENT = (ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED)  # and not sent back: those that comparisons use
FROZEN = (ReturnStatus.SUBMITTED, ReturnStatus.RETURNED, ReturnStatus.ACCEPTED)


class Return(TenantModel):
    """One version. `figures` are those of reporting.figures; `more` is all else that is sealed with them.

    `sha256` is over the canonical bytes of both (reporting.content). Where `more` is empty it is over the figures
    alone: so were returns sealed before narrative and data quality were part of one.
    """

    national_may_read = True

    quarter = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.DRAFT)
    figures = models.JSONField()
    more = models.JSONField(default=dict, blank=True)
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
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # as they were called on the day it was sent, whatever they are called later
    submitted_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    countersigned_name = models.CharField(max_length=200, blank=True, default="", db_default="")
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
            models.CheckConstraint(
                name="return_countersigned_by_a_second_person",
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=models.F("submitted_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} version {self.version}"

    @property
    def quarter_slug(self) -> str:
        """The quarter as it stands in an address."""
        return str(self.quarter).replace(" ", "-")

    @property
    def signers(self) -> tuple[str, str]:
        """Who sent it and who countersigned, by the names that they had on that day; blank where nobody did."""
        return (
            self.submitted_name or (self.submitted_by.name if self.submitted_by else ""),
            self.countersigned_name or (self.countersigned_by.name if self.countersigned_by else ""),
        )

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
        CSV = "csv", "CSV"
        COMMISSIONER_PDF = "commissioner_pdf", "PDF for commissioners and publication"
        COMMISSIONER_XLSX = "commissioner_xlsx", "Spreadsheet for commissioners and publication"
        COMMISSIONER_CSV = "commissioner_csv", "CSV for commissioners and publication"
        BOARD_PDF = "board_pdf", "One-page summary for a board"

    return_of = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="files", db_column="return_id", db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice", "return_of", "kind"], name="return_file_once_a_kind"),
            models.CheckConstraint(
                name="return_file_kind_is_known",
                condition=Q(
                    kind__in=[
                        "pdf",
                        "xlsx",
                        "csv",
                        "commissioner_pdf",
                        "commissioner_xlsx",
                        "commissioner_csv",
                        "board_pdf",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def extension(self) -> str:
        """What its name ends with."""
        return self.kind.rsplit("_", 1)[-1]


# copies with small numbers hidden: those that leave the Practice for anybody but National
LEAVING = (
    ReturnFile.Kind.COMMISSIONER_PDF,
    ReturnFile.Kind.COMMISSIONER_XLSX,
    ReturnFile.Kind.COMMISSIONER_CSV,
    ReturnFile.Kind.BOARD_PDF,
)
