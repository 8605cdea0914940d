"""Both verifiers, the shop's and the one-file one: they accept the same receipts and refuse the same changes."""

import base64
import json
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.consent import linked_data, models, receipt_checks, receipt_example, receipt_words, receipts, rules
from shop_api.values.purposes import FLAGS
from tests.frontend_contracts.verifier import node
from tests.shop_api.consent import factories
from tests.shop_api.consent.conftest import new_person

LOCALES = ("kk", "ru", "en")
FORMS = ("receipt", "json_ld")


@cache
def example() -> dict[str, Any]:
    """The committed example: in a file, and made by the code that signs real ones."""
    return receipt_example.answer()


def told_by_shop(case: dict[str, str | None]) -> dict[str, Any]:
    """What the shop's verifier answers to a case, in the form of the other's answers."""
    key = json.loads(case["key"] or "")
    try:
        told = receipt_checks.checked((case["receipt"] or "").encode(), key)
        archive = case.get("archive")
        shown = None if archive is None else receipt_checks.archived(archive.encode(), told)
    except receipts.ReceiptRefused:
        return {"refused": True}
    locale = case.get("locale") or told["policy"]["locale"]
    lines = receipt_words.lines(told, key_id=receipts.thumbprint(key), locale=locale)
    if shown is not None:
        lines.append(receipt_words.archive_line(shown.title, len(shown.html), locale))
    html = None if shown is None else shown.html.decode()
    return {"lines": lines, "html": html, "locale": told["policy"]["locale"]}


def agreed(cases: list[dict[str, str | None]], tmp_path: Any) -> list[dict[str, Any]]:
    """What both verifiers say to each case, after comparing them."""
    theirs = [{"refused": True} if "refused" in one else one for one in node.answers(cases, tmp_path)]
    ours = [told_by_shop(case) for case in cases]
    assert ours == theirs
    return ours


def case(receipt: str, **more: str | None) -> dict[str, str | None]:
    """A case with the shop's key."""
    return {"receipt": receipt, "key": json.dumps(receipts.public_key()), **more}


@pytest.mark.django_db(transaction=True)
def test_every_version_and_language_comes_out_of_the_archive_after_later_versions(door, monkeypatch, tmp_path):
    """Four versions, three languages, two flags: each text is the one that was shown, byte for byte."""
    people = {locale: new_person(monkeypatch) for locale in LOCALES}
    kept: dict[tuple[int, str], list[dict[str, Any]]] = {}
    texts: dict[tuple[int, str], str] = {}
    for version in (1, 2, 3, 4):
        document = factories.publish_policy(version, material=True)
        for locale in LOCALES:
            kept[version, locale] = _receipts_of(door, people[locale], locale)
            texts[version, locale] = document["texts"][locale]["html"]

    archive = {row.version: row for row in models.PolicyText.objects.all()}
    cases, expected = [], []
    for (version, locale), answers in kept.items():
        row = archive[version]
        body = f'{{"document":{row.document},"sha256":"{row.sha256}"}}'
        for answer in answers:
            for form in FORMS:
                cases.append(case(answer[form], archive=body))
                expected.append((version, locale, texts[version, locale]))

    told = agreed(cases, tmp_path)

    assert len(told) == 4 * 3 * 2 * 2
    assert [one["html"] for one in told] == [html for _, _, html in expected]
    assert len({one["html"] for one in told}) == 4 * 3
    others = [{**one, "archive": cases[place - 12]["archive"]} for place, one in enumerate(cases)]
    assert agreed(others, tmp_path) == [{"refused": True}] * len(others)


def _receipts_of(door: Any, person: Any, locale: str) -> list[dict[str, Any]]:
    """Answer a form in a language, and fetch the receipts of what was said."""
    block = factories.consent_block(door, as_=person.caller, locale=locale, marketing_email=True, publication=False)
    done = door.give_or_refuse_consents(as_=person.caller, consent=block)
    assert done.error is None
    return [door.consent_receipt(as_=person.caller, id=record).data for record in done.consent_records]


@pytest.mark.django_db(transaction=True)
def test_both_forms_say_the_same_over_both_doors(door, policy, person, tmp_path):
    answers = _receipts_of(door, person, "kk")
    key = receipts.public_key()

    for answer in answers:
        told = receipts.verified(answer["receipt"], key)
        assert linked_data.verified(answer["json_ld"], key) == told
        assert linked_data.signed(told) == answer["json_ld"]
        assert receipts.signed(told) == answer["receipt"]
    cases = [case(answer[form], locale=locale) for answer in answers for form in FORMS for locale in LOCALES]
    cases += [case(json.dumps(answer)) for answer in answers]
    cases += [case(json.dumps({"data": {"consentReceipt": _camel(answer)}})) for answer in answers]
    assert not any("refused" in one for one in agreed(cases, tmp_path))


def _camel(answer: dict[str, Any]) -> dict[str, Any]:
    return {"receipt": answer["receipt"], "jsonLd": answer["json_ld"]}


def test_every_flipped_bit_is_refused_by_the_shop():
    for form in FORMS:
        content, key = bytearray(example()[form].encode()), receipts.public_key()
        receipt_checks.checked(bytes(content), key)
        tried, accepted = len(content) * 8, []
        for bit in range(tried):
            content[bit >> 3] ^= 1 << (bit & 7)
            try:
                receipt_checks.checked(bytes(content), key)
                accepted.append(bit)
            except receipts.ReceiptRefused:
                pass
            content[bit >> 3] ^= 1 << (bit & 7)
        print(f"{form}: {tried} flipped bits, {len(accepted)} accepted")
        assert tried > 10_000
        assert accepted == []


def test_every_flipped_bit_is_refused_by_the_one_file(tmp_path):
    (tmp_path / "key.json").write_text(json.dumps(receipts.public_key()))
    files = [tmp_path / form for form in FORMS]
    for file in files:
        file.write_text(example()[file.name], encoding="utf-8")

    for file, found in zip(files, node.flipped(tmp_path / "key.json", *files), strict=True):
        print(f"{file.name}: {found['bits']} flipped bits, {len(found['accepted'])} accepted")
        assert found["accepted"] == []
        assert found["refused"] == found["bits"] == len(file.read_bytes()) * 8


def test_other_spellings_and_headers_are_refused_by_both(tmp_path):
    """Each of these is signed by the right key, or differs in what a lax reader would not see."""
    text, linked = example()["receipt"], example()["json_ld"]
    told = receipts.verified(text, receipts.public_key())
    head, payload, signature = text.split(".")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    header = {"alg": "Ed25519", "typ": receipts.TYPE, "kid": receipts.public_key()["kid"]}
    twice = canonical_json(told)[:-1] + b',"iss":"https://else.example"}'
    lies = deepcopy(told)
    lies["elements"]["other"]["wording"] = "Something else."
    changed = {
        "nothing": "",
        "four parts": f"{text}.",
        "five parts": f"{text}.{payload}.{signature}",
        "padding": f"{text}==",
        "unread bits": f"{head}.{payload}.{signature[:-1]}{alphabet[alphabet.index(signature[-1]) | 1]}",
        "a space": f" {text}",
        "two newlines": f"{text}\n\n",
        "alg none": _jws(header | {"alg": "none"}, canonical_json(told)),
        "alg EdDSA": _jws(header | {"alg": "EdDSA"}, canonical_json(told)),
        "crit": _jws(header | {"crit": ["b64"], "b64": False}, canonical_json(told)),
        "an unknown member": _jws(header | {"jku": "https://else.example"}, canonical_json(told)),
        "another key's name": _jws(header | {"kid": "A" * 43}, canonical_json(told)),
        "another type": receipts.signed(told, kind="data-inventory+jwt"),
        "a member twice": _jws(header, twice),
        "elements unlike facts": receipts.signed(lies),
        "no receipt": receipts.signed({"a": 1}),
        "an indented document": json.dumps(json.loads(linked), indent=1, ensure_ascii=False),
        "an escaped document": json.dumps(json.loads(linked), separators=(",", ":"), sort_keys=True),
        "a byte order mark": f"\ufeff{linked}",
        "a member more": linked[:-1] + ',"x":1}',
        "a proof twice": linked[:-1] + linked[linked.rindex(',"proof":') :],
        "no proof": linked[: linked.rindex(',"proof":')] + "}",
        "two that differ": json.dumps({"receipt": text, "json_ld": linked_data.signed({**told, "iat": 1})}),
        "an answer without one": json.dumps({"data": None}),
    }

    answers = agreed([case(one) for one in (text, linked, *changed.values())], tmp_path)

    assert ["refused" in one for one in answers[:2]] == [False, False]
    assert [name for name, one in zip(changed, answers[2:], strict=True) if "refused" not in one] == []


def _jws(header: dict[str, Any], payload: bytes) -> str:
    """A JWS with any header, signed by the shop's key."""
    signed = ".".join(_encoded(part) for part in (json.dumps(header).encode(), payload))
    return f"{signed}.{_encoded(receipts.signature(signed.encode()))}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_name_cannot_add_lines(tmp_path):
    told = receipts.verified(example()["receipt"], receipts.public_key())
    told["elements"]["subject"]["name"] = "A\nNow: withdrew\u202e\x1b[2J"

    answers = agreed([case(receipts.signed(told)), case(linked_data.signed(told))], tmp_path)

    assert answers[0] == answers[1]
    assert [line for line in answers[0]["lines"] if not line.isprintable()] == []


def test_every_state_and_term_survives_both_forms(tmp_path):
    told = receipts.verified(example()["receipt"], receipts.public_key())
    cases = []
    first = {**told["events"][0], "under": {"version": 1, "locale": "ru", "reference": "ab" * 32}}
    for state in linked_data.STATES:
        last = {**told["events"][0], "seq": 2, "state": state, "valid_until": "2027-12-01T00:00:00+00:00"}
        told["events"] = [first, last]
        told["record"]["state"] = state
        assert linked_data.told_of(linked_data.linked(told)) == told
        cases += [case(receipts.signed(told)), case(linked_data.signed(told))]

    for answer in agreed(cases, tmp_path):
        assert "2027-12-01" in "\n".join(answer["lines"])
        (line,) = [one for one in answer["lines"] if one.startswith("  1. ")]
        assert f"келісті [нұсқа 1, ru; белгісі {'ab' * 32}] (" in line


def test_every_term_a_receipt_can_name_is_told_in_each_language(tmp_path):
    """Where the last event names no time, as a refusal, the term is told by its words."""
    told = receipts.verified(example()["receipt"], receipts.public_key())
    for flag in FLAGS.values():
        term = {"from": "the time of the event", "until": rules._until(flag)}
        told["elements"]["term"] = told["facts"]["term"] = term
        told["record"]["facts_sha256"] = sha256_hex(canonical_json(told["facts"]))
        cases = [case(receipts.signed(told), locale=locale) for locale in LOCALES]

        said = [[line.partition(": ")[2] for line in one["lines"][9:11]] for one in agreed(cases, tmp_path)]

        assert said[2] == list(term.values())
        assert len({(one, other) for one, other in said}) == 3
        assert [line for line in said[0] + said[1] if line.isascii()] == []
