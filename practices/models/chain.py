"""The chain over a Practice's trail, and what checking it found."""

from django.db import models

from practices.tenancy.managers import TenantModel


class ChainLink(TenantModel):
    """One entry of the trail in its place: `digest` is a SHA-256 over the link before and the entry itself."""

    position = models.BigIntegerField()
    source = models.CharField(max_length=63)  # `practices_accessrecord`, or a table of history
    source_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="chain_one_link_a_place"),
            models.UniqueConstraint(fields=["practice", "source", "source_id"], name="chain_each_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id} at {self.position}"


class ChainCheck(TenantModel):
    """One check of the whole chain. `head` is its last digest; `faults` is blank where it is whole."""

    checked_at = models.DateTimeField()
    links = models.BigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    faults = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.links} links, {self.faults or 'whole'}"
