"""What an editor is told: the name of the thing that is wrong, once, and where it stands."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cms.policies import compiling, demo, documents, models, naming, publishing, refusals, shop_inventory
from cms.policies.clauses import KINDS_OF_POLICIES
from cms.policies.operator import operator
from frontend_contracts.wire.policy_findings import Finding
from tests.cms.policies.conftest import pointers
from tests.cms.policies.shop_double import stated
from tests.stage.demo_content import legal_texts

pytestmark = pytest.mark.django_db

FIELD = "sessions.Session.session_data"


def said(code: str, path: str, id_: str, **params: Any) -> dict[str, str]:
    return naming.finding_texts(Finding(code=code, clause_path=path, id=id_, params=params))


def test_a_field_of_the_shop_keeps_its_name_and_a_rule_gets_one():
    """Both ids have dots, and both stand at the rules of retention."""
    days = {"kk": "14 күн", "ru": "14 дн.", "en": "14 days"}
    fewer = {"kk": "2 күн", "ru": "2 дн.", "en": "2 days"}

    field = said("kept_longer", "/clauses/retention/order.support/term", FIELD, kept=days, declared=fewer)
    rule = said("retention_unknown", "/clauses/retention/order.support.2", "order.support.2")

    assert field["ru"] == f"Магазин хранит {FIELD} 14 дн., а в политике 2 дн. Исправьте срок или код."
    assert rule["ru"] == (
        "Срок Заказы · ответы на обращения назван для данных, которые магазин для этой цели не хранит. Уберите срок."
    )


def test_no_sentence_ends_twice():
    days = {"kk": "2 күн", "ru": "2 дн.", "en": "2 days"}
    finding = Finding(code="kept_longer", clause_path="/clauses/retention/a.b/term", id=FIELD,
                      params={"kept": days, "declared": days})  # fmt: skip

    assert finding.message["ru"] == f"Магазин хранит {FIELD} 2 дн., а в политике 2 дн. Исправьте срок или код."


def with_empty(page: models.LegalPage, kind: str, times: int) -> models.LegalPage:
    """The page with clauses that an editor added and left as they came."""
    raw = getattr(page, kind).get_prep_value()
    type_ = next(iter(page._meta.get_field(kind).stream_block.child_blocks))
    setattr(page, kind, [*raw, *({"type": type_, "value": {}} for _ in range(times))])
    return page


@pytest.mark.parametrize("kind", [*KINDS_OF_POLICIES, "purposes", "switches"])
@pytest.mark.parametrize("times", [1, 2])
def test_an_added_empty_clause_is_told_at_its_own_fields_only(draft: Callable[..., Any], kind, times):
    page = with_empty(draft(), kind, times)
    places = len(getattr(page, kind)) - times

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.save_revision().publish()

    told = pointers(refused.value)
    assert {pointer.split("/")[1] for pointer, _code in told} == {kind}
    assert {int(pointer.split("/")[2]) for pointer, _code in told} == set(range(places, places + times))
    assert [code for _pointer, code in told if code == "policies.drift"] == []
    assert models.PolicyVersion.objects.count() == 0


def test_what_is_wrong_beside_an_empty_clause_is_still_found():
    code = copy.deepcopy(stated())
    code["rights"] = [row for row in code["rights"] if row["id"] != "access"]
    page = with_empty(demo.page_of(legal_texts.privacy(), effective_from=date(2026, 11, 23)), "rights", 1)
    found = page.draft()

    failures = compiling.failures_of(
        found, documents.content_of(found, operator()), shop_inventory.Observed(inventory=code)
    )

    assert [failure.params["finding"] for failure in failures] == ["right_unknown"]
    assert "Право Доступ к данным в магазине никто не исполняет" in refusals.message(failures[0], "ru")
