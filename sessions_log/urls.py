"""Pages of the work, under a Practice."""

from django.urls import path

from sessions_log.views import imports

urlpatterns = [
    path("import/", imports.choose, name="import"),
    path("import/<int:upload_id>/", imports.checked, name="import_checked"),
    path("import/<int:upload_id>/what-to-fix.xlsx", imports.marked, name="import_marked"),
    path("import/<int:upload_id>/apply", imports.apply, name="import_apply"),
]
