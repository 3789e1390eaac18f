"""Settings, all of them, from the environment.

With no DATABASE_URL the embedded servers are used. With one, each login has its own URL: DATABASE_URL (app_rw),
DATABASE_NATIONAL_URL, DATABASE_COUNT_URL, DATABASE_ERASE_URL and, for migrations only, DATABASE_OWNER_URL.
A process is given only the URLs that it needs.
"""

import json
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dj_database_url
from celery.schedules import crontab
from cryptography.fernet import Fernet
from csp.constants import NONCE, NONE, SELF

from pause_cms import embedded as _embedded

BASE_DIR = Path(__file__).resolve().parent.parent
EMBEDDED = _embedded.from_environment()
DATA_DIR = EMBEDDED.data_dir if EMBEDDED else Path(os.environ.get("PAUSE_DATA_DIR") or BASE_DIR / ".data").resolve()


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def kept_secret(name: str, make: Callable[[], str]) -> str:
    """A secret of this machine's own set-up, made at first use and kept in a file beside its data."""
    kept = DATA_DIR / name
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
    except FileExistsError:
        pass
    return kept.read_text()


def _secret_key() -> str:
    if key := os.environ.get("SECRET_KEY"):
        return key
    if EMBEDDED is None:
        sys.exit("SECRET_KEY is not set. Give the web, worker and beat processes one long random value in SECRET_KEY.")
    return kept_secret("secret_key", lambda: secrets.token_urlsafe(64))


def make_scope_key() -> str:
    """A key that seals scopes."""
    return secrets.token_urlsafe(32)


def make_mfa_key() -> str:
    """A key of those that encrypt the seeds of second factors."""
    return Fernet.generate_key().decode()


DEBUG = _flag("DEBUG")
DEMO = _flag("DEMO")
SECRET_KEY = _secret_key()
# what encrypts the seeds of second factors, the newest first; the web process does not start without one
_MFA_KEYS = os.environ.get("MFA_KEYS") or (kept_secret("mfa_key", make_mfa_key) if EMBEDDED else "")
MFA_KEYS = [key for key in _MFA_KEYS.split(",") if key]
# what seals a scope (practices.tenancy.seal): the same for migrate, web, worker and beat
SCOPE_KEY = os.environ.get("SCOPE_KEY") or (kept_secret("scope_key", make_scope_key) if EMBEDDED else "")
# backups: to whose public key they are encrypted, and where PostgreSQL's own programs are
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "")
POSTGRES_BIN = os.environ.get("POSTGRES_BIN") or str(_embedded.postgres_bin())
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(","))]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_htmx",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "knox",
    "guardian",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "practices",
    "women",
    "sessions_log",
    "reporting",
]

MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "practices.tenancy.middleware.WholePageMiddleware",
    "practices.overrides.WithoutOverridesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "practices.sign_in.sessions.TouchSessionMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "practices.tenancy.middleware.NoStoreMiddleware",
    "practices.tenancy.middleware.ScopeMiddleware",
    "women.merged.MergedRecordMiddleware",
]

ROOT_URLCONF = "pause_cms.urls"
WSGI_APPLICATION = "pause_cms.wsgi.application"
FORM_RENDERER = "practices.forms.renderer.PauseRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "practices.views.context.page",
            ],
            "builtins": ["practices.templatetags.pause", "django.contrib.humanize.templatetags.humanize"],
        },
    },
]

# --- databases: one login an alias; the alias is missing where its URL is not given to this process
LOGINS = {"default": "app_rw", "national": "app_national", "count": "app_count", "erase": "app_erase"}
LOGINS["owner"] = "app_owner"
DATABASE_VARIABLES = {
    alias: "DATABASE_URL" if alias == "default" else f"DATABASE_{alias.upper()}_URL" for alias in LOGINS
}


def _databases() -> dict[str, Any]:
    urls = {alias: os.environ.get(variable, "") for alias, variable in DATABASE_VARIABLES.items()}
    if EMBEDDED is not None:
        urls = {alias: EMBEDDED.database_url(login) for alias, login in LOGINS.items()}
    found: dict[str, Any] = {alias: dict(dj_database_url.parse(url)) for alias, url in urls.items() if url}
    for settings in found.values():
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
        settings["OPTIONS"] = {"connect_timeout": 5, **settings.get("OPTIONS", {})}
    return found


DATABASES = _databases()
DATABASE_ROUTERS = ["practices.tenancy.router.LoginRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_APPEND_ONLY = True

# --- Redis: the broker; the truth about a return's job is in PostgreSQL, and so are the counts of rate limits
REDIS_URL = os.environ.get("REDIS_URL") or (EMBEDDED.redis_url if EMBEDDED else "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "practices_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 250_000  # KB: a child that a large pack has filled is replaced after it
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # seconds; longer than any task may run, or a task would be run twice
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
SWEEP_SECONDS = float(os.environ.get("SWEEP_SECONDS", "15"))
ERASE_AFTER_DAYS = int(os.environ.get("ERASE_AFTER_DAYS", "28"))
TRAIL_HEADS = os.environ.get("TRAIL_HEADS") or str(DATA_DIR / "trail-heads.jsonl")  # outside the database
LEASE_SECONDS = float(os.environ.get("LEASE_SECONDS", "60"))
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "reporting.tasks.sweep", "schedule": SWEEP_SECONDS},
    "forget uploads": {"task": "reporting.tasks.forget_uploads", "schedule": 3600},
    "sweep copies": {"task": "women.tasks.sweep_copies", "schedule": SWEEP_SECONDS},
    "erase": {"task": "women.tasks.erase_due", "schedule": 3600},
    "link trails": {"task": "practices.tasks.link_trails", "schedule": 60},
    "check trails": {"task": "practices.tasks.check_trails", "schedule": crontab(hour=3, minute=10)},
    "restatements": {"task": "reporting.tasks.notice_restatements", "schedule": 3600},
}

# --- people
AUTH_USER_MODEL = "practices.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "practices.sign_in.passwords.BreachedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = True
ACCOUNT_FORMS = {
    "login": "practices.forms.accounts.SignInForm",
    "reauthenticate": "practices.forms.accounts.OnceMoreForm",
    "change_password": "practices.forms.accounts.OtherPasswordForm",
    "reset_password": "practices.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "practices.forms.accounts.NewPasswordForm",
}
ACCOUNT_ADAPTER = "practices.sign_in.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by a lead or by National, never by signing up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the same answer, and no message to somebody who has no account
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the present sign-in stays; every other ends with the former password
ALLAUTH_TRUSTED_PROXY_COUNT = int(_flag("BEHIND_PROXY"))  # whose address a rate limit counts
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # she is told when a password or a second step of hers has changed
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds; how fresh a sign-in must be to export, or to change how one signs in
MFA_ADAPTER = "practices.sign_in.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Pause CMS"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is proved by the link that was sent to it
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone is two factors: the device, and its PIN or a finger
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _flag("HTTPS")
USERSESSIONS_TRACK_ACTIVITY = False  # a row at sign-in, none at every page
# a council's own accounts: [{"id", "name", "client_id", "secret", "server_url", "tenant"}, …]
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": one["id"], "name": one["name"], "client_id": one["client_id"], "secret": one["secret"],
                "settings": {"server_url": one["server_url"], "tenant": one["tenant"], "fetch_userinfo": False},
            }
            for one in json.loads(os.environ.get("COUNCIL_SIGN_IN", "[]"))
        ],
        "OAUTH_PKCE_ENABLED": True,
    }
}  # fmt: skip
SOCIALACCOUNT_ADAPTER = "practices.sign_in.council.CouncilAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# with no mail server named, mail is printed, which is for the demonstration only
_MAIL = "smtp" if os.environ.get("EMAIL_HOST") else "console"
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", f"django.core.mail.backends.{_MAIL}.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10  # seconds; a mail server that is silent must not hold a worker
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")  # where links in mail lead
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "pause-cms@localhost")

# --- the browser
HTTPS = _flag("HTTPS")
SESSION_COOKIE_AGE = 30 * 60
ABSOLUTE_SESSION_SECONDS = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# what a page says next may name her, and a cookie stays on the phone until it is said
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the host itself, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
CSRF_FAILURE_VIEW = "practices.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- words and places
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static" / "site"]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = DEBUG

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
API_RATE = os.environ.get("API_RATE", "300/minute")  # how often one person may ask National's API
KNOX_TOKEN_MODEL = "practices.ApiToken"  # noqa: S105 (the name of a model)
REST_KNOX = {"AUTO_REFRESH": False, "TOKEN_PREFIX": "pause-", "TOKEN_MODEL": KNOX_TOKEN_MODEL}
MIGRATION_MODULES = {"knox": None}  # its own table is not used: ours says what a token opens
SPECTACULAR_SETTINGS = {
    "TITLE": "Pause CMS: National's data",
    "DESCRIPTION": "Submitted returns, figures, and the comparison of Practices. Sign in, or send a token: "
    "`Authorization: Token …`. Add `format=csv` for a table. There is no rank in it, and no record of a woman.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["reporting.api.schema.only_national"],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
    "SECURITY": [{"token": []}, {"session": []}],
    "AUTHENTICATION_WHITELIST": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
