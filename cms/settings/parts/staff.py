"""Editors: accounts of their own in this service, sessions of twelve hours in a cookie of their own."""

from datetime import timedelta

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is compared
    "django.contrib.auth.backends.ModelBackend",
]
AXES_USERNAME_FORM_FIELD = "username"  # as the sign-in form and the failure signal call it; the model says e-mail
AXES_FAILURE_LIMIT = 5  # wrong passwords for one account from one address
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger elsewhere must not lock an editor out
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in when stands in the account; a second list would be more data
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_NAME = "cms_session"  # both services may share a host name; their cookies must not
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "cms_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
