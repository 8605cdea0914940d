import logging

from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from frontend_contracts.wire.database_guard import DatabaseGuardMiddleware

GUARD = DatabaseGuardMiddleware(lambda request: HttpResponse())


class LockNotAvailable(Exception):
    sqlstate = "55P03"


def test_lost_database_is_logged_by_its_state_alone(caplog):
    failure = OperationalError("row of +77010000000")
    failure.__cause__ = LockNotAvailable()

    with caplog.at_level(logging.ERROR):
        response = GUARD.process_exception(RequestFactory().get("/api/v1/orders"), failure)

    assert response.status_code == 503
    assert "55P03" in caplog.text
    assert "+7701" not in caplog.text


def test_wrong_data_is_no_outage():
    assert GUARD.process_exception(RequestFactory().get("/api/v1/orders"), DataError()) is None


def test_pages_for_people_are_left_to_django():
    assert GUARD.process_exception(RequestFactory().get("/admin/"), OperationalError()) is None
