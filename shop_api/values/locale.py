"""The languages an answer can be in; wire values on both doors."""

from enum import StrEnum


class Locale(StrEnum):
    """Kazakh, Russian, English."""

    KK = "kk"
    RU = "ru"
    EN = "en"
