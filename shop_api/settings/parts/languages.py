"""Languages and time."""

LANGUAGE_CODE = "ru"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
