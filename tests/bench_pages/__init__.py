"""Server time of the pages of a day, beside an empty signed-in page and the same page by one statement and a bare template.

All go through the same web stack, sign-in, walls and scope in one process; ours alone write the trail.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.conftest import signed_in

HERE = Path(__file__).parent
ROUNDS = 40
PAGES = {"my day": ("day", ""), "record": ("record", "women/{woman}/"), "log": ("log", "women/{woman}/log/")}


def pages(today: date) -> None:
    """Print the medians and their ratios."""
    from django.conf import settings

    from practices.models import Membership, Practice, User
    from practices.tenancy.scope import practice_scope
    from women.actions.places import open_places
    from women.models import Place, Woman

    settings.ROOT_URLCONF = "tests.bench_pages.urls"
    practice = Practice.objects.get(slug="scale-1")
    with practice_scope(practice.pk):
        user = User.objects.create_user(email="bench@example.org", name="Bench")
        mine = Membership.objects.create(practice=practice, user=user, role="practitioner", starts_on=date(2018, 1, 1))
        Place.objects.update(completed_on=None, closed_on=None, closure_reason="")  # whoever was there is there again
        hers = list(open_places().values_list("woman_id", flat=True)[:8])
        Woman.objects.filter(pk__in=hers).update(practitioner=mine)
    client = signed_in(user)
    client.defaults["HTTP_HOST"] = "localhost"
    base = f"/{practice.slug}/"
    print(f"\nPages of a day, 8 women of 24 (medians of {ROUNDS})")
    print(f"{'page':>8} {'product':>10} {'empty':>8} {'ratio':>7} {'by hand':>10} {'ratio':>7} {'KB':>6}")
    for name, (by_hand, path) in PAGES.items():
        urls = [base + path.format(woman=hers[0]), base + "bench/empty/", f"{base}bench/{by_hand}/{hers[0]}/"]
        ours, empty, hand = medians([lambda url=url: get(client, url) for url in urls])
        size = len(client.get(urls[0], HTTP_ACCEPT_ENCODING="gzip").content) / 1024
        print(
            f"{name:>8} {ours * 1000:>8.1f}ms {empty * 1000:>6.1f}ms {ours / empty:>7.2f} {hand * 1000:>8.1f}ms "
            f"{ours / hand:>7.2f} {size:>6.1f}",
            flush=True,
        )


def get(client: object, url: str) -> None:
    response = client.get(url)  # type: ignore[attr-defined]
    assert response.status_code == 200, (url, response.status_code)


def medians(works: list[Callable[[], object]]) -> list[float]:
    """In turn, so that a busy moment falls on each of them alike."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            began = time.perf_counter()
            work()
            times[number].append(time.perf_counter() - began)
    return [statistics.median(one) for one in times]


def first_load() -> None:
    """How much a phone fetches the first time: My day's page and all that it links to, compressed."""
    import gzip

    site = HERE.parents[1] / "static" / "site"
    files = [
        "vendor/govuk-frontend.min.css", "vendor/moj-frontend.min.css", "pause.css", "pause.js", "icon.svg",
        "vendor/govuk-frontend.min.js", "vendor/htmx.min.js", "manifest.webmanifest", "offline/forms.js",
        "offline/leaving.js", "offline/queue.js", "offline/store.js", "offline/worker.js", "offline/shell.js",
        "offline/asking.js", "offline/clock.js", "offline/left.js", "offline/panel.js",
    ]  # fmt: skip
    sizes = {name: len(gzip.compress((site / name).read_bytes(), 6)) for name in files}
    sizes["inter"] = (site / "vendor/inter-latin-wght-normal.woff2").stat().st_size
    print(f"\nFirst load without the page itself, compressed: {sum(sizes.values()) / 1024:.0f} KB", json.dumps(sizes))
