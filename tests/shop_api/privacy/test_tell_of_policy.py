"""People are told, once and in their language, of versions that change something for them (P12.2, P12.3)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.adapters import mailer, sending
from shop_api.consent.steps import texts
from shop_api.gate import actor as actors
from shop_api.gate import mail
from shop_api.gate.models import OutgoingMail
from shop_api.gate.permissions import CLOCK
from shop_api.privacy import models, tasks
from shop_api.privacy.use_cases import tell_of_policy as telling
from shop_api.values.contract import NoCriteria
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.accounts import letters
from tests.shop_api.consent import factories as consent
from tests.shop_api.consent.test_asking_again import another_recipient, version
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = ("policy_changed", "policy_told")
AHEAD = timedelta(days=40)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)
    monkeypatch.setattr(mail, "_enqueue_all", lambda letter_ids: None)


def tell(after=timedelta(0)):
    """Look at the next page; `after` moves the clock on."""
    clock = actors.clock(datetime.now(UTC) + after, permissions=CLOCK)
    return telling.tell_of_policy(actor=clock, command=NoCriteria()).id


def tell_in_a_new_round():
    """As `tell`, with everybody looked at again."""
    models.PolicyRound.objects.all().delete()
    return tell()


def agree(door, who, **answers):
    block = consent.consent_block(door, as_=who, **answers)
    assert door.give_or_refuse_consents(as_=who, consent=block).error is None


def written():
    """Kind, address and version of each letter about the policy, oldest first."""
    return [(one.kind, one.to, one.parameters["version"]) for one in letters.posted() if one.kind in KINDS]


def narrower(made):
    """What asks nobody: a recipient goes."""
    made["clauses"]["recipients"] = []
    made["material_changes"] = {"asked_again": [], "told": True}


def note(made):
    made["change_note"] = {"kk": "Пошта қызметі алынды.", "ru": "Убран почтовый сервис.", "en": "The mailer is gone."}


def told_only(made):
    narrower(made)
    note(made)


def day_of(moment):
    return moment.astimezone(UTC).date().isoformat()


def test_whom_a_version_asks_again_is_told_once_in_their_language_and_why_flag_by_flag(door, transactional_db):
    first = version(1)
    asked = accounts.customer(language="kk")
    accounts.customer()  # agreed to nothing
    agree(door, asked, marketing_email=True, support=True)
    assert tell() == "0"
    version(2, lambda made: (another_recipient(made), note(made)))

    assert (tell(), tell(), tell_in_a_new_round()) == ("1", "0", "0")

    (letter,) = [one for one in letters.posted() if one.kind in KINDS]
    assert (letter.kind, letter.to, letter.locale) == ("policy_changed", asked.email, "kk")
    wording = next(one["wording"]["kk"] for one in first["purposes"] if one["id"] == "marketing_email")
    assert letter.parameters == {
        "version": 2,
        "date": "02.01.2026",
        "note": "Пошта қызметі алынды.",
        "because": f"— «{wording}»: жаңа алушы: crm",
        "text_at": "http://127.0.0.1:8080/policies/privacy?version=2",
        "difference_at": "http://127.0.0.1:8080/policies/privacy/diff?from=1&to=2",
    }
    assert models.PolicyNotice.objects.get().subject_id == asked.subject_id


def test_whom_it_does_not_ask_is_only_told_with_the_change_note(door, transactional_db):
    version(1)
    asked, other = accounts.customer(), accounts.customer(language="en")
    agree(door, asked, marketing_email=True)
    agree(door, other, support=True, marketing_email=False)

    def change(made):
        another_recipient(made)
        note(made)
        made["material_changes"] = {"asked_again": ["marketing_email"], "told": True}

    version(2, change)

    assert (tell(), tell_in_a_new_round()) == ("2", "0")

    assert sorted(written()) == sorted([("policy_changed", asked.email, 2), ("policy_told", other.email, 2)])
    letter = next(one for one in letters.posted() if one.kind == "policy_told")
    assert letter.locale == "en"
    assert (letter.parameters["note"], "because" in letter.parameters) == ("The mailer is gone.", False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["kk", "ru", "en"])
def test_the_letters_name_the_date_the_note_the_text_and_the_difference(kind, locale):
    told = {
        "version": 2,
        "date": "02.01.2026",
        "note": "NOTE",
        "text_at": "TEXT",
        "difference_at": "DIFFERENCE",
        "because": "BECAUSE",
    }

    text = mailer.write(kind, locale, told).text

    for part in ("2", "02.01.2026", "NOTE", "TEXT", "DIFFERENCE"):
        assert part in text
    assert ("BECAUSE" in text) is (kind == "policy_changed")


def test_a_change_that_asks_nobody_is_told_to_everybody_with_a_standing_consent(door, transactional_db):
    version(1)
    stands, refused, withdrawn = accounts.customer(), accounts.customer(), accounts.customer()
    agree(door, stands, support=True)
    agree(door, refused, support=False)
    agree(door, withdrawn, support=True)
    door.withdraw_consent(as_=withdrawn, flags=["support"])
    version(2, told_only)

    assert tell() == "1"

    assert written() == [("policy_told", stands.email, 2)]


def test_a_typo_is_told_to_nobody(door, transactional_db):
    version(1)
    agree(door, accounts.customer(), support=True)

    def typo(made):
        made["purposes"][0]["wording"]["ru"] += " "

    version(2, typo)

    assert tell() == "0"
    assert written() == []
    assert models.PolicyRound.objects.count() == 0


def test_who_agreed_under_the_new_version_hears_nothing(door, transactional_db):
    version(1)
    customer = accounts.customer()
    agree(door, customer, support=True)
    version(2, told_only)
    agree(door, customer, support=True)

    assert tell() == "0"
    assert written() == []


def test_several_versions_between_are_one_letter_about_the_one_in_force(door, transactional_db):
    version(1)
    customer = accounts.customer()
    agree(door, customer, marketing_email=True)
    version(2, told_only)
    version(3, another_recipient)

    assert (tell(), tell_in_a_new_round()) == ("1", "0")

    assert written() == [("policy_changed", customer.email, 3)]
    (letter,) = [one for one in letters.posted() if one.kind in KINDS]
    assert letter.parameters["difference_at"].endswith("/diff?from=1&to=3")


def test_who_was_told_of_a_version_hears_only_what_is_new_since(door, transactional_db):
    version(1)
    customer = accounts.customer()
    agree(door, customer, marketing_email=True)
    version(2, another_recipient)
    assert tell() == "1"

    version(3, another_recipient)  # says the same
    assert tell() == "0"

    def another_still(made):
        another_recipient(made)
        made["clauses"]["recipients"].append({**made["clauses"]["recipients"][-1], "id": "sms"})
        made["material_changes"] = {"asked_again": ["marketing_email"], "told": True}

    version(4, another_still)
    assert (tell(), tell_in_a_new_round()) == ("1", "0")

    assert written() == [("policy_changed", customer.email, 2), ("policy_changed", customer.email, 4)]
    newest = letters.posted()[-1].parameters
    # Asked again is all that was not agreed to yet; the difference begins at what they were told last.
    assert "жаңа" not in newest["because"]
    assert "новый получатель: crm" in newest["because"]
    assert "новый получатель: sms" in newest["because"]
    assert newest["difference_at"].endswith("/diff?from=2&to=4")


def test_what_was_taken_back_on_the_way_is_told_to_nobody_who_had_not_heard_of_it(door, transactional_db):
    first = version(1)
    agree(door, accounts.customer(), marketing_email=True)
    version(2, another_recipient)
    version(3, texts=first["texts"])

    assert tell() == "0"


def test_a_version_ahead_is_told_when_it_comes_in_names_its_date_and_is_not_told_again(door, transactional_db):
    version(1)
    customer = accounts.customer()
    agree(door, customer, marketing_email=True)
    begins = datetime.now(UTC) + AHEAD
    version(2, another_recipient, effective_from=day_of(begins))

    assert (tell(), tell_in_a_new_round()) == ("1", "0")
    assert tell(AHEAD + timedelta(days=1)) == "0"  # in force now

    (letter,) = [one for one in letters.posted() if one.kind in KINDS]
    assert letter.kind == "policy_changed"
    assert letter.parameters["date"] == begins.strftime("%d.%m.%Y")
    # Until then the old text is in force, and nobody is asked.
    assert not any(one["ask_again"] for one in door.own_consents(as_=customer)["data"])


def test_two_versions_ahead_are_two_letters_each_with_its_date(door, transactional_db):
    version(1)
    customer = accounts.customer()
    agree(door, customer, support=True)
    version(2, told_only, effective_from=day_of(datetime.now(UTC) + AHEAD))
    version(3, told_only, effective_from=day_of(datetime.now(UTC) + AHEAD * 2))

    assert tell() == "2"

    assert {(kind, number) for kind, _, number in written()} == {("policy_told", 2), ("policy_told", 3)}
    assert len({one.parameters["date"] for one in letters.posted() if one.kind in KINDS}) == 2


def test_a_version_taken_back_before_its_date_is_told_to_nobody(door, transactional_db):
    version(1)
    agree(door, accounts.customer(), marketing_email=True)
    version(2, another_recipient, effective_from=day_of(datetime.now(UTC) + AHEAD))
    texts.keep_withdrawal("privacy", 2, datetime.now(UTC))

    assert tell() == "0"
    assert written() == []


def test_what_a_device_agreed_to_before_signing_in_counts(door, transactional_db):
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()
    account = accounts.account()
    door.sign_in(as_=visitor.caller, email=account.email, password=accounts.PASSWORD)

    version(2)  # clause by clause for the first time: everything is asked again

    assert tell() == "1"
    assert written() == [("policy_changed", account.email, 2)]


def test_guests_and_closed_accounts_are_not_written_to(door, transactional_db):
    shopping.open_shop(stock=5)
    shopping.visitor(door).order()
    closed = accounts.customer()
    agree(door, closed, support=True)
    type(closed.account).objects.filter(id=closed.account.id).update(status="unverified")
    version(2, told_only)

    assert tell() == "0"
    assert written() == []


def test_pages_follow_each_other_and_a_round_begins_anew_after_a_day(door, transactional_db, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    version(1)
    people = [accounts.customer() for _ in range(5)]
    for one in people:
        agree(door, one, support=True)
    version(2, told_only)

    counts = [tell() for _ in range(4)]

    assert counts == ["2", "2", "1", "0"]
    assert sorted(to for _, to, _ in written()) == sorted(one.email for one in people)
    late = accounts.customer()
    models.PolicyRound.objects.update(after=None)
    agree_under_one(door, late)
    assert tell() == "0"
    later = [tell(timedelta(days=1, minutes=number)) for number in range(3)]
    assert later == ["0", "0", "1"]
    assert ("policy_told", late.email, 2) in written()


def agree_under_one(door, who):
    """Agree to the first version's text, as with a form shown before the second."""
    from shop_api.consent import models as consent_models

    agree(door, who, support=True)
    consent_models.ConsentCurrent.objects.filter(version=2).update(version=1)


@pytest.mark.parametrize("people", [2, 20])
@pytest.mark.parametrize("change", [told_only, another_recipient], ids=["only told", "asked again"])
def test_a_page_costs_the_same_for_two_people_and_for_twenty(door, transactional_db, change, people):
    version(1)
    for _ in range(people):
        agree(door, accounts.customer(), support=True, marketing_email=True)
    version(2, change)

    with CaptureQueriesContext(connection) as statements:
        assert tell() == str(people)

    assert len(statements) == 20


def test_many_letters_wake_the_worker_in_one_statement(door, transactional_db, monkeypatch):
    monkeypatch.setattr(mail, "_enqueue_all", sending.enqueue_all)
    version(1)
    for _ in range(3):
        agree(door, accounts.customer(), support=True)
    version(2, told_only)

    assert tell() == "3"

    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'letter_id' FROM procrastinate_jobs WHERE task_name = %s", [sending.TASK])
        waiting = {row[0] for row in cursor.fetchall()}
    assert {str(row.id) for row in OutgoingMail.objects.filter(kind="policy_told")} <= waiting


def test_the_worker_goes_on_until_everybody_was_looked_at(door, transactional_db, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    version(1)
    for _ in range(3):
        agree(door, accounts.customer(), support=True)
    version(2, told_only)

    tasks.tell(timestamp=0)

    assert len(written()) == 3


def test_the_worker_looks_every_hour(transactional_db):
    tasks.tell(timestamp=0)
