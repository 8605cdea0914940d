"""Rules of consent, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from frontend_contracts.wire.policy_reasons import Reason
from shop_api.consent import rules
from shop_api.consent.contracts import ConsentState, FlagKind
from shop_api.gate import effects
from shop_api.values.purposes import FLAGS, Purpose, Switch
from tests.shop_api.consent import factories

GIVEN, REFUSED, RENEWED, WITHDRAWN, EXPIRED = (
    ConsentState.GIVEN,
    ConsentState.REFUSED,
    ConsentState.RENEWED,
    ConsentState.WITHDRAWN,
    ConsentState.EXPIRED,
)


@pytest.mark.parametrize(
    ("says_yes", "stands", "is_same_text", "expected"),
    [
        (True, None, False, GIVEN),
        (True, GIVEN, True, None),
        (True, RENEWED, True, None),
        (True, GIVEN, False, RENEWED),
        (True, REFUSED, True, GIVEN),
        (True, WITHDRAWN, True, GIVEN),
        (True, EXPIRED, True, GIVEN),
        (False, None, False, REFUSED),
        (False, REFUSED, True, None),
        (False, REFUSED, False, REFUSED),
        (False, WITHDRAWN, True, None),
        (False, GIVEN, True, WITHDRAWN),
        (False, RENEWED, False, WITHDRAWN),
    ],
)
def test_what_an_answer_does_to_what_stands(says_yes, stands, is_same_text, expected):
    assert rules.next_state(says_yes=says_yes, stands=stands, is_same_text=is_same_text) is expected


def test_every_flag_is_a_purpose_or_a_switch():
    kinds = {name: rules.kind_of(flag) for name, flag in FLAGS.items()}

    assert kinds == {one.value: FlagKind.PURPOSE for one in Purpose} | {one.value: FlagKind.SWITCH for one in Switch}


def test_a_flag_without_its_wording_in_a_language_is_not_worded():
    clauses = factories.document()
    assert rules.clause_of(clauses, Purpose.SUPPORT) == clauses["purposes"][3]

    clauses["purposes"][3]["wording"]["kk"] = ""

    assert rules.clause_of(clauses, Purpose.SUPPORT) is None


def test_each_flag_says_what_its_withdrawal_does():
    bound = set(effects.bound()["consent.withdrawn"])

    assert [row.flag for row in rules.WITHDRAWALS] == list(FLAGS.values())
    assert {name for row in rules.WITHDRAWALS for name in row.carried_out_by} == bound
    assert all(row.effects for row in rules.WITHDRAWALS)


def test_only_marketing_ends_by_itself():
    given = datetime(2028, 2, 29, 12, tzinfo=UTC)

    assert rules.ends_at(Purpose.MARKETING_EMAIL, given) == datetime(2030, 2, 28, 12, tzinfo=UTC)
    assert {flag for flag in FLAGS.values() if rules.ends_at(flag, given)} == rules.MARKETING


def test_differences_name_what_was_added_removed_and_changed():
    before, after = factories.document(), factories.document()
    after["purposes"][0]["wording"]["en"] += " And more."
    after["purposes"].pop()
    before["switches"].pop()

    assert rules.differences(before, after) == [
        {"flag": "marketing_email", "change": "removed"},
        {"flag": "publication", "change": "added"},
        {"flag": "storefront", "change": "changed"},
    ]
    assert rules.differences(after, after) == []


@pytest.mark.parametrize(
    ("state", "seconds", "expected"),
    [("given", None, True), ("renewed", 1, True), ("given", 0, False), ("given", -1, False), ("revoked", None, False)],
)
def test_a_consent_holds_while_it_stands_and_its_term_is_not_over(state, seconds, expected):
    now = datetime(2026, 12, 1, tzinfo=UTC)
    until = None if seconds is None else now + timedelta(seconds=seconds)

    assert rules.is_standing(state, until, now) is expected


@pytest.mark.parametrize(
    ("paths", "is_concerned"),
    [
        ([], True),  # an editor's word for everything, or a flag that is worded no more
        (["/clauses/recipients/whatsapp/country"], True),
        (["/clauses/recipients/whatsapp"], True),
        (["/clauses/recipients/bureau"], False),
        (["/clauses/recipients/bureau", "/clauses/recipients/bureau/country"], False),
        (["/clauses/recipients/bureau", "/clauses/recipients/whatsapp/role"], True),
        (["/clauses/recipients/bureau", "/switches/cross_border_transfer/wording"], True),
        (["/clauses/recipients/whatsapp-2"], False),
        (["/clauses/safeguards/to-ie"], True),
    ],
)
def test_a_reason_concerns_the_recipient_it_names_and_without_a_name_everybody(paths, is_concerned):
    because = [Reason(code="recipient_added", path=path, id="x") for path in paths]

    assert rules.concerns(because, "whatsapp") is is_concerned
