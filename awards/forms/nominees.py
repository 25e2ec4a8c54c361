"""The parts of an achievement report, and a person's word on a condition."""

from django import forms

from awards.models import ConditionAnswer
from base.forms import BaseFormMixin


class AchievementTextsForm(BaseFormMixin, forms.Form):
    """A box for each part that people write, named by its source."""

    HELP = {
        "situation": "Thành lập, tổ chức, thuận lợi, khó khăn. Địa chỉ, số hội viên được tự điền.",
        "duties": "Theo điều lệ, quyết định thành lập.",
        "results": "Chỉ tiêu, điểm, hạng, phiếu được tự điền; ở đây kể kết quả nổi bật, so với năm trước.",
        "measures": "Cách làm mới, phong trào đã phát động, điển hình.",
        "compliance": "Quán triệt nghị quyết, thực hiện quy chế dân chủ, tiết kiệm, phòng, chống tham nhũng.",
        "party": "Xếp loại tổ chức đảng, đoàn thể trong năm.",
    }

    def __init__(self, *args, parts, texts, **kwargs):
        super().__init__(*args, **kwargs)
        chapter = ""
        for part in parts:
            if part.level == 1:
                chapter = part.title.partition(" ")[0] if "." in part.title else ""
            if not part.is_written:
                continue
            self.fields[part.source] = forms.CharField(
                label=part.title if part.level == 1 else f"{chapter}{part.title}",
                required=False,
                initial=texts.get(part.source, ""),
                max_length=20_000,
                help_text=self.HELP.get(part.source, ""),
                widget=forms.Textarea(attrs={"rows": 7, "class": "form-control"}),
            )


class AnswerForm(BaseFormMixin, forms.Form):
    verdict = forms.ChoiceField(
        label="Kết luận", choices=[("held", "Đạt"), ("broken", "Không đạt")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Căn cứ, nguồn", max_length=300, required=False)

    def facts(self) -> dict:
        verdict = self.cleaned_data["verdict"]
        return {"is_held": verdict == "held" if verdict else None, "note": self.cleaned_data["note"]}


class AnswerRowForm(AnswerForm):
    """The same as a line of a table; a condition may be left open."""

    verdict = forms.ChoiceField(
        label="Kết luận",
        required=False,
        choices=[("", "Chưa xác nhận"), ("held", "Đạt"), ("broken", "Không đạt")],
    )

    @staticmethod
    def shown(answer: ConditionAnswer | None) -> dict[str, str]:
        """What was answered before."""
        if answer is None:
            return {}
        return {"verdict": "held" if answer.is_held else "broken", "note": answer.note}
