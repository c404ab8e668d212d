"""Django's settings for the site. Everything a user may set is an environment variable (docs/settings.md)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from onrecord.record.settings import (
    DATABASE_URL,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    SECRET_KEY,
    TIME_ZONE,
    USE_TZ,
    databases,
)
from onrecord.web.static_files import digest_of

__all__ = ["DATABASES", "DATABASE_URL", "DEFAULT_AUTO_FIELD", "SECRET_KEY", "TIME_ZONE", "USE_TZ", "databases"]

HERE = Path(__file__).resolve().parent


def _said(name: str, fallback: str = "") -> str:
    return os.environ.get(name, "").strip() or fallback


def _listed(name: str) -> list[str]:
    return [part.strip() for part in _said(name).split(",") if part.strip()]


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
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onrecord.web.plain_faults.PlainFaultMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
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
STATIC_URL = f"static/{digest_of(STATICFILES_DIRS)}/"
WHITENOISE_USE_FINDERS = True
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
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "onrecord.web.accounts.signature"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- what browsers are told ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _said("BEHIND_PROXY") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- background work ----------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
