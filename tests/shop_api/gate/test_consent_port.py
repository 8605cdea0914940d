"""The gate's side of consent: what a write declares, and whom its result is about."""

from datetime import UTC, datetime

import pytest

from shop_api.gate import consent_port, shapes
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import Declared, Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done, NoCriteria
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose, Switch

VISITOR = Actor(kind=ActorKind.ANONYMOUS, at=datetime(2026, 11, 23, tzinfo=UTC), door="rest")


def test_a_mark_says_whom_a_result_is_about_and_reaches_no_wire():
    subject_id = new_id()

    result = consent_port.about(subject_id, Done(id="x"), name="Serikova Aigerim")

    assert consent_port.subject_of(VISITOR, result) == consent_port.About(subject_id, "Serikova Aigerim")
    assert shapes.plain(result) == {"id": "x"}
    assert result == Done(id="x")


def test_without_a_mark_it_is_the_actor():
    subject_id = new_id()

    assert consent_port.subject_of(VISITOR.having(subject_id=subject_id), Done(id="x")).subject_id == subject_id


def test_a_result_about_nobody_is_a_bug():
    with pytest.raises(RuntimeError, match="about somebody"):
        consent_port.subject_of(VISITOR, Done(id="x"))


def test_flags_that_some_commands_add_are_offered_to_all():
    declared = Declared(
        purposes=(Purpose.ORDER_FULFILMENT,),
        optional=(Purpose.MARKETING_EMAIL,),
        when=lambda needs: [Switch.CROSS_BORDER_TRANSFER] if needs else [],
        sometimes=(Switch.CROSS_BORDER_TRANSFER,),
    )

    assert declared.required_for(True) == (Purpose.ORDER_FULFILMENT, Switch.CROSS_BORDER_TRANSFER)
    assert declared.required_for(False) == (Purpose.ORDER_FULFILMENT,)
    assert declared.offered() == (
        Purpose.ORDER_FULFILMENT,
        Switch.CROSS_BORDER_TRANSFER,
        Purpose.MARKETING_EMAIL,
    )


@pytest.mark.parametrize(
    "declaration",
    [
        {},
        {"purposes": [Purpose.ACCOUNT], "ground": Ground.AUTHENTICATION},
        {"optional": [Purpose.ACCOUNT], "ground": Ground.AUTHENTICATION},
        {"purposes": [Purpose.ACCOUNT], "when": lambda command: []},
        {"purposes": [Purpose.ACCOUNT], "sometimes": [Switch.PUBLICATION]},
        {"ground": Ground.STAFF},
        {"ground": Ground.CLOCK, "under": Purpose.ACCOUNT},
    ],
    ids=["nothing", "both", "optional and ground", "when alone", "sometimes alone", "no purpose", "nobody"],
)
def test_a_declaration_that_says_too_little_or_too_much_is_no_use_case(declaration):
    def body(*, actor: Actor, command: NoCriteria) -> Done:
        return Done(id="x")

    with pytest.raises(TypeError):
        use_case(permission=Permission.CONSENT_OWN_GIVE, **declaration)(body)
