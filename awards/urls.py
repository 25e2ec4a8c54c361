from django.urls import path

from .views import (
    conference,
    dossier,
    handover,
    nominees,
    papers,
    pictures,
    polls,
    proposals,
    ranking,
    register,
    replay,
    results,
)

app_name = "awards"

urlpatterns = [
    path("years/<int:pk>/ranking/", ranking.Ranking.as_view(), name="ranking"),
    path("years/<int:pk>/pictures/", pictures.Pictures.as_view(), name="pictures"),
    path("years/<int:pk>/pictures.pdf", pictures.PicturesPaper.as_view(), name="pictures-pdf"),
    path("years/<int:pk>/ranking/<int:association>/", ranking.RankExplained.as_view(), name="rank-explained"),
    path("criteria/<int:pk>/replay/", replay.Replay.as_view(), name="replay"),
    path("years/<int:pk>/findings/", ranking.Findings.as_view(http_method_names=["get"]), name="findings"),
    path("years/<int:pk>/findings/create/", ranking.FindingCreate.as_view(), name="finding-create"),
    path(
        "years/<int:pk>/findings/<int:finding>/clear/", ranking.FindingClear.as_view(), name="finding-clear"
    ),
    path("years/<int:pk>/review/", ranking.ReviewEdit.as_view(), name="review-edit"),
    path("years/<int:pk>/review/sources/", ranking.ReviewSources.as_view(), name="review-sources"),
    path("years/<int:pk>/review/draft/", ranking.ReviewDraft.as_view(), name="review-draft"),
    path("years/<int:pk>/conference/", conference.ConferenceDetail.as_view(), name="conference"),
    path("years/<int:pk>/conference/edit/", conference.ConferenceEdit.as_view(), name="conference-edit"),
    path("years/<int:pk>/conference/roll/", conference.RollCall.as_view(), name="roll-call"),
    path("years/<int:pk>/conference/agenda/", conference.AgendaEdit.as_view(), name="agenda-edit"),
    path("years/<int:pk>/conference/motion/", conference.MotionCreate.as_view(), name="motion-create"),
    path("years/<int:pk>/conference/prose/", conference.ProseEdit.as_view(), name="prose-edit"),
    path("years/<int:pk>/conference/screen/", conference.Screen.as_view(), name="screen"),
    path("years/<int:pk>/conference/open-ranking/", conference.RankingOpen.as_view(), name="ranking-open"),
    path("years/<int:pk>/conference/close/", conference.ConferenceClose.as_view(), name="conference-close"),
    path("years/<int:pk>/conference/vote/", polls.PollOpen.as_view(), name="poll-open"),
    path("years/<int:pk>/conference/by-score/", polls.ScoreChoose.as_view(), name="score-choose"),
    path(
        "years/<int:pk>/conference/vote/<int:vote>/withdraw/",
        polls.VoteWithdraw.as_view(),
        name="vote-withdraw",
    ),
    path(
        "years/<int:pk>/conference/vote/<int:vote>/last-seat/<int:association>/",
        polls.LastSeat.as_view(),
        name="last-seat",
    ),
    path("polls/<int:pk>/", polls.PollPage.as_view(), name="poll"),
    path("polls/<int:pk>/cast/<int:association>/", polls.PollCast.as_view(), name="poll-cast"),
    path("polls/<int:pk>/count/", polls.PollCount.as_view(), name="poll-count"),
    path("polls/<int:pk>/opinion/", polls.OpinionCreate.as_view(), name="poll-opinion"),
    path(
        "polls/<int:pk>/nominees/<int:association>/withdraw/",
        polls.NomineeWithdraw.as_view(),
        name="nominee-withdraw",
    ),
    path("polls/<int:pk>/close/", polls.PollClose.as_view(), name="poll-close"),
    path("polls/<int:pk>/cancel/", polls.PollCancel.as_view(), name="poll-cancel"),
    path("polls/<int:pk>/ballots/", polls.Ballots.as_view(), name="poll-ballots"),
    path("polls/<int:pk>/ballot.pdf", polls.BallotPaper.as_view(), name="poll-paper"),
    path("years/<int:pk>/proposals/", proposals.ProposalList.as_view(), name="proposals"),
    path("years/<int:pk>/proposals/draw-up/", proposals.ProposalDrawUp.as_view(), name="proposal-draw-up"),
    path("proposals/<int:pk>/", proposals.ProposalDetail.as_view(), name="proposal"),
    path(
        "proposals/<int:pk>/nominations/<int:nomination>/",
        proposals.NominationEdit.as_view(),
        name="nomination-edit",
    ),
    path(
        "proposals/<int:pk>/nominations/<int:nomination>/withdraw/",
        proposals.NominationWithdraw.as_view(),
        name="nomination-withdraw",
    ),
    path("nominations/<int:pk>/", nominees.AchievementPage.as_view(), name="achievement"),
    path("nominations/<int:pk>/edit/", nominees.AchievementEdit.as_view(), name="achievement-edit"),
    path("nominations/<int:pk>/draft/", nominees.AchievementDraft.as_view(), name="achievement-draft"),
    path(
        "nominations/<int:pk>/conditions/<int:condition>/",
        nominees.ConditionAnswered.as_view(),
        name="condition-answer",
    ),
    path("proposals/<int:pk>/file/", proposals.ProposalFile.as_view(), name="proposal-file"),
    path("proposals/<int:pk>/dossier/", dossier.DossierPage.as_view(), name="dossier"),
    path(
        "proposals/<int:pk>/dossier/<int:build>/cancel/",
        dossier.DossierCancel.as_view(),
        name="dossier-cancel",
    ),
    path(
        "proposals/<int:pk>/dossier/<int:build>.zip", dossier.DossierDownload.as_view(), name="dossier-file"
    ),
    path("proposals/<int:pk>/public-notice/", dossier.NoticeEdit.as_view(), name="notice-edit"),
    path("public-notices/<int:pk>/", dossier.PublicNoticePage.as_view(), name="public-notice"),
    path("proposals/<int:pk>/receive/", results.ProposalReceive.as_view(), name="proposal-receive"),
    path("proposals/<int:pk>/ask/", results.ProposalAsk.as_view(), name="proposal-ask"),
    path("proposals/<int:pk>/council/", results.CouncilRecord.as_view(), name="proposal-council"),
    path("proposals/<int:pk>/decision/", results.DecisionRecord.as_view(), name="proposal-decision"),
    path("years/<int:pk>/statistics.xlsx", results.StatisticsSheet.as_view(), name="statistics-xlsx"),
    path("associations/<int:pk>/awards/", results.Ledger.as_view(), name="ledger"),
    path(
        "associations/<int:pk>/awards/<int:award>/certificate/",
        results.Certificate.as_view(),
        name="certificate",
    ),
    path("years/<int:pk>/handover/", handover.HandoverPage.as_view(), name="handover"),
    path("years/<int:pk>/handover/edit/", handover.HandoverEdit.as_view(), name="handover-edit"),
    path("years/<int:pk>/handover/record/", handover.HandoverRecord.as_view(), name="handover-record"),
    path("years/<int:pk>/handover/receive/", handover.HandoverReceive.as_view(), name="handover-receive"),
    path("years/<int:pk>/papers/", papers.Papers.as_view(), name="papers"),
    path(
        "years/<int:pk>/papers/<slug:kind>/<int:subject>/draft/",
        papers.PaperDraft.as_view(),
        name="paper-draft",
    ),
    path(
        "years/<int:pk>/papers/<slug:kind>/<int:subject>/preview/",
        papers.PaperPreview.as_view(),
        name="paper-preview",
    ),
    path(
        "years/<int:pk>/papers/<slug:kind>/<int:subject>/draft.docx",
        papers.PaperWord.as_view(),
        name="paper-word",
    ),
    path(
        "years/<int:pk>/papers/<slug:kind>/<int:subject>/tables.xlsx",
        papers.PaperTables.as_view(),
        name="paper-tables",
    ),
    path(
        "years/<int:pk>/papers/<slug:kind>/<int:subject>/issue/",
        papers.PaperIssue.as_view(),
        name="paper-issue",
    ),
    path("years/<int:pk>/papers/issued/<int:document>/", papers.PaperDownload.as_view(), name="paper"),
    path(
        "years/<int:pk>/papers/issued/<int:document>/about/", papers.PaperAbout.as_view(), name="paper-about"
    ),
    path(
        "years/<int:pk>/papers/issued/<int:document>/copies/", papers.SignedCopyAdd.as_view(), name="copy-add"
    ),
    path(
        "years/<int:pk>/papers/issued/<int:document>/copies/<int:copy>/",
        papers.SignedDownload.as_view(),
        name="copy",
    ),
    path("years/<int:pk>/papers/issued/<int:document>/sign/", papers.PaperSign.as_view(), name="paper-sign"),
    path(
        "years/<int:pk>/papers/issued/<int:document>/withdraw/",
        papers.PaperWithdraw.as_view(),
        name="paper-withdraw",
    ),
    path(
        "years/<int:pk>/papers/issued/<int:document>/dispatch/",
        papers.PaperDispatch.as_view(),
        name="paper-dispatch",
    ),
    path("years/<int:pk>/papers/register/", register.Register.as_view(), name="register"),
    path("years/<int:pk>/papers/register.pdf", register.RegisterPaper.as_view(), name="register-paper"),
    path("years/<int:pk>/papers/register.xlsx", register.RegisterSheet.as_view(), name="register-xlsx"),
]
