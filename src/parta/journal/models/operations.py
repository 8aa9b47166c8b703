"""Operations of the grid with their stored answers: the same operation twice answers the same."""

from django.db import models


class Operation(models.Model):
    """One operation of one account, final once answered."""

    id = models.UUIDField(primary_key=True)
    account_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the operation's content")
    answer = models.JSONField()
    at = models.DateTimeField()
