"""Django's settings for the site. Everything a user may set is an environment variable (docs/settings.md)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from onrecord.record.settings import (
    DATABASE_URL,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    SECRET_KEY,
    TIME_ZONE,
    USE_TZ,
    databases,
)
from onrecord.web.static_files import digest_of, packed

__all__ = ["DATABASES", "DATABASE_URL", "DEFAULT_AUTO_FIELD", "SECRET_KEY", "TIME_ZONE", "USE_TZ", "databases"]

HERE = Path(__file__).resolve().parent
# Opening a connection costs more than most pages. One that the database has dropped is noticed before it is used.
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def _said(name: str, fallback: str = "") -> str:
    return os.environ.get(name, "").strip() or fallback


def _listed(name: str) -> list[str]:
    return [part.strip() for part in _said(name).split(",") if part.strip()]


def _number(name: str, fallback: int) -> int:
    said = _said(name, str(fallback))
    if not said.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {said!r}")
    return int(said)


# --- where the site stands ----------------------------------------------------------------------------------
DEBUG = False
SITE_URL = _said("SITE_URL")
"""The address under which readers reach the site, such as https://record.example.org; empty: this machine alone."""
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = _listed("ALLOWED_HOSTS") or (
    [SITE_URL.split("://")[-1].split("/")[0].split(":")[0]] if SITE_URL else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
ROOT_URLCONF = "onrecord.web.urls"
WSGI_APPLICATION = "onrecord.web.wsgi.application"
LANGUAGE_CODE = "en"
USE_I18N = False

INSTALLED_APPS = [
    "onrecord.record",
    "onrecord.ledger",
    "onrecord.community",
    "onrecord.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "onrecord.web.api.problems.ApiMiddleware",
    "onrecord.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onrecord.web.desk.uploads.UploadLimitMiddleware",
    "onrecord.web.plain_faults.PlainFaultMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "onrecord.web.visits.VisitMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", HERE.parent / "publishing" / "templates"],  # the second for its pictures
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onrecord.web.context.site",
            ],
        },
    }
]

# --- files that pages bring along ---------------------------------------------------------------------------
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    HERE / "static",
    ("publishing", HERE.parent / "publishing" / "styles"),
]
STATIC_DIGEST = digest_of(STATICFILES_DIRS, ("django", "django-htmx", "django-ninja"))
STATIC_URL = f"static/{STATIC_DIGEST}/"
STATIC_ROOT = packed(STATIC_DIGEST)
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # their address changes with their content

# --- accounts -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "community.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "front"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "onrecord.web.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "onrecord.web.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address, a password, a factor or the account itself changes
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[onrecord] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "onrecord.web.accounts.signature"
# Against guessing from one place stands axes (below). What is counted for an account wherever it is tried from is
# wide, since whoever knows an address could else keep its owner out; it bounds guessing from many places.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,60/h/key",
    "signup": "10/m/ip,60/h/ip",
    "reset_password": "10/m/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "onrecord"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account with a second factor may change its address; the new one is verified
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers themselves allow it at localhost alone
# Five failures of one account from one address close that pair for a quarter of an hour: its owner, elsewhere, enters.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in from where stands in the list of sessions alone
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "onrecord.web.accounts.limiting.tried_address"
AXES_CLIENT_IP_CALLABLE = "onrecord.web.accounts.limiting.client_address"
AXES_LOCKOUT_CALLABLE = "onrecord.web.accounts.limiting.too_many_tries"
# How often is counted across processes, so in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_count",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- signing in with an organisation's own accounts (OpenID Connect) ----------------------------------------
OIDC_ISSUER, OIDC_NAME = _said("OIDC_ISSUER"), _said("OIDC_NAME", "your organisation")
SOCIALACCOUNT_ADAPTER = "onrecord.web.accounts.adapter.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": _said("OIDC_CLIENT_ID"),
                "secret": _said("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# --- e-mail -------------------------------------------------------------------------------------------------
EMAIL_HOST = _said("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_HOST_USER = _said("EMAIL_USER")
EMAIL_HOST_PASSWORD = _said("EMAIL_PASSWORD")
_security = _said("EMAIL_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = _security == "starttls", _security == "tls"
EMAIL_PORT = _number("EMAIL_PORT", {"starttls": 587, "tls": 465}.get(_security, 25))
EMAIL_TIMEOUT = 20  # seconds; a page waits for it
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _said("EMAIL_FROM", f"onrecord@{ALLOWED_HOSTS[0].lstrip('.')}")

# --- what browsers are told ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that asks an organisation to sign somebody in is answered by a redirect to it.
        "form-action": [SELF, *(["/".join(OIDC_ISSUER.split("/")[:3])] if OIDC_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Under TLS no other host of the domain can set or shadow them (RFC 6265bis, "__Host-").
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if SECURE else ("session", "csrf")
CSRF_FAILURE_VIEW = "onrecord.web.plain_faults.forged"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
PROXY_COUNT = _number("BEHIND_PROXY", 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT  # whose X-Forwarded-For is believed; without one nobody's
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- the community ------------------------------------------------------------------------------------------
TARIFF = _said("TARIFF")
"""The file of the tariff; empty: the one that is shipped."""

# --- background work ----------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "desk"]}}
FETCH_PRIVATE = _said("FETCH_PRIVATE") == "1"
"""Whether watched feeds may stand on this machine and on private networks; what is handed in at the desk never may."""
