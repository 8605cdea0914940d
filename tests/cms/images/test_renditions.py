"""Named renditions: made by the worker, served when they exist and may be seen, sizes known beforehand."""

from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Collection, CollectionViewRestriction

from cms.images import renditions, tasks
from tests.cms import factories

pytestmark = pytest.mark.django_db


def address_of(image: Any, name: str = "card") -> str:
    return renditions.address(image.pk, image.get_file_hash(), name)


def status_of(address: str) -> int:
    response = Client().get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # the test client closes the file with the last piece
    return response.status_code


def test_publishing_asks_the_worker_for_all_sizes() -> None:
    image = factories.image(size=(1000, 500))

    factories.public_product("lamp", images=[image])

    job = ProcrastinateJob.objects.get(task_name="cms.make_renditions")
    assert job.args == {"image_ids": [image.pk]}


def test_a_rendition_is_served_once_it_exists() -> None:
    image = factories.image(size=(1000, 500))
    before = Client().get(address_of(image))

    tasks.make_renditions(image_ids=[image.pk])
    after = Client().get(address_of(image))

    assert before.status_code == 404
    assert (after.status_code, after["Content-Type"]) == (200, "image/webp")
    assert after["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(after.streaming_content)[8:12] == b"WEBP"
    again = Client().get(address_of(image), headers={"if-none-match": after["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("size", [(1, 1), (160, 160), (161, 7), (333, 4000), (1801, 1799), (2000, 1333)])
def test_sizes_are_known_before_the_file_is(size: tuple[int, int]) -> None:
    image = factories.image(size=size)
    told = renditions.describe(image)["renditions"]

    renditions.make_all(image)

    made = {row.filter_spec: (row.width, row.height) for row in image.renditions.all()}
    assert {name: (one["width"], one["height"]) for name, one in told.items()} == {
        name: made[spec] for name, spec in renditions.SPECS.items()
    }


def test_an_image_in_a_collection_below_a_private_one_is_private() -> None:
    private = Collection.get_first_root_node().add_child(name="private")
    inner = private.add_child(name="inner")
    image = factories.image(collection=inner)
    renditions.make_all(image)
    open_to_all = status_of(address_of(image))

    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")

    assert (open_to_all, status_of(address_of(image))) == (200, 404)
    assert renditions.public_images({image.pk}) == {}


@pytest.mark.parametrize("change", ["hash", "short", "name", "number"])
def test_only_exact_addresses_answer(change: str) -> None:
    image = factories.image()
    renditions.make_all(image)
    digest = image.get_file_hash()
    address = {
        "hash": renditions.address(image.pk, "0" * 40, "card"),
        "short": f"/api/v1/images/{image.pk}/{digest[:4]}/card",
        "name": renditions.address(image.pk, digest, "original"),
        "number": renditions.address(image.pk + 1, digest, "card"),
    }[change]

    assert Client().get(address).status_code == 404
