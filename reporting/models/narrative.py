"""The words of a return before it is built, and what the lead has decided about what they and the figures give away."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel

MOST_WORDS = 3000  # characters of each text; about a page


class Narrative(TenantModel):
    """The three texts and the case story of one quarter. The return takes a copy when it is built."""

    quarter = models.CharField(max_length=10)
    went_well = models.TextField(blank=True)
    was_hard = models.TextField(blank=True)
    is_next = models.TextField(blank=True)
    story = models.TextField(blank=True)
    story_of = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    story_consent = models.BooleanField(default=False)
    story_names_checked = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice", "quarter"], name="narrative_once_a_quarter")]

    def __str__(self) -> str:
        return f"Narrative {self.quarter}"

    @property
    def may_tell_story(self) -> bool:
        """Whether the story may stand in the return."""
        return bool(self.story) and self.story_consent and self.story_names_checked and self.story_of_id is not None

    @property
    def holds_story_back(self) -> bool:
        """Whether a story was written that stays out of the return, because a box beside it is not ticked."""
        return bool(self.story) and not self.may_tell_story


class HiddenByHand(TenantModel):
    """A figure that the lead hides in the copies that leave, beyond what must be hidden."""

    quarter = models.CharField(max_length=10)
    cell = models.CharField(max_length=120)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice", "quarter", "cell"], name="hidden_by_hand_once_a_cell")
        ]

    def __str__(self) -> str:
        return f"Hidden {self.pk}"


class Dismissal(TenantModel):
    """A match between the words and the records of which the lead says that it is not that person or place.

    `match_digest` is over the field, the sentence and the word: another sentence with the same word is asked about.
    """

    quarter = models.CharField(max_length=10)
    match_digest = models.CharField(max_length=64)
    why = models.CharField(max_length=200)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "quarter", "match_digest"], name="dismissal_once_a_match_of_a_quarter"
            )
        ]

    def __str__(self) -> str:
        return f"Dismissal {self.pk}"
