"""The admin and the commands of the IT person, on the real case."""

import io
import zipfile

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.urls import reverse

from awards.models import Nomination
from blocs.models import AwardType, Bloc, BlocYear
from documents.models import IssuedDocument
from members.models import Association, User
from tests.factories import provincial_letter, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def administrator(client):
    user = User.objects.get(email__startswith="quantri@")
    client.force_login(user)
    return user


def own_models():
    rooms = ("members", "blocs", "pledges", "awards", "documents")
    return [model for model in admin.site._registry if model._meta.app_label in rooms]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_every_list_search_and_form_of_the_admin_opens(client, administrator, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    assert client.get(reverse(f"{name}_changelist"), {"q": "hoi"}).status_code == 200
    first = model.objects.order_by("pk").first()
    if first:
        assert client.get(reverse(f"{name}_change", args=[first.pk])).status_code == 200


def test_a_short_text_of_the_admin_is_one_line(client, administrator):
    award_type = AwardType.objects.first()
    address = reverse("admin:blocs_awardtype_change", args=[award_type.pk])
    form = client.get(address).context["adminform"].form
    typed = {name: "" if value is None else value for name, value in form.initial.items()}
    inlines = client.get(address).context["inline_admin_formsets"]
    for formset in (inline.formset for inline in inlines):
        typed |= {f"{formset.prefix}-TOTAL_FORMS": 0, f"{formset.prefix}-INITIAL_FORMS": 0}
    answer = client.post(address, typed | {"name": "Cờ thi đua\r\n của  tỉnh"})

    assert answer.status_code == 302, answer.context["errors"]
    assert AwardType.objects.get(pk=award_type.pk).name == "Cờ thi đua của tỉnh"


def test_workflow_objects_are_read_only_in_the_admin(client, administrator):
    proposal = provincial_proposal()

    response = client.post(reverse("admin:awards_proposal_change", args=[proposal.pk]), {"state": "draft"})

    assert response.status_code == 403
    assert client.get(reverse("admin:awards_proposal_add")).status_code == 403


def test_the_year_and_the_proposal_carry_buttons_for_their_papers(client, administrator):
    year, proposal = BlocYear.objects.get(year=2023), provincial_proposal()
    review = IssuedDocument.objects.get(kind="bao-cao-tong-ket")

    for url in (
        reverse("admin:blocs_blocyear_change", args=[year.pk]),
        reverse("admin:awards_proposal_change", args=[proposal.pk]),
    ):
        page = client.get(url).text
        assert reverse("awards:paper", args=[year.pk, review.pk]) in page
        assert "Tờ trình đề nghị khen thưởng" in page


def test_list_actions_give_the_papers_as_one_archive(client, administrator):
    year = BlocYear.objects.get(year=2023)

    response = client.post(
        reverse("admin:blocs_blocyear_changelist"),
        {"action": "download_dossier", "_selected_action": [year.pk]},
    )

    folder = f"2023-khoi-{year.bloc_id}"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == [
        f"{folder}/{name}.pdf"
        for name in (
            "01_To-trinh_thu-tuong-chinh-phu",
            "01_To-trinh_chu-tich-uy-ban-nhan-dan-tinh",
            "02_Bang-tong-hop-diem",
            "03_Bien-ban-hop",
            "04_Bien-ban-kiem-phieu",
            "05_Bao-cao-thanh-tich/nkt_co-chinh-phu",
            "05_Bao-cao-thanh-tich/nkt_co-ubnd-tinh",
            "05_Bao-cao-thanh-tich/tnxp_co-ubnd-tinh",
            "05_Bao-cao-thanh-tich/hlg_co-ubnd-tinh",
            "06_Tom-tat_thu-tuong-chinh-phu",
            "06_Tom-tat_chu-tich-uy-ban-nhan-dan-tinh",
            "07_Phu-luc/Danh-sach-trich-ngang_thu-tuong-chinh-phu",
            "07_Phu-luc/Danh-sach-trich-ngang_chu-tich-uy-ban-nhan-dan-tinh",
            "07_Phu-luc/Tong-hop-hiep-y_thu-tuong-chinh-phu",
            "07_Phu-luc/Tong-hop-hiep-y_chu-tich-uy-ban-nhan-dan-tinh",
            "07_Phu-luc/Cong-van-hiep-y_cong-an-tinh-quang-tri-1",
            "07_Phu-luc/Cong-van-hiep-y_cuc-thue-tinh-quang-tri-2",
            "07_Phu-luc/Cong-van-hiep-y_cong-an-tinh-quang-tri-3",
            "07_Phu-luc/Cong-van-hiep-y_cuc-thue-tinh-quang-tri-4",
            "07_Phu-luc/Bao-cao-tong-ket",
            "07_Phu-luc/Ke-hoach",
            "07_Phu-luc/Giay-moi-ky-giao-uoc",
            "07_Phu-luc/Giao-uoc",
            "07_Phu-luc/Giay-moi-hoi-nghi",
            "07_Phu-luc/Giai-trinh-xep-hang",
            "07_Phu-luc/Tong-hop-dang-ky",
            "07_Phu-luc/Bien-ban-ban-giao",
        )
    ]
    assert archive.read(f"{folder}/01_To-trinh_chu-tich-uy-ban-nhan-dan-tinh.pdf") == bytes(
        provincial_letter().pdf
    )


def test_no_archive_of_papers_while_the_ranking_is_sealed(client, administrator, tmp_path):
    year = BlocYear.objects.get(year=2023)
    BlocYear.objects.filter(pk=year.pk).update(is_sealed=True, ranking_opened_at=None)
    lists = {
        "admin:blocs_blocyear_changelist": year.pk,
        "admin:awards_proposal_changelist": provincial_proposal().pk,
    }

    for name, key in lists.items():
        asked = {"action": "download_dossier", "_selected_action": [key]}
        answer = client.post(reverse(name), asked, follow=True)
        assert "text/html" in answer.headers["Content-Type"]
        assert "Bảng xếp hạng đang niêm phong" in answer.text
    with pytest.raises(CommandError, match="sealed"):
        call_command("export_dossier", year=2023, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_admin_is_for_staff(client):
    client.force_login(User.objects.get(email__startswith="soan.hlg@"))

    assert client.get(reverse("admin:index")).status_code == 302


def test_export_dossier_writes_the_stored_papers(tmp_path):
    call_command("export_dossier", year=2023, out=tmp_path / "out", stdout=io.StringIO())

    written = (tmp_path / "out" / "01_To-trinh_chu-tich-uy-ban-nhan-dan-tinh.pdf").read_bytes()
    assert written == bytes(provincial_letter().pdf)
    assert len(list((tmp_path / "out").rglob("*.pdf"))) == 27


def test_export_dossier_says_what_year_it_does_not_find(tmp_path):
    with pytest.raises(CommandError, match="2019"):
        call_command("export_dossier", year=2019, out=tmp_path)


def test_loading_the_demo_again_changes_nothing():
    call_command("load_demo", stdout=io.StringIO())

    assert Bloc.objects.count() == 1
    assert IssuedDocument.objects.count() == 27


def test_the_demo_is_the_real_case():
    year = BlocYear.objects.get(year=2023)

    assert year.members().count() == 16
    assert year.bloc.members_on(year.last_day.replace(year=2016)).count() == 18
    nominations = Nomination.objects.filter(proposal__bloc_year=year)
    proposed = nominations.values_list("award_type__code", "association__code")
    assert set(proposed) == {
        ("co-chinh-phu", "nkt"), ("co-ubnd-tinh", "nkt"), ("co-ubnd-tinh", "tnxp"), ("co-ubnd-tinh", "hlg"),
    }  # fmt: skip
    assert Association.objects.get(code="nkt").origins.count() == 3
