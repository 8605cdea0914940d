"""Uploaded images in an object store that speaks S3. Production reads this when `CMS_MEDIA_BUCKET` is set.

The bucket is private. Addresses of files lead to this service (`/media/…`, for signed-in editors), never to the store,
which stands inside the deployment's network; the public gets renditions under `/api/v1/images/`.
"""

from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config

from cms.settings.parts import files
from frontend_contracts.wire import environment

CONNECT_SECONDS = 3
READ_SECONDS = 30  # an original has up to 15 MB
TRIES = 3


def storage(bucket: str, *, own_address: str) -> dict[str, Any]:
    """The entry of STORAGES for this bucket; `own_address` is the base address of this service."""
    own = urlsplit(own_address)
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": environment.required("CMS_MEDIA_ENDPOINT", "the address of the store of uploaded images"),
            "access_key": environment.required("CMS_MEDIA_ACCESS_KEY", "the store's key for uploaded images"),
            "secret_key": environment.required("CMS_MEDIA_SECRET_KEY", "the secret of CMS_MEDIA_ACCESS_KEY"),
            "region_name": environment.text("CMS_MEDIA_REGION", "us-east-1"),  # part of every signature
            "file_overwrite": False,  # two uploads of one name are two files
            "default_acl": None,
            "querystring_auth": False,
            "url_protocol": f"{own.scheme}:",
            "custom_domain": own.netloc + own.path + files.MEDIA_URL.rstrip("/"),
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                # Stores other than Amazon's refuse the checksums that newer clients add to every upload.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
            ),
        },
    }
