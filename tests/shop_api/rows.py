"""Counts the rows of every table, to show that a refused write left nothing behind."""

from django.db import connection

#: What a refusal may leave: its audit row, and how often somebody came.
LEFT_BY_A_REFUSAL = {"gate_auditrow", "gate_ratecounter"}


def snapshot() -> dict[str, int]:
    """Rows by table, of every table of the database; one statement."""
    names = sorted(connection.introspection.table_names())
    assert "gate_auditrow" in names, "a snapshot that finds no tables shows nothing"
    quote = connection.ops.quote_name
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {quote(name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def changed(before: dict[str, int]) -> dict[str, int]:
    """How many rows each table gained (or lost) since a snapshot; the others are left out."""
    after = snapshot()
    return {name: count - before[name] for name, count in after.items() if count != before[name]}


def left_behind(before: dict[str, int]) -> dict[str, int]:
    """What a refused write left beyond its audit row and rate counters: nothing, if all is well."""
    return {name: count for name, count in changed(before).items() if name not in LEFT_BY_A_REFUSAL}
