"""Settings of an installation, read from the environment; `docs/operations.md` lists every variable."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.secret import secret_key

SOURCE_DIR = Path(__file__).resolve().parents[1]
BASE_DIR = SOURCE_DIR.parent
VAR_DIR = Path(os.environ.get("PARTA_VAR") or BASE_DIR / "var")
WEB_DIR = SOURCE_DIR / "parta" / "web"

DEMO = os.environ.get("PARTA_DEMO") == "1"
DEBUG = False
PRODUCTION = os.environ.get("PARTA_PRODUCTION") == "1"
SECRET_KEY = secret_key(VAR_DIR)
ALLOWED_HOSTS = [host for host in os.environ.get("PARTA_HOSTS", "127.0.0.1,localhost").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if PRODUCTION]


def _database(url: str) -> dict[str, object]:
    """Turn a PostgreSQL URL (a socket's folder may stand in `?host=`) into Django's settings."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "parta.installation.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            # Only `kernel.sql` prepares; its statements look the same to the planner for every school and every id.
            # A school fits into memory: a page by an index costs hardly more than the next one.
            "options": "-c statement_timeout=60s -c lock_timeout=2s -c synchronous_commit=on -c timezone=UTC"
            " -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1",
            "prepare_threshold": 1_000_000_000,  # None would forbid what is asked for by name, too
            "application_name": "parta",
        },
        "TEST": {"NAME": os.environ.get("PARTA_TEST_DATABASE", "test_parta")},
    }


DATABASES = {"default": _database(os.environ.get("PARTA_DATABASE_URL", "postgresql:///parta"))}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "installation.School"
TENANT_LIMIT_SET_CALLS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARED_APPS = [
    "django_tenants",
    "parta.installation",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "config.apps.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "parta.web",
]
TENANT_APPS = [
    "parta.audit",
    "parta.school",
    "parta.people",
    "parta.jobs",
    "parta.regulation",
    "parta.curriculum",
    "parta.timetable",
    "parta.journal",
    "parta.public_service",
    "parta.integrations",
    "parta.destruction",
]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

MIDDLEWARE = [
    "parta.web.middleware.headers.SecurityHeaders",
    "parta.web.middleware.operator.OperatorAddresses",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parta.web.middleware.compression.CompressedWords",
    "parta.web.middleware.schools.SchoolFromAddress",
    "parta.web.middleware.sessions.IdleSessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "parta.web.middleware.sessions.AccountOfSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "parta.web.middleware.actors.ActorOfRequest",
    "parta.web.middleware.refusals.RefusalsAsAnswers",
    "parta.web.middleware.permissions.DutyOfAddress",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

WORKSPACES = ("ui", "doors", "teacher", "family", "office", "help")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB_DIR / workspace / "templates" for workspace in WORKSPACES],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "parta.web.environment.environment",
            "context_processors": ["parta.web.ui.context.page_frame"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LANGUAGE_CODE = "ru"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [WEB_DIR / "ui" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFiles"},
}
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "installation.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "parta.web.doors.guessing.GuessedValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
]
LOGIN_URL = "/doors/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/doors/login/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "parta.web.doors.adapter.Doors"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "parta.web.doors.second_step.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TRUST_COOKIE_NAME = "parta_trusted"
MFA_TRUST_COOKIE_PATH = "/doors/"
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
# Proxies of ours before Parta: so many last names in X-Forwarded-For are believed, none without any.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PARTA_PROXIES", "0"))
# A school of a thousand people sits behind one address: wide per address, strict per account and address (the key of
# `login_failed`), wider per account from everywhere: a pupil shall neither guess nor shut a teacher out. An attempt
# counts as failed until it has succeeded, so that allauth's `login` beside it would count the same once more.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "300/m/ip,10/10m/key",
    "login_failed_everywhere": "50/10m/key",
    "code": "300/m/ip",
    "portal": "600/m/ip",
    "change_password": "10/10m/user",
    "recover": "60/m/ip",
    "recover_one": "5/h/key",
    "calendar": "600/m/ip",
    "service_form": "60/h/ip",
    "service_day": "200/d/key",  # of one school: what strangers send is kept, up to 20 MB each time
}

# Letters go out only where a mail server is named.
EMAIL_HOST = os.environ.get("PARTA_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("PARTA_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PARTA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PARTA_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PARTA_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PARTA_MAIL_FROM", "parta@localhost")

CACHES = {
    "default": {
        "BACKEND": "parta.installation.cache.Cache",
        "LOCATION": "installation_cache",
        "KEY_PREFIX": "parta",
    }
}

SESSION_ENGINE = "parta.installation.sessions"
SESSION_COOKIE_NAME = "parta_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "parta.web.middleware.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DOCUMENT_MEBIBYTES = int(os.environ.get("PARTA_DOCUMENT_MEBIBYTES", "20"))  # the biggest PDF of the register of acts
# Minutes without a request after which a session asks to sign in again: the longest that a school's act may let those
# who write sleep, and how long who reads does.
IDLE_MINUTES_WRITERS = int(os.environ.get("PARTA_IDLE_MINUTES_WRITERS", "1440"))
IDLE_MINUTES_READERS = int(os.environ.get("PARTA_IDLE_MINUTES_READERS", str(60 * 24 * 14)))

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Lets a collector on another machine read /metrics; without it, only programs of this machine may.
METRICS_TOKEN = os.environ.get("PARTA_METRICS_TOKEN", "")

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# What a worker does for each kind of job (parta.jobs): a function of the run, by its path.
JOBS: dict[str, str] = {
    "alphabet": "parta.paper.registers.print_alphabet",
    "code_letter": "parta.web.office.code_jobs.send",
    "code_letters": "parta.web.office.code_jobs.send_many",
    "device_letter": "parta.web.doors.device_letters.send",
    "destruction": "parta.destruction.jobs.destroy",
    "import_check": "parta.web.office.import_jobs.check",
    "import_store": "parta.web.office.import_jobs.store",
    "import_undo": "parta.web.office.import_jobs.undo",
    "import_marks_check": "parta.web.office.import_jobs.check_marks",
    "import_marks": "parta.web.office.import_jobs.store_marks",
    "journals": "parta.paper.jobs.print_journals",
    "letter": "parta.paper.letters.send_letter",
    "timetable": "parta.web.office.timetable_jobs.make",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
