"""Where uploads are kept: a folder, or a bucket of an S3-compatible store; encrypted where a file of keys is named."""

from importlib.util import find_spec
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

FOLDER: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def require_bucket_package() -> None:
    """ImproperlyConfigured where a bucket is named and what speaks to it is not installed."""
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("MEDIA_BUCKET is set: run bin/setup, which installs django-storages.")


def bucket(env: environ.Env) -> dict[str, Any]:
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("MEDIA_BUCKET", default=""),
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
            "addressing_style": "path",
            "file_overwrite": False,
        },
    }


def encrypted(inner: dict[str, Any], key_file: str) -> dict[str, Any]:
    return {
        "BACKEND": "documents.encrypted_storage.EncryptedStorage",
        "OPTIONS": {"inner": inner, "key_file": key_file},
    }
