"""The Celery application; tasks carry ids only, never names or notes."""

import os
import warnings

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")

app = Celery("pause_cms")
if os.environ.get("DEMO") == "1":  # on one machine the worker is whoever started it, and reads JSON alone
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["practices", "women", "reporting"])


@worker_init.connect
@beat_init.connect
def _refuse_privileged_logins(**_: object) -> None:
    from practices.tenancy import startup

    startup.refuse_privileged_logins()
    startup.refuse_without_seal()
