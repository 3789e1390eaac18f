"""National's questions on a number of a submitted return, and the answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class Side(models.TextChoices):
    """Who speaks."""

    NATIONAL = "national", "National Pause"
    PRACTICE = "practice", "The Practice"


class Question(TenantModel):
    """A thread at one figure of one version. `figure` is the key of an indicator or of a breakdown."""

    national_may_read = True

    return_of = models.ForeignKey(
        "reporting.Return", on_delete=models.PROTECT, related_name="questions", db_column="return_id",
        db_constraint=False,
    )  # fmt: skip
    figure = models.CharField(max_length=60)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "return_of", "figure"], name="question_one_thread_a_figure")
        ]

    def __str__(self) -> str:
        return f"Question {self.pk}"


class Message(TenantModel):
    """What one side wrote in a thread; written once. Nobody at National sees a woman, so no message may name one."""

    national_may_read = True

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="messages", db_constraint=False)
    side = models.CharField(max_length=10, choices=Side.choices)
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="message_is_of_a_side", condition=Q(side__in=Side.values))]

    def __str__(self) -> str:
        return f"Message {self.pk}"


class Decision(TenantModel):
    """Who at National accepted or returned a version, and when; written with the decision itself, and once."""

    national_may_read = True

    return_of = models.OneToOneField(
        "reporting.Return", on_delete=models.PROTECT, related_name="decision", db_column="return_id",
        db_constraint=False,
    )  # fmt: skip
    accepted = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Decision {self.pk}"
