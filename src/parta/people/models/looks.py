"""That somebody of the staff opened a person's card: a day of one viewer at one card is one row."""

from django.db import models


class CardLook(models.Model):
    """The first look of a day at a card, or at a closed section in a list; a trigger refuses to change or delete it."""

    viewer = models.BigIntegerField()
    about = models.BigIntegerField()
    section = models.CharField(max_length=12, blank=True, default="", db_default="", help_text="empty: the card")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="card_look_at")]
        constraints = [
            models.UniqueConstraint(fields=["about", "day", "viewer", "section"], name="card_look_once_a_day")
        ]
