"""What a submitted return would say if it were counted today."""

from django.db import models

from practices.tenancy.managers import TenantModel


class Restatement(TenantModel):
    """The figures of a submitted return that later edits have moved, each with why, in counts: no id, no name.

    `changes` is a list of {"key", "old", "new", "why", "asks"}; `asks_new_version` is whether one passes the threshold.
    """

    national_may_read = True

    return_of = models.OneToOneField(
        "reporting.Return", on_delete=models.PROTECT, related_name="restatement", db_column="return_id",
        db_constraint=False,
    )  # fmt: skip
    changes = models.JSONField()
    asks_new_version = models.BooleanField(default=False)
    noticed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Restatement {self.pk}"
