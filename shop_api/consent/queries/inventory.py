"""Which data a flag concerns, from the marks on the fields: the list of data of law 94-V Art. 8(4)."""

from functools import cache

from frontend_contracts.wire import personal_data
from shop_api.values.purposes import Flag


@cache
def fields_for(flag: Flag) -> dict[str, list[str]]:
    """Category → fields kept for a purpose, as `Model.field`. A switch adds no data of its own: empty."""
    found: dict[str, list[str]] = {}
    for model, one, mark in personal_data.marked_fields():
        if isinstance(mark, personal_data.PersonalMark) and flag.value in mark.why:
            found.setdefault(mark.category, []).append(f"{model.__name__}.{one.name}")
    return found
