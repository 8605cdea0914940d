"""What every table holds, as one digest each: counts alone would not see a changed row."""

from django.db import connection

#: A refusal leaves its audit row and rate counters; a key that was not kept leaves nothing.
MAY_CHANGE = {"gate_auditrow", "gate_ratecounter"}


def digests() -> dict[str, str]:
    """A digest of the rows of every table that a refusal must leave alone; one statement."""
    names = sorted(set(connection.introspection.table_names()) - MAY_CHANGE)
    assert "orders_order" in names, "digests of no tables show nothing"
    quote = connection.ops.quote_name
    parts = [
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {quote(name)} t"
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> list[str]:
    """Tables whose rows are other than before."""
    return [name for name, digest in digests().items() if digest != before[name]]
