"""The pull: what never arrived is found in the cms's own list, once."""

import pytest
from django.core.management import CommandError, call_command

from shop_api.adapters.cms_client import CmsFailed
from shop_api.consent import models as consent_models
from shop_api.publications import models, pulling, queries, tasks
from tests.shop_api import rows
from tests.shop_api.consent import factories
from tests.shop_api.publications import sending
from tests.shop_api.publications.conftest import make_event

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_gap_is_healed(sender):
    events = [sender.event(factories.document(version=number), "policy.published") for number in (1, 2, 3)]
    sending.post(events[1])

    assert pulling.pull() == 3
    sending.work()

    assert consent_models.PolicyText.objects.count() == 3
    assert queries.pull_position() == 3
    assert queries.state_counts() == {"applied": 3}


def test_a_second_pull_reads_on_from_there_and_writes_nothing(sender):
    sender.event(factories.document(), "policy.published")
    pulling.pull()
    sending.work()
    before = rows.snapshot()

    assert pulling.pull() == 0
    assert rows.changed(before) == {}
    assert sender.cms.asked[-1] == "/api/v1/events?after=1&limit=100"


def test_a_long_list_is_read_to_its_end(cms):
    cms.events += [make_event("gift.wrapped", sequence) for sequence in range(1, 251)]

    assert pulling.pull() == 250

    assert models.IncomingEvent.objects.count() == 250
    assert queries.pull_position() == 250


def test_a_cms_that_is_away_leaves_the_position(settings, transactional_db):
    settings.CMS_URL = "http://127.0.0.1:1"
    before = rows.snapshot()

    with pytest.raises(CmsFailed):
        pulling.pull()
    tasks.pull_events(timestamp=0)
    with pytest.raises(CommandError, match="unreachable"):
        call_command("pull_events")

    assert rows.changed(before) == {}


def test_a_list_with_something_else_in_it_is_refused_whole(cms):
    cms.answers["/api/v1/events?after=0&limit=100"] = (200, b'{"data": [{"id": 1}]}')

    with pytest.raises(CmsFailed):
        pulling.pull()

    assert models.IncomingEvent.objects.count() == 0


def test_the_command_says_what_it_found(sender, capsys):
    sender.event(factories.document(), "policy.published")

    call_command("pull_events")

    assert capsys.readouterr().out == "1 events past the last position; read to 1.\nEvents by state: 1 received.\n"
