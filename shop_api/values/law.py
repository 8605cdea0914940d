"""The register of rules: every number that law or policy sets, as dated rows with article and source.

Code asks `number("unverified_account_days", on)` and holds no such number itself. A row is never edited: when a number
changes, the old row ends and a new one begins. A lawyer confirms each before production (second-hand rows say so).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What a number counts."""

    HOURS = "hours"
    DAYS = "days"  # of the calendar
    WORKING_DAYS = "working_days"  # of Kazakhstan: `values.working_days`
    YEARS = "years"
    BASIS_POINTS = "basis_points"  # 16 % = 1,600


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A number in force from `valid_from` to the day before `valid_to`; `counts_from` names the event of a term."""

    id: str
    number: int
    unit: Unit
    article: str
    source: str
    valid_from: date
    valid_to: date | None = None
    counts_from: str = ""

    def holds(self, on: date) -> bool:
        """Whether the row is in force on a day of Almaty."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def to_json(self) -> dict[str, Any]:
        """The row as the public inventory shows it."""
        return {
            "id": self.id,
            "number": self.number,
            "unit": self.unit.value,
            "article": self.article,
            "source": self.source,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "counts_from": self.counts_from,
        }


class NoRule(LookupError):
    """The register has no row of this rule on this day: somebody must add it."""


_DATA_LAW = "law 94-V of 21.05.2013 (document 72730, edition of 12.07.2026)"
_CONSUMER_LAW = "law 274-IV of 04.05.2010 (document 52483)"
_OLD_TAX = "Tax Code of 25.12.2017 No. 120-VI"
_NEW_TAX = "Tax Code (document 212543), in force from 2026-01-01; second-hand, a lawyer confirms it before production"
_CIVIL = "Civil Code; second-hand, a lawyer confirms it before production"
_OWN = "the operator's own rule"
_NO_EXCESS = "law 94-V art. 7(9), no excess data"
_BEGINNING = date(2013, 11, 25)  # law 94-V came into force
_CONSUMER_BEGINNING = date(2010, 5, 15)
_OWN_BEGINNING = date(2026, 1, 1)
_NEW_YEAR_2026 = date(2026, 1, 1)


def _clock(rule: str, days: int, article: str, counts_from: str) -> Rule:
    return Rule(
        id=rule, number=days, unit=Unit.WORKING_DAYS, article=article, source=_DATA_LAW, valid_from=_BEGINNING,
        counts_from=counts_from,
    )  # fmt: skip


def _own(rule: str, number: int, unit: Unit, why: str, counts_from: str) -> Rule:
    return Rule(
        id=rule, number=number, unit=unit, article=why, source=_OWN, valid_from=_OWN_BEGINNING, counts_from=counts_from
    )


def _vat(vat_class: str, basis_points: int, article: str, valid_from: date, valid_to: date | None = None) -> Rule:
    source = _NEW_TAX if valid_from >= _NEW_YEAR_2026 else _OLD_TAX
    return Rule(
        id=f"vat_{vat_class}", number=basis_points, unit=Unit.BASIS_POINTS, article=article, source=source,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip


_VAT_BEGINNING = date(2009, 1, 1)

ROWS: tuple[Rule, ...] = (
    # Rights of data subjects.
    _clock("right_withdrawal", 15, "art. 8(7)", "the withdrawal came in"),
    _clock("right_correction", 1, "art. 25(2)", "the request came in"),
    _clock("right_blocking", 1, "art. 25(2)", "the request came in"),
    _clock("right_deletion", 1, "art. 25(2)", "the request came in"),
    _clock("publication_take_down", 1, "art. 25(2)", "the withdrawal came in"),
    _clock("right_objection", 3, "art. 19-1", "the objection came in"),
    _clock("right_access", 3, "Rules 395, p. 16; second-hand", "the request came in"),
    _clock("right_information", 3, "Rules 395, p. 16; second-hand", "the request came in"),
    _clock("right_recipients", 3, "Rules 395, p. 16; second-hand", "the request came in"),
    _clock("transfer_notice", 10, "art. 19", "the transfer"),
    _clock("breach_notice", 1, "art. 25(2)(8)", "the breach was found"),
    # Consumers.
    Rule(id="return_days", number=14, unit=Unit.DAYS, article="art. 30(1)", source=_CONSUMER_LAW,
         valid_from=_CONSUMER_BEGINNING, counts_from="the purchase"),
    Rule(id="complaint_days", number=10, unit=Unit.DAYS, article="art. 42-4", source=_CONSUMER_LAW,
         valid_from=_CONSUMER_BEGINNING, counts_from="the complaint came in"),
    Rule(id="defect_claim", number=2, unit=Unit.YEARS, article="art. 17(2)", source=_CONSUMER_LAW,
         valid_from=_CONSUMER_BEGINNING, counts_from="the delivery"),
    # How long data are kept.
    Rule(id="tax_documents", number=5, unit=Unit.YEARS, article="art. 206(3)", source=_NEW_TAX,
         valid_from=_NEW_YEAR_2026, counts_from="the end of the year of the document"),
    Rule(id="order_contact_days", number=2, unit=Unit.YEARS, article="art. 17(2)", source=_CONSUMER_LAW,
         valid_from=_CONSUMER_BEGINNING, counts_from="the delivery"),
    Rule(id="consent_proof", number=3, unit=Unit.YEARS, article="art. 178", source=_CIVIL, valid_from=_BEGINNING,
         counts_from="the end of the consent"),
    _own("audit_days", 1095, Unit.DAYS, "claims can be brought for three years", "the action"),
    _own("staff_account", 3, Unit.YEARS, "claims can be brought for three years", "the end of the employment"),
    _own("privacy_request", 3, Unit.YEARS, "claims can be brought for three years", "the answer"),
    _own("transfer_register", 3, Unit.YEARS, "law 94-V art. 22(1)(5), register of transfers; claims for three years",
         "the transfer"),
    _own("staff_session_hours", 12, Unit.HOURS, "a working day", "the sign-in"),
    _own("session_days", 14, Unit.DAYS, _NO_EXCESS, "the sign-in"),
    _own("unverified_account_days", 7, Unit.DAYS, f"{_NO_EXCESS}: nobody proved the e-mail", "the sign-up"),
    _own("order_recipient_days", 30, Unit.DAYS, f"{_NO_EXCESS}: used for delivery only", "the end of the order"),
    _own("cart_days", 30, Unit.DAYS, _NO_EXCESS, "the last change of the cart"),
    _own("lookup_days", 1, Unit.DAYS, _NO_EXCESS, "the look-up"),
    _own("outgoing_mail_days", 7, Unit.DAYS, f"{_NO_EXCESS}: a letter that cannot leave", "the decision to write"),
    _own("thread_closing_days", 14, Unit.DAYS, "time for the customer's last word", "the answer"),
    _own("receipt_link_days", 30, Unit.DAYS, "a guest's way to the order", "the order"),
    _own("marketing_consent_years", 2, Unit.YEARS, f"{_NO_EXCESS}: nobody is asked once for ever", "the consent"),
    # VAT by class of goods.
    _vat("standard", 1_200, "art. 422(1)", _VAT_BEGINNING, _NEW_YEAR_2026),
    _vat("standard", 1_600, "standard rate", _NEW_YEAR_2026),
    _vat("reduced", 0, "art. 394: medicines were exempt", _VAT_BEGINNING, _NEW_YEAR_2026),
    _vat("reduced", 500, "medicines in 2026", _NEW_YEAR_2026),
    _vat("exempt", 0, "exempt turnover", _VAT_BEGINNING),
)  # fmt: skip

_overriding: list[Rule] = []


def rule(rule_id: str, on: date) -> Rule:
    """The row of a rule in force on a day of Almaty.

    :raises NoRule: none is
    """
    found = [row for row in rows() if row.id == rule_id and row.holds(on)]
    if not found:
        raise NoRule(f"no rule {rule_id} on {on}")
    return max(found, key=lambda row: row.valid_from)


def number(rule_id: str, on: date) -> int:
    """The number of a rule on a day of Almaty; see `rule`."""
    return rule(rule_id, on).number


def rows() -> Sequence[Rule]:
    """Every row, the register's first; of several in force the one that began last holds."""
    return (*ROWS, *_overriding)


@contextmanager
def overriding(*added: Rule) -> Iterator[None]:
    """Add rows for as long as the block runs: how tests ask what a change of law would do."""
    _overriding.extend(added)
    try:
        yield
    finally:
        del _overriding[-len(added) :]
