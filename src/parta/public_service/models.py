"""Books of registration, requests for access, letters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices
from parta.people.enums import Kinship
from parta.people.models import Person, Pupil
from parta.people.rules.scans import SCAN_KINDS
from parta.public_service.enums import Book, CertificateKind, LetterKind, PaperKind, RefusalGround, State, Way
from parta.school.models import SchoolClass


class Registration(models.Model):
    """One line of a book: its number follows the one before, and stays for ever.

    A generated column `before` with a foreign key to (book, year, number), and triggers, stand in the migration.
    """

    book = models.CharField(max_length=10, choices=choices(Book))
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "year", "number"], name="registered_once"),
            models.CheckConstraint(condition=Q(year=F("day__year")), name="registered_in_its_year"),
            models.CheckConstraint(condition=Q(number__gte=1), name="registered_from_one"),
        ]


class AccessRequest(models.Model):
    """A parent's request for access to a child's diary, as it stands on paper, and what became of it."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="request")
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True, default="")
    relation = models.CharField(max_length=10, choices=choices(Kinship))
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    child_last_name = models.CharField(max_length=100)
    child_first_name = models.CharField(max_length=100)
    child_patronymic = models.CharField(max_length=100, blank=True, default="")
    child_birth_date = models.DateField(null=True, blank=True)
    child_class = models.CharField(max_length=40, blank=True, default="")
    search_key = models.CharField(max_length=650, help_text="kernel.text.normal of both names")
    papers = ArrayField(models.CharField(max_length=20, choices=choices(PaperKind)), default=list)
    document = models.CharField(max_length=300, blank=True, default="", help_text="of the parent's right, in words")
    way = models.CharField(max_length=10, choices=choices(Way), default=Way.IN_PERSON)
    due_on = models.DateField(help_text="the last day of the term, by the act of the day of registration")
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="empty: by the form"
    )
    registered_at = models.DateTimeField()
    ticket = models.UUIDField(null=True, unique=True, help_text="of the form: sent twice, it is one request")
    consent = models.TextField(blank=True, default="", db_default="", help_text="words agreed to in the form")
    state = models.CharField(max_length=10, choices=choices(State), default=State.WAITING)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, related_name="+")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=20, blank=True, default="", choices=choices(RefusalGround))
    words = models.CharField(max_length=1000, blank=True, default="", help_text="more of the ground")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state=State.WAITING) | Q(state=State.GRANTED), name="access_request_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(registered_by__isnull=False, ticket__isnull=True, consent="")
                | (Q(registered_by__isnull=True, ticket__isnull=False) & ~Q(consent="")),
                name="access_request_by_desk_or_form",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=State.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="access_request_decided_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.REFUSED) & ~Q(ground="")) | (~Q(state=State.REFUSED) & Q(ground="")),
                name="access_request_refused_on_ground",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING)
                | Q(state=State.REFUSED)
                | Q(pupil__isnull=False, guardian__isnull=False),
                name="access_request_granted_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.GIVEN, given_by__isnull=False, given_at__isnull=False)
                | (~Q(state=State.GIVEN) & Q(given_by__isnull=True, given_at__isnull=True)),
                name="access_request_given_whole",
            ),
        ]

    @property
    def applicant(self) -> str:
        """The parent's full name."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def child(self) -> str:
        """The child's full name."""
        parts = (self.child_last_name, self.child_first_name, self.child_patronymic)
        return " ".join(part for part in parts if part)


class RequestScan(models.Model):
    """A scan that came with a request by the form: which paper it shows, and the file itself."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="scans")
    paper = models.CharField(max_length=20, choices=choices(PaperKind))
    kind = models.CharField(max_length=10, choices=[(one, one) for one in SCAN_KINDS])
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(content=b""), name="request_scan_has_content"),
        ]


class Letter(models.Model):
    """A letter as it was signed: its text and the school's head stay, whatever changes later."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="letter")
    kind = models.CharField(max_length=15, choices=choices(LetterKind))
    request = models.OneToOneField(AccessRequest, on_delete=models.PROTECT, null=True, related_name="letter")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recipient = models.CharField(max_length=310)
    address = models.CharField(max_length=500, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200)
    body = models.TextField()
    head = models.JSONField(help_text="{full_name, founder, address, phone, email}")
    signer = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class Certificate(models.Model):
    """A certificate about a pupil as it was signed: its words, tables and the school's head stay.

    Annulled, it keeps its number and line in the book, and is printed no more.
    """

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="certificate")
    kind = models.CharField(max_length=10, choices=choices(CertificateKind))
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="certificates")
    school_class = models.CharField(max_length=60, blank=True, default="", help_text="as it was called")
    purpose = models.CharField(max_length=300, help_text="where it is to be shown")
    title = models.CharField(max_length=200)
    body = models.TextField()
    tables = models.JSONField(default=list, help_text="[{title, columns: [[title, width]], rows}]")
    head = models.JSONField(help_text="{full_name, founder, address, phone, email}")
    signer = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True)
    annulled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    annul_ground = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True, annulled_by__isnull=True, annul_ground="")
                | (Q(annulled_at__isnull=False, annulled_by__isnull=False) & ~Q(annul_ground="")),
                name="certificate_annulled_whole",
            ),
        ]


class Appeal(models.Model):
    """Somebody's written complaint or question about the service, and the letter that answers it."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="appeal")
    author = models.CharField(max_length=310)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField()
    due_on = models.DateField(help_text="the last day of the term, by the act of the day of registration")
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="empty: by the form"
    )
    registered_at = models.DateTimeField()
    ticket = models.UUIDField(null=True, unique=True, help_text="of the form: sent twice, it is one appeal")
    answer = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="appeal")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(registered_by__isnull=False, ticket__isnull=True)
                | Q(registered_by__isnull=True, ticket__isnull=False),
                name="appeal_by_desk_or_form",
            ),
        ]


class Delivery(models.Model):
    """One sending of a letter by e-mail: asked for on a page, tried by a job, answered by the mail server."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    address = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="", help_text="the server's own words of refusal")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tried_at__isnull=True, accepted__isnull=True)
                | Q(tried_at__isnull=False, accepted__isnull=False),
                name="delivery_tried_whole",
            ),
            models.UniqueConstraint(fields=["letter"], condition=Q(tried_at__isnull=True), name="delivery_one_waits"),
        ]


class LetterTemplate(models.Model):
    """A version of a letter's text that the school wrote; the last one is in force, the shipped text before any."""

    kind = models.CharField(max_length=15, choices=choices(LetterKind))
    version = models.PositiveIntegerField()
    text = models.TextField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="letter_template_version_once")]


class HelpRequest(models.Model):
    """A question about the programme: what somebody wrote, what was passed on to the operator, what was answered."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="help")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    school_class = models.ForeignKey(
        SchoolClass,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="whose leader is asked first",
    )
    handed_at = models.DateTimeField(null=True, help_text="the homeroom teacher handed it to the administrator")
    passed_text = models.TextField(blank=True, default="", help_text="what the operator sees, and nothing else")
    passed_at = models.DateTimeField(null=True)
    support_reply = models.TextField(blank=True, default="")
    support_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["author"], condition=Q(answered_at__isnull=True), name="help_waits")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="help_says_something"),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(school_class__isnull=False), name="help_handed_by_a_class"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="help_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True, passed_text="", support_at__isnull=True)
                | (Q(passed_at__isnull=False) & ~Q(passed_text="")),
                name="help_passed_whole",
            ),
            models.CheckConstraint(
                condition=Q(support_at__isnull=True, support_reply="")
                | (Q(support_at__isnull=False) & ~Q(support_reply="")),
                name="help_replied_whole",
            ),
        ]


class SupportGrant(models.Model):
    """The school lets the operator's support in to look: from a moment to a moment, for a purpose; dead when ended."""

    purpose = models.CharField(max_length=300)
    question = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, null=True, related_name="grants")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    door_hash = models.CharField(max_length=64, null=True, unique=True, help_text="of the one-time address, until used")
    door_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="support_has_purpose"),
            models.CheckConstraint(condition=Q(until__gt=F("granted_at")), name="support_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="support_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(door_hash__isnull=True, door_until__isnull=True)
                | Q(door_hash__isnull=False, door_until__isnull=False),
                name="support_door_whole",
            ),
        ]
