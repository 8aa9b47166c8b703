"""Closed lists of the shared schema."""

from enum import StrEnum


class Act(StrEnum):
    """What is done with accounts and codes, as the audit of a school names it."""

    CODE_ISSUED = "accounts.code_issued"
    CODE_MAILED = "accounts.code_mailed"
    CODE_WITHDRAWN = "accounts.code_withdrawn"
    CODE_USED = "accounts.code_used"
    TRANSFER_CODE_ISSUED = "accounts.transfer_code_issued"
    TRANSFER_FILE_OPENED = "accounts.transfer_file_opened"
    TRANSFER_CODE_USED = "accounts.transfer_code_used"
    MEMBERSHIP_CHANGED = "accounts.membership_changed"
    SCHOOL_RESTORED = "accounts.school_restored"
    PASSWORD_CHANGED = "accounts.password_changed"  # noqa: S105
    NEW_DEVICE = "accounts.new_device"
    DEVICE_MAILED = "accounts.device_mailed"
    EMAIL_CHANGED = "accounts.email_changed"
    SECOND_FACTOR_ADDED = "accounts.second_factor_added"
    SECOND_FACTOR_REMOVED = "accounts.second_factor_removed"
    SPARE_CODES_RENEWED = "accounts.spare_codes_renewed"
    SECOND_FACTOR_RESET = "accounts.second_factor_reset"
    PORTAL_BOUND = "accounts.portal_bound"
    PORTAL_UNBOUND = "accounts.portal_unbound"


class MailedFor(StrEnum):
    """What a mailed code is good for."""

    RECOVERY = "recovery"
    EMAIL = "email"


class PortalKind(StrEnum):
    """What a portal is in the words of acts: one of the ways in that `regulation` names (`auth_methods`)."""

    ESIA = "esia"
    REGIONAL_PORTAL = "regional_portal"
    REGIONAL_SIGN_IN = "regional_sign_in"


class Audience(StrEnum):
    """Whom a portal lets in."""

    STAFF = "staff"
    PARENTS = "parents"
    PUPILS = "pupils"


class BoundBy(StrEnum):
    """Why a portal's user is known to be an account's owner."""

    SNILS = "snils"
    OWNER = "owner"


class CodeState(StrEnum):
    """What can be said of a code by its row and the moment."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Way(StrEnum):
    """What using a code did."""

    NEW_ACCOUNT = "new_account"
    NEW_PASSWORD = "new_password"  # noqa: S105
    ADDED_TO_ACCOUNT = "added_to_account"


class ShutGround(StrEnum):
    """Why somebody of a school is shut out of it."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    COMPROMISED = "compromised"
    SERVICE_ENDED = "service_ended"
    DISMISSED = "dismissed"
    SUSPENDED = "suspended"
