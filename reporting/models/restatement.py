"""What a submitted return would say if it were counted today."""

from django.db import models

from practices.tenancy.managers import TenantModel


class EditedWhen(models.TextChoices):
    """When the records behind a figure were edited, beside when its return was built and sent."""

    WHILE_BUILT = "while_built", "edited while it was being built"
    BEFORE = "before", "after it was built and before it was sent"
    AFTER = "after", "after it was sent"
    BOTH = "both", "some before it was sent, some after"


class Restatement(TenantModel):
    """The figures of a submitted return that later edits have moved, each with why, in counts: no id, no name.

    `changes` is a list of {"key", "name", "old", "new", "why", "when", "asks"}; `asks_new_version` is whether one
    passes the threshold.
    """

    national_may_read = True

    return_of = models.OneToOneField(
        "reporting.Return", on_delete=models.PROTECT, related_name="restatement", db_column="return_id",
        db_constraint=False,
    )  # fmt: skip
    changes = models.JSONField()
    asks_new_version = models.BooleanField(default=False)
    noticed_at = models.DateTimeField()

    @property
    def edited(self) -> EditedWhen | None:
        """When all that moved its figures was done; None of one that was noticed before this was kept."""
        times = {one.get("when") for one in self.changes} - {EditedWhen.WHILE_BUILT.value}
        if None in times:
            return None
        if not times:
            return EditedWhen.WHILE_BUILT
        return EditedWhen(times.pop()) if len(times) == 1 else EditedWhen.BOTH

    @property
    def heading(self) -> str:
        """What the section about it is called."""
        return "Changed since it was sent" if self.edited is EditedWhen.AFTER else "Changed since it was built"

    @property
    def sentence(self) -> str:
        """When the records were edited, as one sentence."""
        return {
            EditedWhen.AFTER: "The records were edited after this was sent.",
            EditedWhen.BEFORE: "The records were edited after this was built and before it was sent.",
            EditedWhen.BOTH: "The records were edited after this was built: some before it was sent, some after.",
            EditedWhen.WHILE_BUILT: "The records were edited while this was being built.",
            None: "The records were edited after this was built.",
        }[self.edited]

    @property
    def lines(self) -> list[dict[str, str]]:
        """Each change with its reason in words: “3 appointments added, after it was sent”."""
        return [one | {"reason": _reason(one)} for one in self.changes]

    def __str__(self) -> str:
        return f"Restatement {self.pk}"


def _reason(change: dict[str, str]) -> str:
    if not change["why"]:
        return EditedWhen.WHILE_BUILT.label.capitalize()
    when = EditedWhen(change["when"]).label if change.get("when") else "after it was built"
    return f"{change['why']}, {when}"
