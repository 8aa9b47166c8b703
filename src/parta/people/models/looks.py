"""That somebody of the staff opened a person's card: a day of one viewer at one card is one row."""

from django.db import models


class CardLook(models.Model):
    """The first look of a day at a card, ids only as in the audit; a trigger refuses to change or delete it."""

    viewer = models.BigIntegerField()
    about = models.BigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="card_look_at")]
        constraints = [models.UniqueConstraint(fields=["about", "day", "viewer"], name="card_look_once_a_day")]
