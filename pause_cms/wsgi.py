"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")
application = get_wsgi_application()

from practices.tenancy import startup  # noqa: E402  (needs the apps loaded)

startup.refuse_privileged_logins()
startup.refuse_without_keys()
startup.refuse_without_seal()

# what was loaded stays: without this a collection in the middle of a request walks all of it, for a third of a second
gc.collect()
gc.freeze()
