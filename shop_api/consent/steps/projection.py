"""What stands, made anew from the events: the projection holds nothing that the log does not."""

from django.db import connection, transaction

from shop_api.consent.queries import log


def rebuild() -> int:
    """Write `ConsentCurrent` again from the events, in one transaction; returns how many rows stand.

    Writers wait until it is done; readers see the old rows until then.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE consent_consentcurrent IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM consent_consentcurrent")
        cursor.execute(
            "INSERT INTO consent_consentcurrent"
            " (subject_ref, kind, flag, state, since_at, seq, slug, version, record_id, event_id) " + log.NEWEST
        )
        return int(cursor.rowcount)
