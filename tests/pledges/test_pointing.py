"""A return is pointed at in the report, and read above its box by the member."""

import re

import pytest

from tests.factories import Step, make_registration, make_report, make_user, make_year, send_back

pytestmark = pytest.mark.django_db


class TestPointing:
    def test_every_place_of_the_report_can_be_pointed_at(self, client):
        report = make_report(state="submitted")
        client.force_login(report.bloc_year.secretary)

        page = client.get(report.url("return")).text

        section, line = report.sections.first(), report.lines.first()
        assert f'data-point="section-{section.pk}"' in page
        assert f'data-point="line-{line.pk}"' in page
        assert 'data-point="' not in client.get(report.get_absolute_url()).text

    @pytest.mark.parametrize(("kind", "page"), [("section", "text"), ("line", "scores")])
    def test_the_member_reads_it_above_its_box(self, client, kind, page):
        report = make_report(state="submitted")
        row = (report.sections if kind == "section" else report.lines).first()
        send_back(report, "", (f"{kind}-{row.pk}", "Ghi rõ ba buổi tuyên truyền"))
        client.force_login(make_user(edits_for=report.association))

        answer = client.get(report.url(page))

        assert answer.context["remarks"][f"{kind}-{row.pk}"][0].request == "Ghi rõ ba buổi tuyên truyền"
        assert "Ghi rõ ba buổi tuyên truyền" in answer.text
        assert report.url("answers") in answer.text

    def test_after_it_was_handed_in_again_nothing_is_asked(self, client):
        report = make_report(state="submitted")
        send_back(report, "Kiểm tra lại số liệu.")
        head = make_user(signs_for=report.association)
        report.submit(by=head)
        send_back(report, "Lần hai.")
        client.force_login(head)

        assert client.get(report.url("text")).context["remarks"] == {}

    def test_every_place_of_a_registration_can_be_pointed_at(self, client):
        year = make_year(until=Step.REGISTRATION_OPENED)
        registration = make_registration(year, year.bodies[2], state="submitted")
        client.force_login(year.secretary)

        page = client.get(registration.url("return"))

        pointed = set(re.findall(r'data-point="([^"]+)"', page.text))
        offered = page.context["items"].forms[0].fields["row"].choices
        keys = {key for _, rows in offered if isinstance(rows, list) for key, _ in rows}
        assert {f"target-{registration.targets.first().pk}", "member_count-0"} <= pointed <= keys
