"""Tables of the shared schema. No foreign key leaves a school's schema: `Membership` is the only link."""

import re
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django_tenants.models import TenantMixin

from parta.installation.enums import BoundBy, MailedFor, PortalKind

SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}\Z")
RESERVED_SLUGS = frozenset({"static", "doors", "api", "health", "metrics", "public", "media", "favicon.ico", "sw.js"})


class School(TenantMixin):
    """A school or a college of this installation; its data live in its own schema."""

    slug = models.SlugField(max_length=40, unique=True, validators=[RegexValidator("^" + SLUG.pattern)])
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)), name="school_slug_not_reserved"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password may come later by a one-time code."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account with a password, or with none that fits until a code is used."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person's way in; may belong to several schools."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True, default="")
    display_name = models.CharField(max_length=150, blank=True, default="")
    is_active = models.BooleanField(default=True)
    password_given = models.BooleanField(default=False, db_default=False, help_text="somebody else chose the password")
    trusted_since = models.DateTimeField(null=True, help_text="devices that were remembered before are forgotten")
    strange = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), help_text="new devices")
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """Give the name shown to the person."""
        return str(self)


class Session(AbstractBaseSession):
    """A session that knows its account, so that all sessions of an account end at once."""

    account_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Give the store that writes this table."""
        from parta.installation.sessions import SessionStore

        return SessionStore


class Membership(models.Model):
    """This account is that person in that school; the only link between the schemas."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="memberships")
    person_id = models.BigIntegerField()
    is_active = models.BooleanField(default=True)
    shut_ground = models.CharField(max_length=20, blank=True, default="", db_default="", help_text="why it is shut")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "school"], name="membership_once"),
            models.UniqueConstraint(fields=["school", "person_id"], name="membership_person_once"),
        ]


class InvitationCode(models.Model):
    """A one-time code that begins an account for one person of one school; only its hash is kept."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="invitation_codes")
    person_id = models.BigIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_ground = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="why, if for good"
    )

    class Meta:
        indexes = [models.Index(fields=["school", "person_id"], name="invitation_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "person_id"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
            )
        ]


class TransferCode(models.Model):
    """A one-time code that opens the file of a pupil who left one school to the next school; only its hash is kept."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="transfer_codes")
    person_id = models.BigIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "person_id"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="transfer_code_one_open",
            )
        ]


class MailedCode(models.Model):
    """A code that went out in a letter, one of each kind for an account; used or asked for again, it is gone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mailed_codes")
    purpose = models.CharField(max_length=10, choices=[(one, one) for one in MailedFor])
    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "purpose"], name="mailed_code_one_of_a_kind")]


class Portal(models.Model):
    """A portal of a region whose users may come in by OpenID Connect; set up by the operator of the installation."""

    kind = models.CharField(max_length=20, choices=[(one, one) for one in PortalKind])
    title = models.CharField(max_length=60, help_text="what its button says")
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    client_secret = models.CharField(max_length=500)
    scope = models.CharField(max_length=200)
    snils_claim = models.CharField(max_length=60, blank=True, default="", help_text="empty: nobody is known by SNILS")
    proof_claim = models.CharField(
        max_length=60, blank=True, default="", help_text="SNILS counts only where it is true"
    )
    audience = ArrayField(models.CharField(max_length=10), help_text="whom it lets in")
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="portal_once")]

    def __str__(self) -> str:
        return self.title


class PortalLink(models.Model):
    """This user of a portal is the owner of that account."""

    portal = models.ForeignKey(Portal, on_delete=models.CASCADE, related_name="links")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="portal_links")
    subject = models.CharField(max_length=255, help_text="`sub`: who it is to the portal, for ever")
    by = models.CharField(
        max_length=10,
        choices=[(one, one) for one in BoundBy],
        db_default=BoundBy.SNILS,
        help_text="why it is known to be theirs",
    )
    bound_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["portal", "subject"], name="portal_link_subject_once"),
            models.UniqueConstraint(fields=["portal", "account"], name="portal_link_account_once"),
        ]
