"""Materiality against edits made from the clauses: no material one is missed, and no typo asks anyone."""

import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from frontend_contracts.wire import policy_changes, policy_reasons
from tests.frontend_contracts.wire import offer_edits, policy_edits, policy_example

Json = dict[str, Any]
POLICY = policy_example.document(policy_example.inventory())
OFFER = policy_example.offer(policy_example.inventory())
LOCALES = ("kk", "ru", "en")


def assert_asks_whom_it_must(document: Json) -> None:
    edits = list(policy_edits.material(document))
    missed = {}
    for edit in edits:
        asked = set(policy_changes.changes(document, edit.document).flags)
        if not asked or not edit.asks <= asked:
            missed[edit.name] = sorted(edit.asks - asked) or "nobody asked"
    kinds = Counter(edit.name.partition(" · ")[0] for edit in edits)
    print(f"{len(edits)} material edits of {len(kinds)} kinds, {len(missed)} missed")

    assert missed == {}


def assert_asks_nobody(document: Json) -> None:
    told, silent = list(policy_edits.told(document)), list(policy_edits.silent(document))
    found = {edit.name: policy_changes.changes(document, edit.document) for edit in told}
    quiet = {edit.name: policy_changes.changes(document, edit.document) for edit in silent}
    print(f"{len(found)} edits that are told, {len(quiet)} that nobody hears of")

    assert {name: result.flags for name, result in (found | quiet).items() if result.flags} == {}
    assert [name for name, result in found.items() if not result.told] == []
    assert [name for name, result in quiet.items() if result.told] == []


def assert_terms_ask_nobody_and_tell_what_is_taken(document: Json) -> None:
    less, as_good = list(offer_edits.narrowing(document)), list(offer_edits.as_good(document))
    silent = list(policy_edits.silent(document))
    found = {edit.name: policy_changes.changes(document, edit.document) for edit in (*less, *as_good, *silent)}
    print(f"{len(less)} edits that take, {len(as_good)} that do not, {len(silent)} that nobody hears of")

    assert {name: result.flags for name, result in found.items() if result.flags} == {}
    assert [edit.name for edit in less if not (found[edit.name].narrowed and found[edit.name].told)] == []
    assert [edit.name for edit in less if not found[edit.name].is_material] == []
    assert [edit.name for edit in as_good if found[edit.name].narrowed or not found[edit.name].told] == []
    assert [edit.name for edit in silent if found[edit.name].narrowed or found[edit.name].told] == []
    assert len(found) == len(less) + len(as_good) + len(silent) > 30


def typos(text: str) -> Iterator[str]:
    """Misspell a text: in each longer word two letters swapped, one dropped, one doubled; blanks and marks."""
    yield f"  {text} "
    yield text.replace(" ", "  ")
    yield text.replace(".", " …")
    yield text.replace(",", "")
    yield text.upper()
    for word in re.finditer(r"[^\W\d_]{8,}", text):
        start, found = word.start(), word.group()
        for misspelt in (
            found[:3] + found[4] + found[3] + found[5:],
            found[:4] + found[5:],
            found[:4] + found[3:],
            found[:5] + "x" + found[6:],
        ):
            yield text[:start] + misspelt + text[start + len(found) :]


def assert_typos_ask_nobody(document: Json) -> None:
    counts = Counter()
    for locale in LOCALES:
        for kind in ("purposes", "switches"):
            for place, row in enumerate(document[kind]):
                for misspelt in typos(row["wording"][locale]):
                    changed = copy.deepcopy(document)
                    changed[kind][place]["wording"][locale] = misspelt
                    result = policy_changes.changes(document, changed)
                    assert (result.flags, result.told) == ((), False), (row["id"], locale, misspelt)
                    counts[locale] += 1
    print(f"typo edits: {dict(counts)}")
    assert all(counts[locale] >= 10 for locale in LOCALES)


def test_no_material_edit_is_missed():
    assert_asks_whom_it_must(POLICY)


def test_what_widens_nothing_asks_nobody():
    assert_asks_nobody(POLICY)


def test_typos_in_flags_ask_and_tell_nobody():
    assert_typos_ask_nobody(POLICY)


@pytest.mark.parametrize("locale", LOCALES)
def test_typos_in_the_prose_ask_and_tell_nobody(locale):
    html = POLICY["texts"][locale]["html"]
    edits = [edited for edited in _prose_typos(html) if edited != html]
    for edited in edits:
        changed = copy.deepcopy(POLICY)
        changed["texts"][locale]["html"] = edited
        result = policy_changes.changes(POLICY, changed)
        assert (result.flags, result.told) == ((), False), edited
        assert all(section.is_typographic for section in result.sections)

    assert len(edits) >= 10


def _prose_typos(html: str) -> Iterator[str]:
    for word in re.finditer(r"(?<=[ >])[^\W\d_]{8,}", html):
        start, found = word.start(), word.group()
        yield html[:start] + found[:3] + found[4:] + html[start + len(found) :]
        yield html[:start] + found[:2] + found[3] + found[2] + found[4:] + html[start + len(found) :]


def test_new_prose_is_told_and_asks_nobody():
    changed = copy.deepcopy(POLICY)
    html = changed["texts"]["ru"]["html"]
    changed["texts"]["ru"]["html"] = html.replace("</section>", "<p>Новый абзац о порядке обращений.</p></section>", 1)

    result = policy_changes.changes(POLICY, changed)

    assert result.stored() == {"asked_again": [], "told": True}
    assert [section.to_json() for section in result.sections] == [
        {"locale": "ru", "change": "changed", "heading": "1. Общие положения"}
    ]


def test_the_same_document_changes_nothing():
    result = policy_changes.changes(POLICY, copy.deepcopy(POLICY))

    assert result == policy_changes.Changes(asked_again=(), told=False, sections=(), clauses=())


def test_a_new_foreign_recipient_says_why():
    """Only those are asked who agreed to transfers: the others' data go nowhere."""
    changed = copy.deepcopy(POLICY)
    messenger = next(row for row in changed["clauses"]["recipients"] if row["id"] == "messenger")
    changed["clauses"]["recipients"].append({**messenger, "id": "second", "country": "DE"})

    result = policy_changes.changes(POLICY, changed)

    assert result.flags == ("cross_border_transfer", "third_party_transfer")
    assert [reason.code for reason in result.asked_again[0].because] == ["recipient_added"]
    assert result.asked_again[0].because[0].text("en") == "new recipient: second"
    assert [(change.kind, change.id, change.change) for change in result.clauses] == [("recipients", "second", "added")]


def test_another_processor_at_home_asks_whoever_agreed_to_the_purpose():
    """Its data come from everybody who ordered: who never agreed to transfers is asked too."""
    changed = copy.deepcopy(POLICY)
    mail = next(row for row in changed["clauses"]["recipients"] if row["id"] == "mail")
    mail["purposes"].append("order_fulfilment")

    assert policy_changes.changes(POLICY, changed).flags == ("order_fulfilment",)


def test_a_field_that_moves_between_categories_of_one_purpose_asks_nobody_new():
    changed = copy.deepcopy(POLICY)
    categories = {row["id"]: row for row in changed["clauses"]["data_categories"]}
    categories["technical"]["fields"].append(categories["account"]["fields"].pop())

    assert policy_changes.changes(POLICY, changed).flags == ()


def test_documents_without_clauses_are_compared_by_their_flags():
    """Version 1 of the format had purposes and switches only; the first clauses ask everybody."""
    first = {name: value for name, value in POLICY.items() if name not in ("clauses", "schema_version")}
    purposes = [{k: v for k, v in row.items() if k != "categories"} for row in POLICY["purposes"]]
    first["purposes"] = purposes
    later = copy.deepcopy(first)
    later["purposes"][0]["wording"]["en"] = "I agree to everything that anybody may think of."

    assert policy_changes.changes(first, copy.deepcopy(first)).told is False
    assert policy_changes.changes(first, later).flags == ("account",)
    assert len(policy_changes.changes(first, POLICY).flags) == 7


def test_terms_ask_nobody_and_tell_what_they_take():
    assert_terms_ask_nobody_and_tell_what_is_taken(OFFER)


def test_what_terms_take_is_said():
    changed = copy.deepcopy(OFFER)
    rights = {row["id"]: row for row in changed["clauses"]["consumer_rights"]}
    rights["return"]["clock"] = {"days": 7}
    changed["clauses"]["consumer_rights"].remove(rights["refund"])

    result = policy_changes.changes(OFFER, changed)

    assert [(reason.path, reason.text("en")) for reason in result.narrowed] == [
        ("/clauses/consumer_rights/refund", "a right of the buyer was removed: refund"),
        ("/clauses/consumer_rights/return/clock", "the term got worse for the buyer: return"),
    ]
    assert result.stored() == {"asked_again": [], "told": True}


def test_the_first_clauses_of_terms_take_nothing():
    before = {**OFFER, "clauses": {**OFFER["clauses"], "consumer_rights": [], "contacts": []}}

    result = policy_changes.changes(before, OFFER)

    assert (result.narrowed, result.flags, result.told) == ((), (), True)


def test_a_policy_takes_nothing_from_buyers():
    assert policy_changes.changes(POLICY, {**POLICY, "clauses": {}}).narrowed == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_typos_in_terms_tell_nobody(locale):
    for place, row in enumerate(OFFER["clauses"]["consumer_rights"]):
        for misspelt in typos(row["wording"][locale]):
            changed = copy.deepcopy(OFFER)
            changed["clauses"]["consumer_rights"][place]["wording"][locale] = misspelt
            result = policy_changes.changes(OFFER, changed)
            assert (result.narrowed, result.told) == ((), False), misspelt


def test_the_publisher_may_decide_to_ask_everybody():
    flags = sorted(row["id"] for kind in ("purposes", "switches") for row in POLICY[kind])
    decided = {**POLICY, "version": 2, "material_changes": {"asked_again": flags, "told": True, "asks_everybody": True}}

    result = policy_changes.changes(POLICY, decided)

    assert result.stored() == {"asked_again": flags, "told": True, "asks_everybody": True}
    assert {reason.code for asked in result.asked_again for reason in asked.because} == {"editor"}
    assert policy_changes.changes(decided, decided).flags == ()


def test_a_decision_stands_beside_what_the_clauses_show():
    flags = sorted(row["id"] for kind in ("purposes", "switches") for row in POLICY[kind])
    decided = copy.deepcopy(POLICY)
    decided["purposes"][0]["legal_basis"] = "law"
    decided["material_changes"] = {"asked_again": flags, "told": True, "asks_everybody": True}

    reasons = {
        asked.flag: [one.code for one in asked.because] for asked in policy_changes.changes(POLICY, decided).asked_again
    }

    assert reasons == {flag: ["editor"] for flag in flags} | {"account": ["basis_changed", "editor"]}


def test_what_concerns_every_flag_is_not_taken_for_a_decision():
    slower = copy.deepcopy(POLICY)
    slower["clauses"]["rights"][0]["clock_working_days"] += 1
    result = policy_changes.changes(POLICY, slower)
    slower["material_changes"] = result.stored()

    again = policy_changes.changes(POLICY, slower)

    assert len(again.flags) == len(result.flags) == 7
    assert {one.code for asked in again.asked_again for one in asked.because} == {"right_slower"}
    assert "asks_everybody" not in again.stored()


def test_every_reason_speaks_three_languages():
    for code, texts in policy_reasons.TEXTS.items():
        assert set(texts) == set(LOCALES), code


def test_a_field_that_moves_to_where_data_are_kept_longer_asks_again():
    changed = copy.deepcopy(POLICY)
    categories = {row["id"]: row for row in changed["clauses"]["data_categories"]}
    moved = categories["technical"]["fields"].pop()
    categories["account"]["fields"].append(moved)

    result = policy_changes.changes(POLICY, changed)

    assert [(asked.flag, [(one.code, one.id) for one in asked.because]) for asked in result.asked_again] == [
        ("account", [("field_added", moved), ("term_longer", moved)])  # the mail service gets data of accounts
    ]
