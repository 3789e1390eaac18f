"""Keys by which a phone seals what its owner has typed; only the server, and only for her, opens it again."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SealingKey(models.Model):
    """One person's key pair. The public half goes to her browser; the private half, encrypted, stays here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sealing_key")
    public_der = models.BinaryField()
    private_encrypted = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Sealing key {self.pk}"
