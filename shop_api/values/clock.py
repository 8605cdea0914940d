"""Time as the shop counts it: aware datetimes, days of Almaty (UTC+5, no summer time since 2024)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")


def day_in_almaty(at: datetime) -> date:
    """The calendar day in Almaty at a moment."""
    return at.astimezone(ALMATY).date()
