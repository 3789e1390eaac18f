"""What a workbook that was applied left: what was done and passed over stays to be acted on, and goes in time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.tasks import forget_uploads
from sessions_log.models import WorkbookUpload
from tests import factories
from tests.conftest import scope_of, user_of
from tests.sessions_log.importing import use
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook
from women.models import Woman


class TestWhatWasAppliedStays:
    """It says what has to be acted on: “do not text” was passed over, and is not gone with the press."""

    @pytest.fixture
    def upload(self, lead, rotherham):
        women = [{"ref": "A1", "offered_on": date(2018, 8, 1), "Shoe size": "DO NOT TEXT"}]
        beside = use(lead, send(lead, workbook(Women=women), "our list.xlsx"), **{"Shoe size": "leave_out"})
        upload = use(lead, beside, **{"words-beside": "noted"}).context["upload"]
        lead.post(f"/rotherham/import/{upload.pk}/apply")
        return upload

    def look(self, client, upload):
        response = client.get(f"/rotherham/import/{upload.pk}/")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    def test_its_page_says_what_was_passed_over_and_the_import_page_leads_there(self, upload, lead, rotherham):
        assert (
            f'/rotherham/import/{upload.pk}/"><bdi>our list.xlsx</bdi></a>'
            in lead.get("/rotherham/import/").content.decode()
        )
        with scope_of(rotherham):
            WorkbookUpload.objects.update(uploaded_by=user_of(Role.COORDINATOR))
        page = self.look(lead, upload)  # also of a colleague's
        assert "row 2 (A1): “DO NOT TEXT”" in page
        assert "Copy what matters onto her record" in page

    def test_it_is_kept_for_28_days(self, upload, lead, rotherham):
        for days, is_kept in ((27, True), (29, False)):
            with scope_of(rotherham):
                WorkbookUpload.objects.update(applied_at=timezone.now() - timedelta(days=days))
            forget_uploads()
            assert ("DO NOT TEXT" in self.look(lead, upload)) is is_kept
        with scope_of(rotherham):
            assert "DO NOT TEXT" not in str(WorkbookUpload.objects.get().summary)

    def test_it_goes_with_the_details_of_a_woman_it_speaks_of(self, upload, lead, rotherham):
        with scope_of(rotherham):
            factories.ErasureFactory(woman=Woman.objects.get(), done_at=timezone.now())
        assert "DO NOT TEXT" not in self.look(lead, upload)
        forget_uploads()
        with scope_of(rotherham):
            assert "DO NOT TEXT" not in str(WorkbookUpload.objects.get().summary)
