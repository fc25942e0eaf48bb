"""Settings of KPI Tracker, one file, by environment.

| variable      | default                   | meaning |
|---------------|---------------------------|---------|
| DEBUG         | off                       | development and demo; never in the city |
| SECRET_KEY    | var/secret_key            | at least 50 characters; made on first start when absent |
| DATABASE_URL  | SQLite in var/            | postgres://user:password@host/name |
| ALLOWED_HOSTS | localhost, 127.0.0.1, ::1 | host names, comma separated |
| HTTPS         | the opposite of DEBUG     | secure cookies, redirect, HSTS |
| VAR_DIR       | var/                      | database file, evidence files, secret key |
| SITE_URL      | first of ALLOWED_HOSTS    | https://host of links in mails and calendars, no path |
| STATIC_ROOT   | static/ in VAR_DIR        | style sheet, fonts, scripts as browsers get them; made when absent |
| EMAIL_URL     | smtp://localhost:25       | smtp+tls://user:password@host:587 …; with DEBUG to the screen |
| DEFAULT_FROM_EMAIL | kpi@localhost        | the sender of mails |
| WORKER_LEASE  | 15                        | seconds without a sign of life after which a worker counts as dead |
| WORKER_NICE   | 10                        | how far workers stand back for pages: 0 not at all, 19 most |
| BEHIND_PROXY  | off                       | a proxy of ours sets X-Forwarded-Proto, X-Real-IP, X-Request-ID |
| PGBOUNCER     | off                       | DATABASE_URL is that of a PgBouncer that pools transactions |
| METRICS_TOKEN | empty: no metrics         | Prometheus' Bearer token for /metrics, at least 20 characters |
| ACCEL_PREFIX  | empty: sent by Python     | the internal address of VAR_DIR/files in nginx, such as /kept/ |
| FILES_STORE   | folder                    | where evidence is kept: folder (VAR_DIR/files) or s3 |
| S3_BUCKET …   | none                      | with FILES_STORE=s3: indicators/files/address.py |
| LOG_DIR       | VAR_DIR/log               | the file of who opened which document |
| SIGN_INS_AT_ONCE | cores less one         | passwords checked at the same moment on this host |
| SECOND_STEP_ROLES | none                  | roles that need a code of a telephone: administrator,evaluator |
| SIGN_INS_IN_LINE | 2                      | of each process's threads, how many may wait for that |

It does not start with what would leave it open: kpi_tracker/operation/insecure.py.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from indicators.files.address import bucket_address
from kpi_tracker.operation import insecure, logs
from kpi_tracker.static_files.made_files import prepared as prepared_files
from kpi_tracker.translation.catalogue_files import prepared

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not DEBUG)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """The installation's own key: read from `path`, or made there once, readable by its owner alone."""
    if not path.exists():
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "w") as file:
            file.write(secrets.token_urlsafe(64))
        # A link appears whole or not at all: of two processes that start at once, both read the first one's key.
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "bs_icon_templates",
    "thai",
    "accounts",
    "printing",
    "indicators",
    "innovation",
    "appeals",
    "books",
    "kpi_tracker",
]
MIDDLEWARE = [
    "kpi_tracker.operation.requests.EveryRequest",
    "django.middleware.security.SecurityMiddleware",
    "kpi_tracker.compression.CompressesPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # high up: files and early redirects pass it too
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kpi_tracker.language.ThaiFirst",
    "django.middleware.common.CommonMiddleware",
    "kpi_tracker.passages.NamesLanguages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kpi_tracker.closed_pages.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "indicators.views.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "kpi_tracker.urls"
WSGI_APPLICATION = "kpi_tracker.wsgi.application"
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
                "kpi_tracker.navigation.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Databases. SQLite: IMMEDIATE + WAL + FULL loses nothing and locks nobody out (docs/decisions/).
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "kpi_tracker.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;",
    }
else:
    DATABASES["default"]["ENGINE"] = "kpi_tracker.postgresql"
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,  # seconds for each host of DATABASE_URL
        "tcp_user_timeout": 10_000,  # milliseconds; a link that was cut says nothing
        **DATABASES["default"].get("OPTIONS", {}),  # what the address brings, such as sslmode
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("PGBOUNCER", default=False):
        # It takes no options of a connection (deploy/postgresql sets them for the role) and moves it between servers.
        DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        DATABASES["default"]["OPTIONS"]["options"] = (
            "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s -c jit=off"
        )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "kpi_tracker.hashers.Argon2Owasp",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.UnlikeThePerson"},
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.Uncommon"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
# Offices share one address: failures alone are counted, by name and address and by name (accounts/failures.py).
AXES_HANDLER = "accounts.failures.Failures"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever goes on guessing shall not keep the person out
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
# Passwords checked at once on this host, and threads of a process that may wait for that (accounts/turns.py).
SIGN_INS_AT_ONCE = env.int("SIGN_INS_AT_ONCE", default=max(1, (os.cpu_count() or 2) - 1))
SIGN_INS_IN_LINE = env.int("SIGN_INS_IN_LINE", default=2)  # of gunicorn's four: the others serve who is in
# Who needs a telephone besides the password, and what its app calls this account (accounts/second_step.py).
SECOND_STEP_ROLES = env.list("SECOND_STEP_ROLES", default=[])
OTP_TOTP_ISSUER = "KPI Tracker"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# What the browser is told.
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked inside, past the proxy
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
CSRF_FAILURE_VIEW = "kpi_tracker.errors.csrf_failure"
# A Thai letter is nine bytes of a form: fifteen ideas of three long texts are 8 MB; a ballot of 600 ideas has 1,800
# fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o440
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# Language, time, files.
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [prepared(BASE_DIR / "locale", VAR_DIR / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
STATIC_URL = "static/"
# What a browser fetches is made of STATIC_SOURCES and of packages whenever they change; nobody runs collectstatic.
STATIC_SOURCES = BASE_DIR / "static"
STATIC_ROOT = prepared_files(STATIC_SOURCES, Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))))
STATICFILES_FINDERS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kpi_tracker.static_files.storage.HashedNames"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
EVIDENCE_DIR = VAR_DIR / "files"
FILES_STORE = env.str("FILES_STORE", default="folder")
FILES_BUCKET = bucket_address(os.environ)
# Work in the background: tasks wait in the database, workers (`manage.py work`) take them. One that was not heard of
# for WORKER_LEASE seconds is dead, and what it had in hand is taken up by another.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
BOOKS_DIR = VAR_DIR / "books"
BOOK_KEPT_DAYS = 7
WORKER_LEASE = env.float("WORKER_LEASE", default=15)
WORKER_NICE = env.int("WORKER_NICE", default=10)
ACCEL_PREFIX = env.str("ACCEL_PREFIX", default="")
# Whom to ask, at the foot of every page: one line each.
CONTACTS = {
    "evaluation": env.str("CONTACT_EVALUATION", default=""),
    "secretariat": env.str("CONTACT_SECRETARIAT", default=""),
}
# Mails. A server that does not answer must not hold up a run of send_reminders for long.
_host = "localhost:8000" if DEBUG else ALLOWED_HOSTS[0].lstrip(".")
SITE_URL = env.str("SITE_URL", default=f"{'https' if HTTPS else 'http'}://{_host}").rstrip("/")
if not re.fullmatch(r"https?://[^/\s]+", SITE_URL):
    raise ImproperlyConfigured("SITE_URL must be http:// or https:// and a host, without a path.")
_mail = env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="kpi@localhost")

# What operators see.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
LOG_DIR = Path(env.str("LOG_DIR", default=str(VAR_DIR / "log")))
LOG_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
OPENED_LOG = LOG_DIR / "opened.jsonl"
LOGGING = logs.configuration(as_json=not DEBUG, opened=OPENED_LOG)

if _reasons := [*insecure.open_to_others(VAR_DIR / "secret_key"), *insecure.reasons(globals())]:
    raise ImproperlyConfigured("\n".join(_reasons))
