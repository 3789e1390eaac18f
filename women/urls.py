"""Pages of records, under a Practice."""

from django.urls import path

from women.views import documents, items, needs, referrals, restriction, steps, team, women

woman = "women/<int:woman_id>/"
urlpatterns = [
    path("women/", women.women, name="women"),
    path("find/", women.find, name="find"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/add/", referrals.add, name="referral_add"),
    path("referrals/likely/", referrals.likely, name="referral_likely"),
    path("team/caseloads/", team.caseloads, name="caseloads"),
    path("team/measures/", team.instruments, name="instruments"),
    path(woman, women.woman, name="woman"),
    path("cover/", restriction.cover, name="cover"),
    path(woman + "access/", restriction.restrict, name="restrict"),
    path(woman + "step/<slug:step>/", steps.step, name="step"),
    path(woman + "move-plan/", steps.move_plan, name="move_plan"),
    path(woman + "end-agreement/", steps.end_agreement, name="end_agreement"),
    path(woman + "reopen/", steps.reopen, name="reopen"),
    path(woman + "documents/add/", documents.add, name="document_add"),
    path(woman + "documents/<int:document_id>/", documents.document, name="document"),
    path(woman + "needs/ask/", needs.ask, name="needs_ask"),
    path(woman + "add/<slug:kind>/", items.add, name="item_add"),
    path(woman + "change/<slug:kind>/<int:item_id>/", items.change, name="item_change"),
    path(woman + "<slug:section>/", women.section, name="section"),
]
