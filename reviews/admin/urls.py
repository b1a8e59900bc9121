"""The addresses below /admin/ that belong to no model. RegisterSite puts them before its own."""

from django.contrib.admin import site
from django.urls import path

from reviews.admin import (
    alerts,
    dashboard,
    documents,
    erasures,
    findings,
    hidden_text,
    mail,
    missed_addresses,
    notices,
    originals,
    password_links,
    protected_names,
    recognition,
    second_factors,
    session_end,
    successions,
)
from reviews.admin.audit import as_at, compare, compliance, evidence, timeline
from reviews.admin.audit.views import for_auditors
from reviews.admin.concerns import cases, steps
from reviews.admin.editions import sent_files
from reviews.admin.editions.upload import upload

PAST = "as-at/<str:moment>/site/"


def staff(route: str, view, name: str):
    return path(route, site.admin_view(view), name=name)


def audit(route: str, view, name: str):
    return staff(route, for_auditors(view), name)


urlpatterns = [
    staff("", dashboard.index, "index"),
    staff("session/", session_end.prolong, "session"),
    audit("as-at/", as_at.choose, "as_at"),
    audit("as-at/<str:moment>/", as_at.public, "as_at_public"),
    audit(PAST, as_at.page, "as_at_home"),
    audit(f"{PAST}<path:address>", as_at.page, "as_at_page"),
    audit("pages/<int:pk>/timeline/", timeline.timeline, "timeline"),
    audit("pages/<int:pk>/compare/", compare.compare, "compare"),
    staff("compliance/", compliance.table, "compliance"),
    staff("compliance.csv", compliance.download, "compliance_csv"),
    staff("availability/<int:pk>/", compliance.of_page, "availability"),
    staff("evidence/<int:pk>/", evidence.bundle, "evidence"),
    staff("notices/<int:pk>/add/", notices.AddNotice.as_view(), "notice_add"),
    staff("upload/<int:pk>/", upload, "reviews_reviewedition_upload"),
    staff("upload/<uuid:pk>/", sent_files.ask, "reviews_upload_ask"),
    staff("erasures/", erasures.erasures, "erasures"),
    staff("erasures/ask/<int:pk>/", erasures.AskErasure.as_view(), "ask_erasure"),
    staff("erasures/<int:pk>/", erasures.Erase.as_view(), "erase"),
    staff("erasures/<int:pk>/decline/", erasures.DeclineErasure.as_view(), "decline_erasure"),
    staff("findings/<int:pk>/settle/", findings.SettleFinding.as_view(), "finding_settle"),
    staff("findings/<int:pk>/show/", findings.ShowFinding.as_view(), "finding_show"),
    staff("findings/<int:pk>/place/", findings.place, "finding_place"),
    staff(
        "hidden-text/<int:edition>/<int:document>/",
        hidden_text.TakeOutHiddenText.as_view(),
        "hidden_text",
    ),
    staff(
        "recognise/<int:edition>/<int:document>/",
        recognition.RecogniseAfresh.as_view(),
        "recognise",
    ),
    staff("originals/<int:pk>/", originals.ReadOriginal.as_view(), "original_read"),
    staff("originals/<int:pk>/cover/", originals.original_cover, "original_cover"),
    staff("documents/<int:pk>/file/", documents.document_file, "document_file"),
    staff("documents/<int:pk>/cover/", originals.copy_cover, "copy_cover"),
    staff("pages/<int:pk>/names/", protected_names.Names.as_view(), "names"),
    staff("pages/<int:pk>/names/show/", protected_names.Show.as_view(), "names_show"),
    staff("pages/<int:pk>/names/search/", protected_names.SearchAgain.as_view(), "names_search"),
    staff("pages/<int:pk>/names/settle/", protected_names.Settle.as_view(), "names_settle"),
    staff(
        "pages/<int:pk>/names/<int:name>/remove/", protected_names.Remove.as_view(), "names_remove"
    ),
    staff("boards/<int:pk>/took-over/", successions.Propose.as_view(), "succession_propose"),
    staff("took-over/<int:pk>/agree/", successions.Agree.as_view(), "succession_agree"),
    staff("took-over/<int:pk>/end/", successions.End.as_view(), "succession_end"),
    staff("took-over/<int:pk>/decline/", successions.Decline.as_view(), "succession_decline"),
    staff("concerns/", cases.cases, "concerns"),
    staff("concerns/<int:pk>/", cases.case, "concern"),
    staff("concerns/<int:pk>/acknowledge/", steps.Acknowledge.as_view(), "concern_acknowledge"),
    staff("concerns/<int:pk>/close/", steps.Close.as_view(), "concern_close"),
    staff("concerns/<int:pk>/delete/", steps.Delete.as_view(), "concern_delete"),
    staff("second-factors/", second_factors.resets, "resets"),
    staff("second-factors/<int:pk>/ask/", second_factors.AskReset.as_view(), "ask_reset"),
    staff("second-factors/<int:pk>/agree/", second_factors.AgreeReset.as_view(), "agree_reset"),
    staff(
        "second-factors/<int:pk>/decline/", second_factors.DeclineReset.as_view(), "decline_reset"
    ),
    path("forgotten/", password_links.Forgotten.as_view(), name="forgotten"),
    path(
        "password/<str:key>/<str:token>/", password_links.ByLink.as_view(), name="password_by_link"
    ),
    staff("e-mail/", mail.preferences, "mail_preferences"),
    staff("e-mail/queue/", mail.queue, "mail_queue"),
    staff("alerts/", alerts.alerts, "alerts"),
    staff("missed-addresses/", missed_addresses.missed_addresses, "missed_addresses"),
]
