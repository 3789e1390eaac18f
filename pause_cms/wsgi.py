"""The web process."""

import gc
import os
import warnings

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")
# what `collectstatic` would gather is found where it lies (WHITENOISE_USE_FINDERS): nothing is amiss where it never ran
warnings.filterwarnings("ignore", message="No directory at: ")
application = get_wsgi_application()

from practices.tenancy import startup  # noqa: E402  (needs the apps loaded)

startup.refuse_privileged_logins()
startup.refuse_without_keys()
startup.refuse_without_seal()

# what was loaded stays: without this a collection in the middle of a request walks all of it, for a third of a second
gc.collect()
gc.freeze()
