"""Pages of the work, under a Practice."""

from django.urls import path

from sessions_log.views import api, appointments, contacts, feeds, groups, import_questions, imports, names

urlpatterns = [
    path("log/", contacts.log_choose, name="log_choose"),
    path("log/group/", groups.log_group, name="log_group"),
    path("women/<int:woman_id>/log/", contacts.log, name="log"),
    path("women/<int:woman_id>/contacts/<int:contact_id>/", contacts.contact, name="contact"),
    path("appointments/", appointments.week, name="appointments"),
    path("appointments/calendar/", feeds.feeds, name="feeds"),
    path("calendar/<slug:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("women/<int:woman_id>/appointments/add/", appointments.add, name="appointment_add"),
    path("women/<int:woman_id>/appointments/<int:appointment_id>/", appointments.appointment, name="appointment"),
    path(
        "women/<int:woman_id>/appointments/<int:appointment_id>/attendance",
        appointments.attendance,
        name="attendance",
    ),
    path("api/sealing-key/", api.sealing_key, name="api_sealing_key"),
    path("api/drafts/open/", api.open_draft, name="api_open_draft"),
    path("api/women/<int:woman_id>/contacts/", api.post_contact, name="api_contacts"),
    path("team/names/", names.names, name="names"),
    path("import/", imports.choose, name="import"),
    path("import/practice-workbook.xlsx", imports.template, name="import_template"),
    path("import/format", imports.workbook_format, name="import_format"),
    path("import/<int:upload_id>/", imports.checked, name="import_checked"),
    path("import/<int:upload_id>/question", import_questions.question, name="import_question"),
    path("import/<int:upload_id>/what-to-fix.xlsx", imports.marked, name="import_marked"),
    path("import/<int:upload_id>/apply", imports.apply, name="import_apply"),
]
