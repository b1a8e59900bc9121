"""Every setting of the site, read from the environment.

Importing this file opens no connection and starts nothing, so linters and ``collectstatic`` need
no database. A missing or malformed variable stops the process with its name and an example.
The variables are listed in docs/deploy.md.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from scr_site import embedded_postgres
from scr_site.environment import database, env, env_choice, env_flag, env_list, env_number

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env_flag("DEBUG")
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var"))).resolve()

# A process that serves needs its own: launch/serve_options.py makes one, `check --deploy` refuses this.
SECRET_KEY = env("SECRET_KEY", "unsafe-outside-development")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "reviews.apps.ReviewsConfig",
    "reviews.apps.RegisterAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "reviews.middleware.RequestIdMiddleware",
    "reviews.middleware.LanguageMiddleware",
    "reviews.middleware.PermissionsPolicyMiddleware",
    "reviews.public.etags.ETagMiddleware",
    "reviews.middleware.NotAllowedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "reviews.middleware.MailMiddleware",
    "reviews.middleware.PublicConnectionsMiddleware",
    "reviews.middleware.ServiceUnavailableMiddleware",
    "reviews.middleware.AdminOnlySessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reviews.middleware.UploadsMiddleware",
    "reviews.middleware.KeptWorkMiddleware",
    "reviews.middleware.AdminOnlyCsrfMiddleware",
    "reviews.middleware.AdminOnlyAuthenticationMiddleware",
    "reviews.middleware.SessionEndMiddleware",
    "reviews.middleware.AdminOnlyMessageMiddleware",
    "reviews.middleware.FirstStepsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # AdminOnlyCsrfMiddleware is Django's, where staff are

ROOT_URLCONF = "scr_site.urls"
WSGI_APPLICATION = "scr_site.wsgi.application"

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
            ],
        },
    }
]

FORM_RENDERER = "reviews.lib.form_renderer.FormRenderer"

# After a failure of the database each request tries again at once; by default the pool waits ever longer.
POOL = {
    "min_size": 1,
    "max_size": env_number("DATABASE_POOL", 12),
    "timeout": 3,
    "reconnect_timeout": 3,
}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        **database(os.environ.get("DATABASE_URL") or embedded_postgres.address(DATA_DIR)),
    }
}
# Nobody holds for long what others wait for: neither a statement, nor a lock, nor a process that stopped
# in a transaction. A command that may take longer, such as migrate, sets DATABASE_STATEMENT_SECONDS=0.
STATEMENT_SECONDS = env_number("DATABASE_STATEMENT_SECONDS", 30)
TIMEOUTS = {
    "lock_timeout": 8,
    "idle_in_transaction_session_timeout": 5 if STATEMENT_SECONDS else 0,
    "statement_timeout": STATEMENT_SECONDS,
}
# To weigh every order of more tables costs PostgreSQL a hundred times what the statement does.
PLANNING = "-c join_collapse_limit=5"
PREPARED = {"prepare_threshold": 0}  # at once, by the cursors that prepare: reviews.lib.compiled
DATABASES["default"]["OPTIONS"] |= PREPARED | {
    "pool": POOL,
    "connect_timeout": "3",
    "options": " ".join(
        [f"-c {name}={seconds}s" for name, seconds in TIMEOUTS.items()]
        + [PLANNING, DATABASES["default"]["OPTIONS"].get("options", "")]
    ),
}
SEARCH_LIMIT_MS = env_number("SEARCH_LIMIT_MS", 2000)
# The same database over connections of their own: staff who all wait for one lock stop no reader.
PUBLIC_DATABASE = "public"
DATABASES[PUBLIC_DATABASE] = DATABASES["default"] | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["reviews.lib.database_router.PublicConnections"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "reviews.User"
LOGIN_URL = "admin:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "reviews.accounts.common_passwords.CommonWithin",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]

# bin/serve turns it off for its demonstration; `check --deploy` refuses a site without it.
SECOND_FACTOR_REQUIRED = not env_flag("SECOND_FACTOR_OFF")
SECURITY_CONTACT = env("SECURITY_CONTACT", f"mailto:security@{urlsplit(SITE_URL).hostname}")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]  # of public pages; staff have English
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = "scr_site.formats"

APPEND_SLASH = False  # reviews.public.lookup redirects, to public pages only
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing is asked for under its plain name

PRIVATE_FILES = "reviews.lib.storage.PrivateFiles"
OBJECT_STORE = "reviews.lib.object_store.ObjectStore"


def file_storage(bucket: str, folder: Path, in_folder: str = PRIVATE_FILES, **options) -> dict:
    """Files in the private bucket named by the variable ``bucket``, or in ``folder`` if it is not set."""
    if not os.environ.get(bucket):
        return {"BACKEND": in_folder, "OPTIONS": {"location": folder, "base_url": None}}
    store = {
        "bucket_name": env(bucket),
        "endpoint_url": os.environ.get("S3_ENDPOINT_URL"),
        "region_name": env("S3_REGION", "eu-west-2"),
        "access_key": env("S3_ACCESS_KEY", example="AKIA…"),
        "secret_key": env("S3_SECRET_KEY", example="wJalr…"),
        "default_acl": None,
        "querystring_auth": True,
        "querystring_expire": 60,
        "max_memory_size": 1_000_000,  # bytes in memory of a streamed file; the rest is in a temporary file
    }
    return {"BACKEND": OBJECT_STORE, "OPTIONS": store | options}


def documents_storage() -> dict:
    """Names are hashes of the content, so writing one again writes the same bytes."""
    return file_storage("S3_BUCKET", DATA_DIR / "documents", file_overwrite=True)


def checkpoints_storage() -> dict:
    """Outside the database, best where the database's administrator cannot overwrite it."""
    folder = Path(env("CHECKPOINT_DIR", str(DATA_DIR / "checkpoints")))
    public = "django.core.files.storage.FileSystemStorage"  # whoever may enter the folder may read
    return file_storage("CHECKPOINT_BUCKET", folder, public, file_overwrite=False)


def kept(name: str) -> str:
    """A key that bin/serve made; empty where it made none."""
    return (DATA_DIR / name).read_text() if (DATA_DIR / name).exists() else ""


# Signs the ledger's checkpoints: 32 random bytes in base64; docs/deploy.md shows how to make one.
# bin/serve keeps one in the data folder. The default is public and so proves nothing:
# reviews/ledger/checks.py refuses it in production.
CHECKPOINT_STAND_IN = "dW5zYWZlLW91dHNpZGUtZGV2ZWxvcG1lbnQtb25seSE="
CHECKPOINT_KEY = env("CHECKPOINT_KEY", kept("checkpoint_key") or CHECKPOINT_STAND_IN)
# Encrypts the names that must never appear in a review: 32 random bytes in base64; several, separated by
# commas, while keys are changed. bin/serve keeps one in the data folder; without any, none can be entered.
PROTECTED_NAMES_KEY = env("PROTECTED_NAMES_KEY", kept("protected_names_key"))
# Encrypts the addresses of those who get e-mail alerts. Without any, none are offered.
ALERTS_KEY = env("ALERTS_KEY", kept("alerts_key"))
AUDITORS_EMAIL = env("AUDITORS_EMAIL", "")

# Who checks uploads: the request itself, or the process `manage.py work`, so that nobody waits for it.
TASK_BACKENDS = {
    "at_once": "django_tasks.backends.immediate.ImmediateBackend",
    "worker": "django_tasks_db.DatabaseBackend",
}
JOBS = env_choice("JOBS", TASK_BACKENDS, "at_once")
TASKS = {"default": {"BACKEND": TASK_BACKENDS[JOBS]}}

MAIL_IS_SET_UP = bool(os.environ.get("EMAIL_HOST"))  # else accounts start with a one-time password
# By the web process itself, after the answer; else when send_notifications runs.
MAIL_AT_ONCE = env_flag("MAIL_AT_ONCE", "1")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = env_number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_TLS")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", f"register@{urlsplit(SITE_URL).hostname}")

STORAGES = {
    "default": {"BACKEND": "reviews.lib.storage.NoDefaultStorage"},
    "documents": documents_storage(),
    "checkpoints": checkpoints_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# "stream" sends the bytes through this process; "redirect" sends readers to a signed address of
# the object store that works for one minute.
DOCUMENT_DELIVERY = env(
    "DOCUMENT_DELIVERY", "redirect" if os.environ.get("S3_BUCKET") else "stream"
)
# Below which address nginx has the folder of the documents, to send them in the place of this process.
DOCUMENTS_X_ACCEL = env("DOCUMENTS_X_ACCEL", "")
# Search engines find the page of a review, and not its documents by themselves.
DOCUMENTS_NOINDEX = env_flag("DOCUMENTS_NOINDEX")
DOCUMENT_LIMIT_MB = env_number("DOCUMENT_LIMIT_MB", 50)
REQUEST_LIMIT_MB = env_number("REQUEST_LIMIT_MB", 4 * DOCUMENT_LIMIT_MB)
DISK_RESERVE_MB = env_number("DISK_RESERVE_MB", 200)
CLAMD_ADDRESS = env("CLAMD_ADDRESS", "")  # unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310
SCRATCH_DIR = DATA_DIR / "scratch"  # of uploads until they are stored or refused
FILE_UPLOAD_HANDLERS = ["reviews.documents.upload_handler.LimitedUpload"]
# Well above twice what an edition's form sends with the most rows that it takes of every part
# (reviews/admin/editions/inlines.py), because Django answers a bare 400 beyond these numbers. Each
# box for a file counts as a file, also when it is left empty.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000  # bytes of text in one form

# Public pages are made once and then sent without Django; see docs/decisions/0022.
READY_PAGES = env_flag("READY_PAGES", "1")
READY_PAGES_MEMORY_MB = env_number("READY_PAGES_MEMORY_MB", 24)  # of each process
# Copies on disk of what is live, for when the database is down; see docs/decisions/0028.
LAST_GOOD_MINUTES = env_number("LAST_GOOD_MINUTES", 60) if READY_PAGES else 0  # 0: none are kept
LAST_GOOD_MB = env_number("LAST_GOOD_MB", 2000)
MICRO_CACHE = env_flag("MICRO_CACHE")  # nginx is in front as docs/nginx.conf sets it up

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Other websites learn nothing. "no-referrer" would also blank the Origin header of the staff’s own forms.
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env_flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With “Strict” a link in a mail would lead somebody who is signed in to the page for signing in. With
# “Lax” other websites can make a browser load a page, but not send a form; and loading changes nothing.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "reviews.admin.kept_work.answers.csrf_failure"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **dict.fromkeys(("script-src", "style-src", "img-src", "font-src"), [SELF]),
        **dict.fromkeys(("connect-src", "form-action"), [SELF]),
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
