"""Every component of the pages in one place, for whoever keeps the site. Only with DEBUG."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from awards.charts import Picture
from blocs.models import Milestone
from documents.charts import vote_chart
from portal.next_steps import NextStep
from portal.year_line import Stop

STATES = ["done", "submitted", "draft", "due", "returned", "late", "missing", "ahead"]


@login_not_required
def components(request):
    now = timezone.now()
    line = [
        Stop("Đăng ký", Milestone(done_at=now), is_next=False),
        Stop("Báo cáo năm", Milestone(due_at=now), is_next=True),
        Stop("Hội nghị", Milestone(), is_next=False),
    ]
    chart = vote_chart([("Hội Luật gia", 13, 16), ("Hội Chữ thập đỏ", 9, 16)], needed=0.8)
    rows = [["Hội Luật gia", "13/16"], ["Hội Chữ thập đỏ", "9/16"]]
    context = {
        "states": STATES,
        "line": line,
        "counts": [("Đăng ký thi đua", 16), ("Báo cáo 6 tháng", 11)],
        "steps": [NextStep("Soạn báo cáo năm", "#main", "Soạn", due_at=now)],
        "picture": Picture("Phiếu đồng ý", chart, "Vạch đứt: mức cần đạt.", ["Hội", "Đồng ý"], rows),
    }
    return render(request, "components/living.html", context)
