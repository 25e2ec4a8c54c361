from django.urls import path

from .views import (
    adopting,
    assignments,
    bulk,
    evidence,
    explanations,
    overclaims,
    pledge,
    registrations,
    reminders,
    reports,
    returns,
    rounds,
    scores,
    sheets,
    verification,
    writing,
)

app_name = "pledges"

urlpatterns = [
    path("years/<int:pk>/registrations/", registrations.RegistrationSummary.as_view(), name="registrations"),
    path(
        "years/<int:pk>/registrations/<int:association>/start/",
        registrations.RegistrationStart.as_view(),
        name="registration-start",
    ),
    path("registrations/<int:pk>/", registrations.RegistrationDetail.as_view(), name="registration"),
    path("registrations/<int:pk>/edit/", registrations.RegistrationEdit.as_view(), name="registration-edit"),
    path(
        "registrations/<int:pk>/submit/",
        rounds.RegistrationHandIn.as_view(),
        name="registration-submit",
    ),
    path(
        "registrations/<int:pk>/answers/", returns.RegistrationAnswers.as_view(), name="registration-answers"
    ),
    path("registrations/<int:pk>/longer/", returns.RegistrationLonger.as_view(), name="registration-longer"),
    path(
        "registrations/<int:pk>/history/", returns.RegistrationHistory.as_view(), name="registration-history"
    ),
    path("registrations/<int:pk>/paper.pdf", rounds.RegistrationPaper.as_view(), name="registration-paper"),
    path(
        "registrations/<int:pk>/rounds/<int:number>/",
        rounds.Round.as_view(owner="registration"),
        name="registration-version",
    ),
    path(
        "registrations/<int:pk>/rounds/<int:number>/receipt.pdf",
        rounds.ReceiptDownload.as_view(owner="registration"),
        name="registration-receipt",
    ),
    path(
        "registrations/<int:pk>/rounds/<int:number>/scan/",
        rounds.ScanDownload.as_view(owner="registration"),
        name="registration-scan",
    ),
    path(
        "registrations/<int:pk>/accept/",
        registrations.RegistrationAccept.as_view(),
        name="registration-accept",
    ),
    path(
        "registrations/<int:pk>/return/",
        returns.RegistrationReturn.as_view(),
        name="registration-return",
    ),
    path("years/<int:pk>/pledge/", pledge.PledgeDetail.as_view(), name="pledge"),
    path("years/<int:pk>/pledge/edit/", pledge.PledgeEdit.as_view(), name="pledge-edit"),
    path("years/<int:pk>/pledge/sign/", pledge.PledgeSign.as_view(), name="pledge-sign"),
    path("years/<int:pk>/pledge/conclude/", pledge.PledgeConclude.as_view(), name="pledge-conclude"),
    path("years/<int:pk>/completeness/", reports.Completeness.as_view(), name="completeness"),
    path(
        "years/<int:pk>/completeness/completeness.xlsx",
        reports.CompletenessSheet.as_view(),
        name="completeness-xlsx",
    ),
    path("years/<int:pk>/completeness/reminders/", reminders.Reminders.as_view(), name="reminders"),
    path("years/<int:pk>/bulk/", bulk.BulkUpload.as_view(), name="bulk"),
    path("years/<int:pk>/bulk/list.xlsx", bulk.BulkDownload.as_view(), name="bulk-xlsx"),
    path("years/<int:pk>/bulk/save/", bulk.BulkSave.as_view(), name="bulk-save"),
    path("years/<int:pk>/lock-scores/", scores.ScoresLock.as_view(), name="scores-lock"),
    path(
        "years/<int:pk>/reports/<int:association>/<slug:kind>/start/",
        reports.ReportStart.as_view(),
        name="report-start",
    ),
    path("reports/<int:pk>/", reports.ReportDetail.as_view(), name="report"),
    path("reports/<int:pk>/text/", writing.TextEdit.as_view(), name="report-text"),
    path("reports/<int:pk>/figures/", writing.FiguresEdit.as_view(), name="report-figures"),
    path("reports/<int:pk>/scores/", writing.ScoresEdit.as_view(), name="report-scores"),
    path("reports/<int:pk>/adopt/", adopting.CriteriaAdopt.as_view(), name="report-adopt"),
    path("reports/<int:pk>/evidence/", evidence.EvidenceEdit.as_view(), name="report-evidence"),
    path(
        "reports/<int:pk>/evidence/<int:evidence>/remove/",
        evidence.EvidenceRemove.as_view(),
        name="evidence-remove",
    ),
    path(
        "reports/<int:pk>/evidence/<int:evidence>/use/",
        evidence.EvidenceUseFor.as_view(),
        name="evidence-use",
    ),
    path("reports/<int:pk>/sheet/", sheets.SheetUpload.as_view(), name="report-sheet"),
    path("reports/<int:pk>/sheet/sheet.xlsx", sheets.SheetDownload.as_view(), name="report-sheet-xlsx"),
    path("reports/<int:pk>/sheet/apply/", sheets.SheetApply.as_view(), name="report-sheet-apply"),
    path("reports/<int:pk>/submit/", rounds.ReportHandIn.as_view(), name="report-submit"),
    path("reports/<int:pk>/accept/", reports.ReportAccept.as_view(), name="report-accept"),
    path("reports/<int:pk>/return/", returns.ReportReturn.as_view(), name="report-return"),
    path("reports/<int:pk>/longer/", returns.ReportLonger.as_view(), name="report-longer"),
    path("reports/<int:pk>/answers/", returns.ReportAnswers.as_view(), name="report-answers"),
    path("reports/<int:pk>/history/", returns.ReportHistory.as_view(), name="report-history"),
    path("reports/<int:pk>/paper.pdf", rounds.ReportPaper.as_view(), name="report-paper"),
    path("reports/<int:pk>/rounds/<int:number>/", rounds.Round.as_view(), name="report-version"),
    path(
        "reports/<int:pk>/rounds/<int:number>/receipt.pdf",
        rounds.ReceiptDownload.as_view(),
        name="report-receipt",
    ),
    path("reports/<int:pk>/rounds/<int:number>/scan/", rounds.ScanDownload.as_view(), name="report-scan"),
    path("reports/<int:pk>/verify/", verification.Verify.as_view(), name="report-verify"),
    path("reports/<int:pk>/verify/rest/", verification.AcceptRest.as_view(), name="report-verify-rest"),
    path("reports/<int:pk>/verify/freeze/", verification.Freeze.as_view(), name="report-freeze"),
    path("reports/<int:pk>/verify/settle/", verification.Settle.as_view(), name="report-settle"),
    path("reports/<int:pk>/verify/tell/", explanations.Tell.as_view(), name="report-tell"),
    path("reports/<int:pk>/explanations/", explanations.Explain.as_view(), name="report-explain"),
    path("reports/<int:pk>/explanations/agree/", explanations.Agree.as_view(), name="report-agree"),
    path("reports/<int:pk>/explanations/look/", explanations.SecondLook.as_view(), name="report-look"),
    path("years/<int:pk>/overclaims/", overclaims.Overclaims.as_view(), name="overclaims"),
    path(
        "years/<int:pk>/overclaims/overclaims.xlsx",
        overclaims.OverclaimsSheet.as_view(),
        name="overclaims-xlsx",
    ),
    path("years/<int:pk>/verifiers/", assignments.Assignments.as_view(), name="assignments"),
    path(
        "years/<int:pk>/verifiers/<int:verification>/remove/", assignments.Unassign.as_view(), name="unassign"
    ),
    path("years/<int:pk>/verifiers/<int:verification>/recuse/", assignments.Recuse.as_view(), name="recuse"),
    path("evidence/<int:pk>/", evidence.EvidenceDownload.as_view(), name="evidence"),
]
