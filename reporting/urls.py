"""National's pages, the dictionary, and the quarters and returns of a Practice."""

from django.urls import include, path

from reporting.views import (
    beside,
    comparison,
    criteria,
    desk,
    dictionary,
    narrative,
    national,
    national_practices,
    quality,
    quarters,
    questions,
    returns,
    submitting,
    tokens,
    worth,
)
from reporting.views.home import practice_home

one = "<slug:slug>/<slug:quarter>/<int:version>/"
compared_pages = [
    path("", comparison.overview, name="national"),
    path("indicators/<slug:key>/", comparison.indicator, name="national_indicator"),
    path("indicators/<slug:key>/comparison.csv", comparison.indicator_csv, name="national_indicator_csv"),
    path("publish/<slug:quarter>/", beside.national_publish, name="national_publish"),
    path("data/", tokens.tokens, name="tokens"),
    path("data/<str:token_key>/withdraw", tokens.token_withdraw, name="token_withdraw"),
    path("practices/", national_practices.national_practices, name="national_practices"),
    path("practices/<slug:slug>/", national_practices.national_practice, name="national_practice"),
    path("practices/<slug:slug>/criteria/<int:agreement_id>/", criteria.national_agreement, name="national_agreement"),
    path(
        "practices/<slug:slug>/criteria/<int:agreement_id>/criteria.xlsx",
        criteria.national_agreement_xlsx,
        name="national_agreement_xlsx",
    ),
    path("practices/<slug:slug>/delivery", national_practices.national_delivery, name="national_delivery"),
]
worth_pages = [
    path("", worth.worth, name="worth"),
    path("worth.xlsx", worth.worth_xlsx, name="worth_xlsx"),
    path("pdf", worth.worth_pdf, name="worth_pdf"),
    path("pdf/<int:job_id>/", worth.worth_job, name="worth_job"),
    path("pdf/<int:job_id>/progress", worth.worth_job_progress, name="worth_job_progress"),
    path("pdf/<int:job_id>/worth.pdf", worth.worth_file, name="worth_file"),
    path("assumptions/", worth.assumptions, name="assumptions"),
    path("assumptions/<slug:key>/", worth.assumption, name="assumption"),
]
national_pages = [
    path("", desk.national_returns, name="national_returns"),
    path("quarter/<slug:quarter>/", desk.national_board, name="national_board"),
    path("quarter/<slug:quarter>/accept", desk.national_accept, name="national_accept"),
    path("quarter/<slug:quarter>/remind", desk.national_remind, name="national_remind"),
    path("quarter/<slug:quarter>/due/", desk.national_due, name="national_due"),
    path("quarter/<slug:quarter>/pack", desk.national_pack_build, name="national_pack_build"),
    path("pack/<int:job_id>/", desk.national_pack, name="national_pack"),
    path("pack/<int:job_id>/progress", desk.national_pack_progress, name="national_pack_progress"),
    path("pack/<int:job_id>/pack.<slug:kind>", desk.national_pack_file, name="national_pack_file"),
    path(one, national.national_return, name="national_return"),
    path(one + "return.<slug:kind>", national.national_return_file, name="national_return_file"),
    path(one + "ask/<slug:figure>/", national.ask, name="ask"),
    path(one + "<slug:decision>", national.decide, name="decide"),
]
practice_pages = [
    path("", practice_home, name="practice_home"),
    path("quarters/", quarters.quarters, name="quarters"),
    path("quarters/settings/", submitting.return_settings, name="return_settings"),
    path("quarters/<slug:quarter>/", quarters.quarter, name="quarter"),
    path("quarters/<slug:quarter>/checks/", quality.checks, name="checks"),
    path("quarters/<slug:quarter>/checks/<slug:key>/", quality.check, name="check"),
    path("quarters/<slug:quarter>/checks/<slug:key>/<int:record_id>/reopen", quality.reopen_check, name="reopen_check"),
    path("quarters/<slug:quarter>/narrative/", narrative.narrative, name="narrative"),
    path("quarters/<slug:quarter>/disclosure/", narrative.disclosure, name="disclosure"),
    path("quarters/<slug:quarter>/build", returns.build, name="build"),
    path("quarters/<slug:quarter>/behind/<slug:key>/<slug:side>/", quarters.behind, name="behind"),
    path("quarters/<slug:quarter>/<int:version>/", returns.return_, name="return"),
    path("quarters/<slug:quarter>/<int:version>/submit/", submitting.submit, name="submit"),
    path("quarters/<slug:quarter>/<int:version>/countersign/", submitting.countersign, name="countersign"),
    path("quarters/<slug:quarter>/<int:version>/return.json", returns.return_json, name="return_json"),
    path("quarters/<slug:quarter>/<int:version>/return.<slug:kind>", returns.return_file, name="return_file"),
    path("quarters/<slug:quarter>/<int:version>/copy.<slug:kind>", returns.return_copy, name="return_copy"),
    path("criteria/", criteria.agreements, name="agreements"),
    path("criteria/add/", criteria.agreement_add, name="agreement_add"),
    path("criteria/<int:agreement_id>/", criteria.agreement, name="agreement"),
    path("criteria/<int:agreement_id>/add/", criteria.criterion_add, name="criterion_add"),
    path("criteria/<int:agreement_id>/drop", criteria.agreement_drop, name="agreement_drop"),
    path("criteria/<int:agreement_id>/sign/", criteria.agreement_sign, name="agreement_sign"),
    path("criteria/<int:agreement_id>/criteria.xlsx", criteria.agreement_xlsx, name="agreement_xlsx"),
    path("criteria/<int:agreement_id>/<int:criterion_id>/drop", criteria.criterion_drop, name="criterion_drop"),
    path("worth/", worth.practice_worth, name="practice_worth"),
    path("worth/worth.xlsx", worth.practice_worth_xlsx, name="practice_worth_xlsx"),
    path("beside/", beside.beside, name="beside"),
    path("beside/<slug:key>/", beside.beside_indicator, name="beside_indicator"),
    path("questions/<int:question_id>/", questions.answer, name="answer"),
    path("jobs/<int:job_id>/", returns.job, name="job"),
    path("jobs/<int:job_id>/progress", returns.job_progress, name="job_progress"),
]

urlpatterns = [
    path("definitions/", dictionary.dictionary, name="dictionary"),
    path("api/v1/", include("reporting.api.urls")),
    path("national/", include(compared_pages)),
    path("national/worth/", include(worth_pages)),
    path("national/returns/", include(national_pages)),
    path("<slug:practice_slug>/", include(practice_pages)),
]
