"""The matrix of fields and purposes at work (P4.1): what is read for a purpose is marked with that purpose.

Staff and the clock read other people's data for the purposes that their query or use case declares. While its body
runs, each answer of the database is asked from which columns it comes, and a personal column that is marked for none
of these purposes ends the read before a value leaves. What counts is what the database says of its answer, not how the
statement is spelled: a raw query, an alias or a join is seen like any other. A column inside an expression or a UNION
has no origin there; sealed cells, which no expression can use, are the ones that matter.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.db import connection

from frontend_contracts.wire import personal_data
from frontend_contracts.wire.problems import Kind
from shop_api.gate import errors
from shop_api.gate.consent_port import Statute
from shop_api.values.purposes import Purpose

Place = tuple[int, int]  # a table's oid and a column's number, as PostgreSQL names where a value comes from

_logger = logging.getLogger(__name__)
#: By database: what each personal column may be read for, and its name in the inventory.
_known: dict[str, dict[Place, tuple[str, frozenset[str]]]] = {}


class PurposeExceeded(errors.ShopError):
    """A read wanted data that are not kept for what it is done for."""

    code = "purpose.exceeded"
    kind = Kind.RULE
    shown = ("column",)
    texts = {
        "en": "{column} is not kept for this purpose, so it cannot be read for it. Ask whoever answers for the data.",
        "ru": "{column} хранится не для этой цели, прочитать его нельзя. Обратитесь к ответственному за данные.",
        "kk": "{column} бұл мақсатта сақталмайды, сондықтан оны оқуға болмайды. Деректерге жауапты адамға жүгініңіз.",
    }


@contextmanager
def reading_for(purposes: Iterable[Purpose]) -> Iterator[None]:
    """Within the block, personal columns come out only where they are marked for one of these purposes.

    :raises PurposeExceeded: from the statement that asked for another one
    """
    with connection.execute_wrapper(_guard(frozenset(purpose.value for purpose in purposes))):
        yield


def limited(under: Iterable[Purpose | Statute]) -> AbstractContextManager[None]:
    """What a body runs within that acts under these.

    `NO_PERSONAL_DATA` reads none; any other statute among them says itself what it wants.
    """
    named = [one for one in under if one is not Statute.NO_PERSONAL_DATA]
    purposes = [one for one in named if isinstance(one, Purpose)]
    return reading_for(purposes) if len(purposes) == len(named) else nullcontext()


def _guard(purposes: frozenset[str]) -> Callable[..., Any]:
    def execute(run: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = run(sql, params, many, context)
        for place in _origins(context["cursor"]):
            found = _columns().get(place)
            if found is not None and not found[1] & purposes:
                field, why = found
                _logger.error("%s was asked for %s and is kept for %s.", field, sorted(purposes), sorted(why))
                raise PurposeExceeded(column=field)
        return result

    return execute


def _origins(cursor: Any) -> list[Place]:
    """Where the columns of an answer come from."""
    answer = cursor.cursor.pgresult
    if answer is None:
        return []
    return [(answer.ftable(place), answer.ftablecol(place)) for place in range(answer.nfields)]


def _columns() -> dict[Place, tuple[str, frozenset[str]]]:
    """The personal columns of this database, read from its catalogue once in a process."""
    name = str(connection.settings_dict["NAME"])
    if name not in _known:
        _known[name] = _read_columns()
    return _known[name]


def _read_columns() -> dict[Place, tuple[str, frozenset[str]]]:
    marked = {
        (model._meta.db_table, field.column): (f"{model._meta.label}.{field.name}", frozenset(mark.why))
        for model, field, mark in personal_data.marked_fields()
        if isinstance(mark, personal_data.PersonalMark)
    }
    with connection.cursor() as cursor:
        raw = cursor.cursor  # below the wrapper that asks here
        raw.execute(
            "SELECT c.oid, a.attnum, c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relname = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped",
            [sorted({table for table, _ in marked})],
        )
        rows = raw.fetchall()
    return {(oid, number): marked[table, column] for oid, number, table, column in rows if (table, column) in marked}
