"""All settings, in one file. What a machine may change comes from the environment; docs/running.md lists it."""

import os
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config.api import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401  read by their libraries
from config.headers import add_headers, content_security_policy
from config.sentry import begin
from config.stores import FOLDER, bucket, encrypted, require_bucket_package

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # all that the running product writes: database, files, secret key
NODE_MODULES = BASE_DIR / "node_modules"

env = environ.FileAwareEnv()  # NAME_FILE names a file that holds the value of NAME
environ.Env.read_env(BASE_DIR / ".env")


def named(name: str, before: str) -> str:
    """The name under which a setting is given: its own, or that of 0.7.0, which 0.9.0 will not read any more."""
    if name not in os.environ and before in os.environ:
        warnings.warn(f"The setting {before} is called {name} now.", FutureWarning, stacklevel=2)
        return before
    return name


def secret_key() -> str:
    """The key of the environment, else the one that bin/setup made for this machine."""
    kept = VAR_DIR / "secret-key"
    if key := env.str("SECRET_KEY", default=kept.read_text().strip() if kept.is_file() else ""):
        return key
    raise ImproperlyConfigured("Set SECRET_KEY, or run bin/setup, which makes one in var/secret-key.")


# Core

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key()
# Keys of before: what they signed or sealed is still read. docs/running.md says how a key is changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)  # on wherever the site is reached by more than this machine
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "audit",
    "base",
    "documents",
    "members",
    "blocs",
    "pledges",
    "awards",
    "portal",
    "demo",
    "operations",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "rest_framework",
    "drf_spectacular",
]

MESSAGE_STORAGE = "audit.tracing.RefusalLoggingMessages"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.sign_in.idle.IdleTimeoutMiddleware",
    "base.middleware.RequestLogMiddleware",
    "base.middleware.RequestSizeMiddleware",
    "members.sign_in.impersonation.ImpersonationMiddleware",
    "base.middleware.CleanTextMiddleware",
    "base.middleware.SignInRequiredMiddleware",
    "base.middleware.ReadOnlyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "members.sign_in.second_factor.SecondFactorMiddleware",
    "base.middleware.DeadlockRetryMiddleware",
    "pledges.middleware.GivenBackMiddleware",
]

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
                "members.context_processors.unread_notices",
                "members.context_processors.support_contact",
                "members.context_processors.is_empty_site",
            ],
            "builtins": ["documents.templatetags.vietnamese", "portal.templatetags.guide"],
        },
    }
]

FORM_RENDERER = "base.form_renderer.FormRenderer"

# Database: SQLite beside the code unless DATABASE_URL names another.

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for a writer, and a writer waits for its turn instead of failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted is overwritten: an urn of a secret vote must not live on in free pages.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",
    }
else:
    # A page waits a few seconds for its turn; a connection that died meanwhile is replaced before it is used.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"timeout": 10}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if REPLICA := env.str("REPLICA_URL", default=""):
    DATABASES["replica"] = {**DATABASES["default"], **env.db_url_config(REPLICA)}
    DATABASE_ROUTERS = ["config.replica.Router"]
    MIDDLEWARE.insert(0, "config.replica.ReplicaMiddleware")

# What NĐ 331/2026 asks of an information system: 2 sets the defaults below as that level has them.

SECURITY_LEVEL = env.int("SECURITY_LEVEL", default=0)
IS_LEVEL_2 = SECURITY_LEVEL >= 2

# People and sign-in

AUTH_USER_MODEL = "members.User"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # who has just chosen a password is in
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # seconds; also how long an invitation lasts
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "members.sign_in.passwords.NotOfThisSite"},
    {"NAME": "members.sign_in.passwords.NotLeaked"},
]
if IS_LEVEL_2:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "members.sign_in.passwords.LongWithoutSecondFactor"})
LEAKED_PASSWORDS = env.str("LEAKED_PASSWORDS", default="")
if LEAKED_PASSWORDS and not Path(LEAKED_PASSWORDS).is_file():
    raise ImproperlyConfigured("LEAKED_PASSWORDS must name a file that is there.")
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day, from signing in
# Seconds without a request; who types is seen, for what is typed is saved.
SESSION_IDLE_TIMEOUT = env.int(
    named("SESSION_IDLE_TIMEOUT", "IDLE_LASTS"), default=15 * 60 if IS_LEVEL_2 else 2 * 60 * 60
)
# Days without a sign-in after which an account is shut; 0: never.
ACCOUNT_IDLE_DAYS = env.int("ACCOUNT_IDLE_DAYS", default=45 if IS_LEVEL_2 else 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "members.sign_in.adapter.ClosedSignUp"
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # an office of many people has one address
    "login_failed": "60/m/ip,5/5m/key",  # the key is account and address
    "account_failed": "100/h/key",  # of one account, from wherever
    # On the day of the invitations a whole office chooses its passwords; what is looked for has no short key.
    "reset_password_from_key": "120/m/ip",
    "reset_password": "60/m/ip,5/m/key",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "members.forms.SignInForm",
    "change_password": "members.forms.PasswordChangeForm",
    "set_password": "members.forms.PasswordSetForm",
    "reset_password": "members.forms.PasswordForgottenForm",
    "reset_password_from_key": "members.forms.PasswordNewForm",
    "reauthenticate": "members.forms.ReauthenticateForm",
}

# For these a second factor is not a choice: everybody, or of administrators, province, secretariat, signatories.
MFA_REQUIRED_FOR = env.list(
    named("MFA_REQUIRED_FOR", "SECOND_FACTOR_FOR"), default=["everybody"] if IS_LEVEL_2 else []
)
# Seconds for which a sign-in is proof enough to issue a paper, close a vote, hand over; 0: for as long as it lasts.
REAUTHENTICATION_TIMEOUT = env.int(named("REAUTHENTICATION_TIMEOUT", "PROOF_LASTS"), default=30 * 60)
ACCOUNT_REAUTHENTICATION_TIMEOUT = REAUTHENTICATION_TIMEOUT or SESSION_COOKIE_AGE
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by invitation to an address
MFA_TOTP_ISSUER = "Khối thi đua"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "members.sign_in.adapter.SecretsAtRest"
MFA_FORMS = {
    "authenticate": "members.sign_in.mfa_forms.CodeForm",
    "reauthenticate": "members.sign_in.mfa_forms.CodeAgainForm",
    "activate_totp": "members.sign_in.mfa_forms.AppForm",
    "add_webauthn": "members.sign_in.mfa_forms.KeyForm",
    "edit_webauthn": "members.sign_in.mfa_forms.KeyNameForm",
}
# Sign-in by a provider of the province's own (OpenID Connect), for people who are known here by their address.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
if OIDC_SERVER_URL and not OIDC_SERVER_URL.startswith(("https://", "http://127.0.0.1", "http://localhost")):
    raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https://")
# How sure the provider must have been of the person: the values of `acr` that are taken; none: any.
OIDC_ACR_VALUES = env.list("OIDC_ACR_VALUES", default=[])
OIDC_APP = {
    "provider_id": "oidc",
    "name": env.str("OIDC_NAME", default="Tài khoản của tỉnh"),
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "secret": env.str("OIDC_SECRET", default=""),
    "settings": {"server_url": OIDC_SERVER_URL},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "members.sign_in.oidc.Province",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [OIDC_APP] if OIDC_SERVER_URL else [],
    }
}
SOCIALACCOUNT_ADAPTER = "members.sign_in.adapter.ProvincesOwn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# Messages to people

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# The address in letters, without a final slash.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs does not hold the others up
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Khối thi đua <khoithidua@localhost>")

# Whom to ring when one cannot sign in, as the sign-in page says it: Bà Lê Thị Hoa, 0233 123 456.
SUPPORT_CONTACT = env.str("SUPPORT_CONTACT", default="")
# {kind of personal data: days it is kept}, over the terms of operations/privacy/retention.py; 0: for ever.
RETENTION_DAYS = env.dict("RETENTION_DAYS", cast={"value": int}, default={})
# Who owns and who runs the site, in the papers of security level 2; those of the province where there is one.
SITE_OWNER, SITE_OPERATOR = env.str("SITE_OWNER", default=""), env.str("SITE_OPERATOR", default="")

# Vietnamese, and the province's clock

LANGUAGE_CODE = "vi"
FORMAT_MODULE_PATH = "config.formats"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Hosts that the site may tell of filed and decided proposals.
WEBHOOK_HOSTS = env.list("WEBHOOK_HOSTS", default=[])
# An archive that is opened for reading: nothing is written, nobody is reminded.
READ_ONLY = env.bool("READ_ONLY", default=False)

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("huong-dan", BASE_DIR / "docs" / "huong-dan" / "anh"),
    ("vendor/bootstrap/css", NODE_MODULES / "bootstrap" / "dist" / "css"),
]
# On where collectstatic was run: names then carry a hash of what is in the file, and browsers keep them for ever.
STATIC_HASHED = env.bool("STATIC_HASHED", default=False)
# Uploads lie in a folder, or in a bucket of an S3-compatible store.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", default="")
BUCKET = bucket(env)
if MEDIA_BUCKET:
    require_bucket_package()
UPLOADS = BUCKET if MEDIA_BUCKET else FOLDER
# A file of age keys, of mode 600: uploads are encrypted where they lie, to the first of them.
UPLOADS_KEY_FILE = env.str("UPLOADS_KEY_FILE", default="")
STORAGES = {
    "default": encrypted(UPLOADS, UPLOADS_KEY_FILE) if UPLOADS_KEY_FILE else UPLOADS,
    "staticfiles": {
        "BACKEND": "config.static_files.HashedFiles"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Where backups lie, and where what is damaged is brought back from.
BACKUP_DIR = env.path("BACKUP_DIR", default=VAR_DIR / "backups")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")  # whose age or GPG key opens them
# A file of age keys, of mode 600, with which the worker opens them to bring back what is damaged.
BACKUP_IDENTITY_FILE = env.str("BACKUP_IDENTITY_FILE", default="")
WHITENOISE_USE_FINDERS = not STATIC_HASHED
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "woff2"]
# nginx, of the service's group, reads what it is told to send; nobody else does, whatever the process's umask.
FILE_UPLOAD_DIRECTORY_PERMISSIONS, FILE_UPLOAD_PERMISSIONS = 0o750, 0o640
FONT_DIR = NODE_MODULES / "@expo-google-fonts" / "tinos"

# A long report is a few hundred kilobytes; above the form's own limits the page says so and keeps the text.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
REQUEST_LIMIT = 65 * 1024 * 1024  # bytes of one request: a whole report's evidence, and its form
CLAMAV = env.str("CLAMAV", default="")  # the daemon's address, such as /run/clamav/clamd.ctl
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")  # nginx's internal address of MEDIA_ROOT
# A folder of certificates (PEM or DER) of those whose issue of signing certificates is trusted.
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", default="")
# Processes that draw papers beside each web process; 0: it draws them itself.
PDF_WORKERS = env.int(named("PDF_WORKERS", "DRAWERS"), default=0)
INVITATIONS_A_DAY = 20  # of one association
VERIFY_RATE = "30/m/ip"  # how often one address may ask whether a paper is genuine
COMMENT_RATE = "5/h/ip"  # how often one address may write about a list of nominees
EVIDENCE_FILE_LIMIT = 10 * 1024 * 1024
EVIDENCE_REPORT_LIMIT = 60 * 1024 * 1024

# Forms

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The browser

CSRF_FAILURE_VIEW = "portal.views.pages.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:  # no other host under the same domain can set these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked from inside, over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# How many proxies stand before the site: whose X-Forwarded-For names the address that asks.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

CONTENT_SECURITY_POLICY = content_security_policy(OIDC_SERVER_URL)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"

if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    begin(SENTRY_DSN)

# Where the log of acts goes as well: file:///path, or tls:// or tcp://host:port of a syslog server; empty: nowhere.
AUDIT_COLLECTOR = env.str("AUDIT_COLLECTOR", default="")
if AUDIT_COLLECTOR and urlsplit(AUDIT_COLLECTOR).scheme not in {"file", "tls", "tcp"}:
    raise ImproperlyConfigured("AUDIT_COLLECTOR must begin with file://, tls:// or tcp://")

# Logs, to the console: a process manager keeps them

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"traced": {"()": "config.logs.TraceFilter"}},
    "formatters": {
        "line": {
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(user_id)s",
            "json_ensure_ascii": False,
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["traced"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "config.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # A certificate that nobody vouches for is told on the page, not in the log.
        "pyhanko": {"level": "ERROR"},
    },
}
