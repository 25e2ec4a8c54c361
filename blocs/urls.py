from django.urls import path

from .views import (
    award_types,
    criteria,
    criteria_sheets,
    events,
    law,
    member_list,
    membership,
    plan,
    setup,
    years,
)

app_name = "blocs"

urlpatterns = [
    path("blocs/", years.BlocList.as_view(), name="blocs"),
    path("blocs/<int:pk>/", years.BlocDetail.as_view(), name="bloc"),
    path("blocs/<int:pk>/open-year/", years.YearOpen.as_view(), name="year-open"),
    path("setup/", setup.Setup.as_view(), name="setup"),
    path("setup/first/<slug:key>/", setup.FirstAdministrator.as_view(), name="first-administrator"),
    path("setup/province/", setup.ProvinceCreate.as_view(), name="province-create"),
    path("setup/province/<int:pk>/", setup.ProvinceEdit.as_view(), name="province-edit"),
    path("setup/province/<int:pk>/officers/", setup.ProvinceOfficers.as_view(), name="province-officers"),
    path("setup/province/<int:pk>/bloc/", setup.BlocCreate.as_view(), name="bloc-create"),
    path("blocs/<int:pk>/edit/", setup.BlocEdit.as_view(), name="bloc-edit"),
    path("blocs/<int:pk>/members/import/", member_list.MemberList.as_view(), name="member-list"),
    path("blocs/<int:pk>/members/add/", membership.MembershipCreate.as_view(), name="membership-create"),
    path(
        "blocs/<int:pk>/members/<int:membership>/leave/",
        membership.MembershipEnd.as_view(),
        name="membership-end",
    ),
    path(
        "associations/<int:pk>/dissolve/",
        membership.AssociationDissolve.as_view(),
        name="association-dissolve",
    ),
    path(
        "blocs/<int:pk>/members/template.xlsx", member_list.MemberTemplate.as_view(), name="member-template"
    ),
    path(
        "blocs/<int:pk>/members/import/<int:taken>/undo/",
        member_list.MemberListUndo.as_view(),
        name="member-list-undo",
    ),
    path("blocs/<int:pk>/invitations/resend/", setup.InvitationResend.as_view(), name="invitations-resend"),
    path(
        "blocs/<int:pk>/invitations/<int:office>/resend/",
        setup.InvitationResend.as_view(),
        name="invitation-resend",
    ),
    path("years/<int:pk>/people/service/", setup.Service.as_view(), name="service"),
    path("law/", law.LawList.as_view(), name="law"),
    path("law/awards/", award_types.AwardTypeList.as_view(), name="award-types"),
    path("law/awards/create/", award_types.AwardTypeCreate.as_view(), name="award-type-create"),
    path("law/awards/<int:pk>/", award_types.AwardTypeEdit.as_view(), name="award-type-edit"),
    path("law/base-salary/", award_types.BaseSalaries.as_view(), name="base-salary"),
    path("law/create/", law.InstrumentCreate.as_view(), name="law-create"),
    path("law/<int:pk>/check/", law.InstrumentCheck.as_view(), name="law-check"),
    path("law/<int:pk>/", law.InstrumentEdit.as_view(), name="law-edit"),
    path("years/<int:pk>/rules/", years.YearRules.as_view(), name="rules"),
    path("years/<int:pk>/plan/edit/", plan.PlanEdit.as_view(), name="plan-edit"),
    path("years/<int:pk>/events/", events.Events.as_view(), name="events"),
    path("years/<int:pk>/events/xlsx/", events.EventsSheet.as_view(), name="events-xlsx"),
    path("years/<int:pk>/events/create/", events.EventWrite.as_view(), name="event-create"),
    path("years/<int:pk>/events/<int:event>/", events.EventWrite.as_view(), name="event-edit"),
    path("years/<int:pk>/events/<int:event>/roll/", events.EventRoll.as_view(), name="event-roll"),
    path("years/<int:pk>/events/<int:event>/delete/", events.EventDelete.as_view(), name="event-delete"),
    path("years/<int:pk>/milestones/", years.Milestones.as_view(), name="milestones"),
    path("years/<int:pk>/milestones/<slug:kind>/done/", years.MilestoneDone.as_view(), name="milestone-done"),
    path("years/<int:pk>/extensions/", years.Extensions.as_view(), name="extensions"),
    path("years/<int:pk>/publish-ranking/", years.RankingPublish.as_view(), name="ranking-publish"),
    path(
        "years/<int:pk>/people/", years.Appointments.as_view(http_method_names=["get"]), name="appointments"
    ),
    path("years/<int:pk>/people/appoint/", years.AppointmentCreate.as_view(), name="appoint"),
    path(
        "years/<int:pk>/people/<int:appointment>/end/", years.AppointmentEnd.as_view(), name="appointment-end"
    ),
    path("years/<int:pk>/outline/", criteria.OutlineView.as_view(), name="outline"),
    path("years/<int:pk>/outline/<slug:part>/edit/", criteria.OutlineEdit.as_view(), name="outline-edit"),
    path("years/<int:pk>/criteria/", criteria.CriteriaList.as_view(), name="criteria-list"),
    path("years/<int:pk>/criteria/create/", criteria.CriteriaCreate.as_view(), name="criteria-create"),
    path("criteria/<int:pk>/", criteria.CriteriaDetail.as_view(), name="criteria"),
    path("criteria/<int:pk>/edit/", criteria.CriteriaEdit.as_view(), name="criteria-edit"),
    path("criteria/<int:pk>/publish/", criteria.CriteriaPublish.as_view(), name="criteria-publish"),
    path("criteria/<int:pk>/amend/", criteria.CriteriaAmend.as_view(), name="criteria-amend"),
    path("criteria/<int:pk>/criteria.xlsx", criteria_sheets.CriteriaSheet.as_view(), name="criteria-xlsx"),
    path("criteria/<int:pk>/upload/", criteria_sheets.CriteriaUpload.as_view(), name="criteria-upload"),
    path("criteria/<int:pk>/upload/take/", criteria_sheets.CriteriaTakeOver.as_view(), name="criteria-take"),
    path(
        "criteria/<int:pk>/criterion/<int:criterion>/move/<slug:step>/",
        criteria.CriterionMove.as_view(),
        name="criterion-move",
    ),
    path("criteria/<int:pk>/criterion/", criteria.CriterionWrite.as_view(), name="criterion-add"),
    path(
        "criteria/<int:pk>/criterion/<int:criterion>/",
        criteria.CriterionWrite.as_view(),
        name="criterion-edit",
    ),
    path(
        "criteria/<int:pk>/criterion/<int:criterion>/delete/",
        criteria.CriterionDelete.as_view(),
        name="criterion-delete",
    ),
]
