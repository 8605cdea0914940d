"""Languages of the content and of the clock: Kazakh and Russian are required by law, English is offered."""

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LANGUAGE_CODE = "ru"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
REQUIRED_LOCALES = ("kk", "ru")  # law 274-IV art. 25(7): in one language only counts as not provided
