"""Settings, all from the environment. The README lists the variables.

Three ways to run: the demo (COCOMM_DEMO=1, what `make run` does), tests, and a real site (neither), which needs
SECRET_KEY and ALLOWED_HOSTS, should have DATABASE_URL (PostgreSQL; SQLite otherwise), and serves over https only.
"""

import datetime
import os
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cocomm.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what running makes: database, uploads, collected static files. Never committed.

env = environ.Env()

TESTING = "PYTEST_VERSION" in os.environ or "test" in sys.argv[1:2]
COCOMM_DEMO = env.bool("COCOMM_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
PRODUCTION = not (DEBUG or COCOMM_DEMO or TESTING)
if COCOMM_DEMO:
    DEBUG = False  # the demo shows the pages people will see, its error pages too

# The day on which the demo's clock stands; None is the real day. Read by practices/clock.py alone.
COCOMM_CLOCK_DAY: datetime.date | None = None
if _clock_day := env.str("COCOMM_CLOCK_DAY", default=""):
    COCOMM_CLOCK_DAY = datetime.date.fromisoformat(_clock_day)

SECRET_KEY = secret_key(env.str("SECRET_KEY", default=""), throwaway=not PRODUCTION, keep_in=VAR_DIR)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "cocomm",
    "decisions",
    "committees",
    "practices",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "guardian",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "cocomm.middleware.no_store_for_signed_in",
]

ROOT_URLCONF = "cocomm.urls"
WSGI_APPLICATION = "cocomm.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["cocomm.templatetags.nhsuk"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cocomm.context.site",
            ],
        },
    },
]
FORM_RENDERER = "cocomm.forms.NhsRenderer"

# --- Database ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'cocomm.sqlite3'}")}
_database = DATABASES["default"]
_database["ATOMIC_REQUESTS"] = False  # an action opens its own transaction; a page that only reads needs none
if _database["ENGINE"] == "django.db.backends.sqlite3":
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["OPTIONS"] = {
        # Writers take the lock when they begin, so a check and its write see the same rows.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds to wait for another writer
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "committees.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: no row stands for "nobody"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # seconds: one day
if TESTING:  # the slow hash is for real passwords
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
FORMAT_MODULE_PATH = ["cocomm.formats"]  # dates as "1 April 2016"

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("nhsuk", VAR_DIR / "nhsuk")]  # made from node_modules by `make look`
if PRODUCTION:
    _static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
elif COCOMM_DEMO:  # the same names, without the quarter of a minute that compressing takes
    _static_storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
else:
    # A missing file under manifest storage is a 500 and a long wait in the browser; in tests it should be a 404.
    _static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
MEDIA_URL = "/media/"  # routed nowhere: uploads are served by views that ask the gate
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_storage},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not (PRODUCTION or COCOMM_DEMO)
COCOMM_UPLOAD_MAX_BYTES = 20 * 1024 * 1024  # one paper
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600

# Where the site is, as in https://governance.example.nhs.uk: for the links in letters. Empty: letters have none.
COCOMM_SITE_ADDRESS = env.str("COCOMM_SITE_ADDRESS", default="")
if COCOMM_SITE_ADDRESS and not COCOMM_SITE_ADDRESS.startswith(("https://", "http://")):
    raise ImproperlyConfigured("COCOMM_SITE_ADDRESS begins with https://, as in https://governance.example.nhs.uk.")

# --- E-mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="governance@example.org")
EMAIL_TIMEOUT = 20  # seconds: a mail server that does not answer must not hold the timed command
if PRODUCTION:
    vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
else:
    # Nothing leaves the machine: each message is a file.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# --- What browsers are told -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "accelerometer": [],
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "gyroscope": [],
    "magnetometer": [],
    "microphone": [],
    "midi": [],
    "payment": [],
    "usb": [],
    "xr-spatial-tracking": [],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds: a long day's meeting
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "cocomm.views.errors.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_PROXY", default=False):  # only where a proxy sets this header itself
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING" if TESTING else "INFO", "propagate": False}},
}
