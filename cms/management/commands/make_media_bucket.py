"""`manage.py cms make_media_bucket`: make the private bucket of uploaded images; one that is there is left alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Make the bucket `CMS_MEDIA_BUCKET` in the object store."""

    help = "Make the private bucket of uploaded images; one that is there is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask the store for the bucket and make it when it is missing."""
        bucket = getattr(default_storage, "bucket", None)
        if bucket is None:
            raise CommandError("Images are kept in a folder here. Set CMS_MEDIA_BUCKET to keep them in a store.")
        try:
            if not _is_there(bucket):
                bucket.create()
        except (BotoCoreError, ClientError) as error:
            raise CommandError(f"The store refuses the bucket {bucket.name}: {error}") from error
        self.stdout.write(f"The bucket {bucket.name} is there.")


def _is_there(bucket: Any) -> bool:
    try:
        bucket.meta.client.head_bucket(Bucket=bucket.name)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.NOT_FOUND:
            raise
        return False
    return True
