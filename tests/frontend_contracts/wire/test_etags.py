import pytest
from django.test import RequestFactory

from frontend_contracts.wire import etags, problems

BODY = b'{"slug":"tea"}'
TAG = etags.strong_etag(BODY)


def ask(**headers):
    request = RequestFactory().get("/api/v1/products/tea", headers=headers)
    return etags.conditional(request, BODY, cache_control="public, max-age=0", surrogate_keys=["product-tea", "all"])


def test_first_read_gets_the_bytes_and_what_caches_need():
    response = ask()

    assert (response.status_code, response.content) == (200, BODY)
    assert dict(response.items()) == {
        "Content-Type": "application/json",
        "ETag": TAG,
        "Cache-Control": "public, max-age=0",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "Surrogate-Key": "product-tea all",
    }


@pytest.mark.parametrize("header", [TAG, f"W/{TAG}", f'"other", {TAG}', "*"])
def test_client_that_holds_the_bytes_gets_304_without_a_body(header):
    response = ask(**{"If-None-Match": header})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == TAG
    assert response["Vary"] == "Accept-Encoding"
    assert response.has_header("Content-Type") is False


@pytest.mark.parametrize("header", ["", '"other"', TAG.strip('"'), ","])
def test_other_tags_get_the_bytes(header):
    assert ask(**{"If-None-Match": header}).status_code == 200


def test_tag_is_strong_and_follows_the_bytes():
    assert TAG.startswith('"')
    assert etags.strong_etag(BODY + b" ") != TAG


def with_if_match(value):
    return RequestFactory().patch("/api/v1/me", headers={} if value is None else {"If-Match": value})


def test_version_of_a_row_comes_back_from_its_tag():
    assert etags.required_version(with_if_match(etags.version_etag(12))) == 12


@pytest.mark.parametrize("value", [None, "", "*"])
def test_change_without_a_version_is_refused(value):
    with pytest.raises(problems.PreconditionRequired):
        etags.required_version(with_if_match(value))


@pytest.mark.parametrize("value", ["3", '"3"', 'W/"v3"', '"v0"', '"v3", "v4"', '"v' + "9" * 30 + '"', '"v٣"'])
def test_tag_that_is_not_ours_fails_the_precondition(value):
    with pytest.raises(problems.PreconditionFailed):
        etags.required_version(with_if_match(value))
