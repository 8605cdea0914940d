"""Consent's part of the worker: the log is sealed and verified; terms, and withdrawals that waited, end."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.consent import refusals, seals
from shop_api.consent.contracts import SealEvents
from shop_api.consent.queries import log
from shop_api.consent.steps import verification
from shop_api.consent.use_cases.carry_out_withdrawals import carry_out_withdrawals
from shop_api.consent.use_cases.expire_consents import expire_consents
from shop_api.consent.use_cases.seal_consent_log import seal_consent_log as seal_waiting
from shop_api.gate import actor as actors
from shop_api.gate import audit
from shop_api.gate.permissions import CLOCK
from shop_api.values.contract import NoCriteria

_SHOWN = 5  # damages in a log line; the command lists all
_logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="shop_api.seal_consent_log", queueing_lock="shop_api.seal_consent_log", pass_context=False)
def seal_consent_log(timestamp: int) -> None:
    """Every minute: seal what is new. A minute without events makes no seal."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="seal_consent_log")
    if log.has_waiting(clock.at):
        seal_waiting(actor=clock, command=SealEvents())


@app.periodic(cron="20,50 * * * *")
@app.task(name="shop_api.seal_overlooked_events", queueing_lock="shop_api.seal_overlooked_events", pass_context=False)
def seal_overlooked_events(timestamp: int) -> None:
    """Twice an hour: seal what a wrong clock hid from the minutes, before it counts as damage (`log.LONGEST_WAIT`)."""
    if log.has_waiting():
        clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="seal_overlooked_events")
        seal_waiting(actor=clock, command=SealEvents(is_whole=True))


@app.periodic(cron="40 2 * * *")
@app.task(name="shop_api.verify_consent_log", queueing_lock="shop_api.verify_consent_log", pass_context=False)
def verify_consent_log(timestamp: int) -> None:
    """Every night: verify the whole log. Damage is an audit row and a log line, which means that someone must act."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="verify_consent_log")
    report = verification.verify(clock.at, keys=[seals.public_key()])
    if report.damage:
        details = {"damages": len(report.damage), "newest_seal": report.newest}
        audit.record("verify_consent_log", refusals.LogDamaged.code, clock, details=details)
        first = "; ".join(str(one) for one in report.damage[:_SHOWN])
        _logger.error(
            "The log of consents is damaged in %d places: %s. Run `manage.py shop_api verify_consent_log`.",
            len(report.damage),
            first,
        )


@app.periodic(cron="5 * * * *")
@app.task(name="shop_api.expire_consents", queueing_lock="shop_api.expire_consents", pass_context=False)
def expire(timestamp: int) -> None:
    """Every hour: end consents whose term is over."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="expire_consents")
    expire_consents(actor=clock, command=NoCriteria())


@app.periodic(cron="25 * * * *")
@app.task(name="shop_api.carry_out_withdrawals", queueing_lock="shop_api.carry_out_withdrawals", pass_context=False)
def carry_out(timestamp: int) -> None:
    """Every hour: carry out withdrawals that nothing holds any more and that the end of an order missed."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="carry_out_withdrawals")
    carry_out_withdrawals(actor=clock, command=NoCriteria())
