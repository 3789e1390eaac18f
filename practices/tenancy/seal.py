"""The seal of a scope: a value that only this application's processes can write, good for one transaction.

A setting alone can be written by any SQL that slips into a statement. So the policies believe `app.practice_id` only
beside `app.practice_id_seal`: an HMAC-SHA-256 over the setting's name and value, the backend and the start of its
transaction, under a key that the application holds in its environment and the database in a table that no runtime
login may read. Another Practice's id has no seal, and a seal from another transaction or connection fits nothing
(ADR 0038).
"""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BLOCK = 64  # bytes of a block of SHA-256

# what a seal is bound to; the database says it, since only it knows when the transaction began
BINDING = "pg_backend_pid() || ':' || extract(epoch FROM transaction_timestamp())"

SEALED = f"""
CREATE TABLE IF NOT EXISTS practices_scopekey (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);

CREATE OR REPLACE FUNCTION app_seal_of(setting text, value text) RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(
        setting || ':' || value || ':' || {BINDING}, 'UTF8'))), 'hex')
    FROM public.practices_scopekey
$$;
REVOKE ALL ON FUNCTION app_seal_of(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION app_sealed(setting text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    value text := current_setting(setting, true);
BEGIN
    IF value IS NULL OR value = '' THEN
        RETURN NULL;
    END IF;
    IF current_setting(setting || '_seal', true) = public.app_seal_of(setting, value) THEN
        RETURN value;
    END IF;
    RETURN NULL;
END $$;
"""


def _key() -> bytes:
    key: str = settings.SCOPE_KEY
    if not key:
        raise ImproperlyConfigured("SCOPE_KEY is not set. Give migrate, web, worker and beat the same random value.")
    return key.encode()


def seal_of(setting: str, value: str, binding: str) -> str:
    """The seal of a value in the transaction that `binding` names."""
    return hmac.new(_key(), f"{setting}:{value}:{binding}".encode(), "sha256").hexdigest()


def keep_key(cursor: Any) -> None:
    """Put the key, padded as HMAC pads it, where the database's own check finds it; as the owner."""
    key = _key()
    padded = (key if len(key) <= BLOCK else hashlib.sha256(key).digest()).ljust(BLOCK, b"\0")
    pads = [bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C)]
    cursor.execute("DELETE FROM practices_scopekey")
    cursor.execute("INSERT INTO practices_scopekey VALUES (%s, %s)", pads)
