"""Images of the cms in a real S3 server: private there, and served by the cms's own views."""

import io
import json
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from tests.stage.tests.deployment import files

UPLOAD = """
import io, json
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image
from cms.images import models, renditions
content = io.BytesIO()
Image.new("RGB", (1000, 500), "teal").save(content, "PNG")
names = [default_storage.save("notes/same.txt", ContentFile(text)) for text in (b"first", b"second")]
image = models.CatalogImage(title="Kettle", file=ImageFile(content, name="kettle.png"))
image.save()
renditions.make_all(image)
known = renditions.describe(image)
try:
    default_storage.open("no/such/file")
    missing = "opened"
except FileNotFoundError:
    missing = "FileNotFoundError"
print(json.dumps({
    "key": image.file.name,
    "url": image.file.url,
    "page": known["renditions"]["page"],
    "stored": [rendition.file.name for rendition in image.renditions.all()],
    "names": names,
    "contents": [default_storage.open(name).read().decode() for name in names],
    "missing": missing,
}))
"""


@pytest.fixture(scope="module")
def uploaded(deployment):
    """An image with its renditions, put into the default storage by a process of the cms."""
    return json.loads(deployment.run("cms-worker", "cms", "shell", "--no-imports", "-c", UPLOAD))


def test_a_rendition_comes_from_the_store_through_the_cms(deployment, uploaded):
    answer = deployment.ask("cms", uploaded["page"]["url"])

    assert answer.status == 200
    assert answer.header("Content-Type") == "image/webp"
    picture = Image.open(io.BytesIO(answer.body))
    assert (picture.format, picture.size) == ("WEBP", (900, 450))
    assert picture.size == (uploaded["page"]["width"], uploaded["page"]["height"])


def test_files_are_in_the_bucket_and_nowhere_else(deployment, uploaded):
    given = deployment.environment("cms")
    keys = {"key": given["CMS_MEDIA_ACCESS_KEY"], "secret": given["CMS_MEDIA_SECRET_KEY"]}

    with deployment.store.client(**keys) as store:
        listed = {entry["Key"] for entry in store.list_objects_v2(Bucket=deployment.store.bucket)["Contents"]}

    assert {uploaded["key"], *uploaded["stored"], *uploaded["names"]} <= listed
    assert len(uploaded["stored"]) == 4
    assert [path for path in deployment.image.listing() if path.endswith((".png", ".webp")) and "kettle" in path] == []


def test_two_files_of_one_name_are_two_files(uploaded):
    assert uploaded["names"][0] == "notes/same.txt"
    assert uploaded["names"][1] != uploaded["names"][0]
    assert uploaded["contents"] == ["first", "second"]


def test_a_missing_file_is_missing(uploaded):
    assert uploaded["missing"] == "FileNotFoundError"


def test_addresses_lead_to_the_cms_and_never_to_the_store(deployment, uploaded):
    assert uploaded["url"] == f"{files.environment()['CMS_URL']}/media/{uploaded['key']}"
    stranger = deployment.ask("cms", f"/media/{uploaded['key']}")
    assert (stranger.status, stranger.header("Location").partition("?")[0]) == (302, "/admin/login/")


def test_the_store_itself_shows_nothing_to_strangers(deployment, uploaded):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{deployment.store.address}/{deployment.store.bucket}/{uploaded['key']}", timeout=10)

    with refusal.value as answer:
        assert answer.code == 403


def test_a_wrong_secret_opens_nothing(deployment, uploaded):
    known = deployment.environment("cms")["CMS_MEDIA_ACCESS_KEY"]

    with (
        deployment.store.client(key=known, secret="wrong") as thief,
        pytest.raises(ClientError, match="SignatureDoesNotMatch"),
    ):
        thief.get_object(Bucket=deployment.store.bucket, Key=uploaded["key"])


def test_the_key_of_the_cms_opens_its_bucket_only(deployment):
    given = deployment.environment("cms")
    keys = {"key": given["CMS_MEDIA_ACCESS_KEY"], "secret": given["CMS_MEDIA_SECRET_KEY"]}

    with deployment.store.client(**keys) as store, pytest.raises(ClientError, match="AccessDenied"):
        store.create_bucket(Bucket="another")


def test_a_bucket_that_is_there_is_left_alone(deployment, uploaded):
    said = deployment.run("cms-bucket", *files.SERVICES["cms-bucket"]["command"])

    assert said == f"The bucket {deployment.store.bucket} is there.\n"
    assert deployment.ask("cms", uploaded["page"]["url"]).status == 200
