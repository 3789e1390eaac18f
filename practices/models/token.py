"""Tokens for programs that read National's API: kept as a hash, for some of the data, and for a limited time."""

from typing import Any, ClassVar

from django.db import models
from knox.models import AbstractAuthToken, AuthTokenManager


class TokenScope(models.TextChoices):
    """What a token opens; each address of the API asks for one."""

    RETURNS = "returns", "Submitted returns"
    COMPARISON = "comparison", "Figures, sums and the comparison of Practices"
    DICTIONARY = "dictionary", "Definitions"


class ApiToken(AbstractAuthToken):
    """One token of one person. The token itself is shown once and kept nowhere."""

    name = models.CharField(max_length=100)
    scopes = models.JSONField()

    objects: ClassVar[Any] = AuthTokenManager()

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name

    def opens(self, scope: TokenScope) -> bool:
        """Whether it was made for this."""
        return scope.value in self.scopes
