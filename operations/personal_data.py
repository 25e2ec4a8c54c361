"""What is held of people: whose, why, who reads it, how long (Luật 91/2025); and all that is held of one person.

A new field that holds text belongs into PERSONAL or NOT_PERSONAL: a test asks for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from audit.models import AuditEntry
from members.models import FORMS_OF_ADDRESS, User

from .not_personal import NOT_PERSONAL


@dataclass(frozen=True)
class Holding:
    """One class of personal data, as the map names it."""

    name: str
    whose: str
    why: str
    read_by: str
    kept: str
    is_secret: bool = False  # never given out, not even to whom it belongs


ACCOUNT = Holding(
    "Tài khoản, liên hệ", "người dùng", "đăng nhập, liên hệ, mời họp", "người của hội mình, tỉnh, quản trị",
    "khi văn bản còn nêu tên; tài khoản khóa, không xóa",
)  # fmt: skip
SIGN_IN = Holding(
    "Mật khẩu, xác thực hai bước, phiên", "người dùng", "chứng minh ai đăng nhập", "không ai",
    "đến khi đổi hoặc hết phiên", is_secret=True,
)  # fmt: skip
OFFICE = Holding(
    "Chức vụ, vai trò", "người của hội", "biết ai được nộp, được ký", "người của hội, thư ký khối, tỉnh",
    "lâu dài, có ngày bắt đầu và kết thúc",
)  # fmt: skip
SIGNER = Holding(
    "Người ký, chủ trì, giao nhận trên văn bản", "người ký", "thể thức văn bản", "ai được xem văn bản", "như văn bản",
)  # fmt: skip
DELEGATE = Holding(
    "Người dự họp, ban kiểm phiếu", "đại biểu", "biên bản hội nghị", "thành viên khối, tỉnh", "như biên bản",
)  # fmt: skip
ACHIEVEMENT = Holding(
    "Thành tích cá nhân", "cá nhân được đề nghị", "hồ sơ khen thưởng", "hội mình, thư ký khối, tỉnh",
    "như hồ sơ; rút đề nghị thì xóa lời văn",
)  # fmt: skip
COMMENT = Holding(
    "Góp ý công khai, đề nghị sửa dữ liệu", "người góp ý, người đề nghị", "tiếp thu, trả lời", "thư ký khối, quản trị",
    "đến hạn ở trang Lưu giữ dữ liệu cá nhân",
)  # fmt: skip
LETTER = Holding(
    "Thư, tin nhắc việc",
    "người nhận",
    "báo việc, hạn",
    "người nhận, quản trị",
    "đến hạn ở trang Lưu giữ dữ liệu cá nhân",
)
ACT = Holding(
    "Ai làm việc gì, lúc nào, từ địa chỉ nào", "người dùng", "truy vết, chịu trách nhiệm", "quản trị", "không rút ngắn",
)  # fmt: skip
FREE_TEXT = Holding(
    "Lời văn có thể nêu tên người", "ai được nêu tên", "báo cáo, thẩm định, biên bản", "như báo cáo, biên bản ấy",
    "như báo cáo, biên bản ấy",
)  # fmt: skip
UPLOAD = Holding(
    "Tệp minh chứng, bản ký", "ai có trong tệp", "chứng minh số liệu", "hội mình, người thẩm định, thư ký khối",
    "như báo cáo ấy",
)  # fmt: skip
HOLDINGS = (
    ACCOUNT, SIGN_IN, OFFICE, SIGNER, DELEGATE, ACHIEVEMENT, COMMENT, LETTER, ACT, FREE_TEXT, UPLOAD,
)  # fmt: skip

# {model: {class of data: its fields}}. Who did something (every foreign key to a user) is ACT without being named.
PERSONAL: dict[str, dict[Holding, str]] = {
    "account.emailaddress": {ACCOUNT: "email"},
    "admin.logentry": {ACT: "object_repr change_message"},
    "audit.auditentry": {ACT: "actor posing what address"},
    "awards.achievementtext": {ACHIEVEMENT: "text"},
    "awards.agendaitem": {FREE_TEXT: "notes"},
    "awards.attendance": {DELEGATE: "delegate position absence_reason"},
    "awards.award": {UPLOAD: "certificate certificate_name"},
    "awards.conditionanswer": {FREE_TEXT: "note"},
    "awards.conference": {
        SIGNER: "chair chair_position secretary",
        DELEGATE: "guests",
        FREE_TEXT: "proceedings conclusion",
    },
    "awards.conflictofinterest": {FREE_TEXT: "reason"},
    "awards.decision": {FREE_TEXT: "note"},
    "awards.motion": {FREE_TEXT: "text"},
    "awards.nomination": {ACHIEVEMENT: "achievements", FREE_TEXT: "override_reason declined_reason"},
    "awards.opinion": {FREE_TEXT: "text"},
    "awards.opinionrequest": {SIGNER: "answered_by", UPLOAD: "file file_name"},
    "awards.passedover": {FREE_TEXT: "reason"},
    "awards.poll": {DELEGATE: "opening record"},
    "awards.proposalmove": {FREE_TEXT: "comment"},
    "awards.publiccomment": {COMMENT: "name contact text"},
    "awards.reviewsection": {FREE_TEXT: "text"},
    "awards.teller": {DELEGATE: "name position"},
    "awards.violation": {FREE_TEXT: "reason"},
    "awards.webhook": {SIGN_IN: "sealed_secret"},
    "blocs.extension": {FREE_TEXT: "reason"},
    "blocs.handover": {
        SIGNER: "giver_name giver_position receiver_name receiver_position witness_name witness_position",
        FREE_TEXT: "open_tasks",
    },
    "blocs.legalinstrument": {ACT: "checked_by"},
    "blocs.memberlistimport": {ACCOUNT: "officers people letters"},
    "documents.dispatch": {SIGNER: "kept_by taken_by", FREE_TEXT: "note"},
    "documents.issueddocument": {SIGNER: "signer signer_position pdf", FREE_TEXT: "withdrawal_reason"},
    "documents.signedcopy": {SIGNER: "signatures pdf"},
    "members.apitoken": {SIGN_IN: "digest"},
    "members.calendarfeed": {SIGN_IN: "digest"},
    "members.correctionrequest": {COMMENT: "text answer"},
    "members.letter": {LETTER: "subject body"},
    "members.notice": {LETTER: "subject body"},
    "members.officer": {OFFICE: "position"},
    "members.user": {ACCOUNT: "email full_name phone search_key", SIGN_IN: "password"},
    "mfa.authenticator": {SIGN_IN: "data"},
    "pledges.change": {FREE_TEXT: "before after reason"},
    "pledges.correction": {FREE_TEXT: "comment"},
    "pledges.correctionitem": {FREE_TEXT: "request answer"},
    "pledges.evidence": {UPLOAD: "file name document_title"},
    "pledges.explanation": {FREE_TEXT: "text reply"},
    "pledges.givenscore": {FREE_TEXT: "note"},
    "pledges.indicatorresult": {FREE_TEXT: "note"},
    "pledges.pledge": {SIGNER: "witness"},
    "pledges.pledgesignature": {SIGNER: "signer position"},
    "pledges.registration": {FREE_TEXT: "tasks initiatives"},
    "pledges.registrationmove": {FREE_TEXT: "comment"},
    "pledges.reportmove": {FREE_TEXT: "comment"},
    "pledges.reportsection": {FREE_TEXT: "text"},
    "pledges.sampleobjection": {FREE_TEXT: "reason"},
    "pledges.scoreline": {FREE_TEXT: "result justification reason"},
    "pledges.targetremark": {FREE_TEXT: "why plan"},
    "pledges.titlerequest": {ACHIEVEMENT: "beneficiary"},
    "pledges.verdict": {FREE_TEXT: "reason"},
    "pledges.verification": {FREE_TEXT: "recusal"},
    "pledges.version": {FREE_TEXT: "content", UPLOAD: "scan scan_name"},
    "pledges.withdrawal": {FREE_TEXT: "reason"},
    "sessions.session": {SIGN_IN: "session_key session_data"},
    "socialaccount.socialaccount": {SIGN_IN: "uid extra_data"},
    "socialaccount.socialtoken": {SIGN_IN: "token token_secret"},
    "usersessions.usersession": {SIGN_IN: "ip session_key user_agent data"},
}
NAMES = (SIGNER, DELEGATE, ACHIEVEMENT)  # where a person is written by name, without an account
# What can say something of a person. A date or a number says it only beside one of these, and goes with it: no
# birthday, no number of an identity card is asked for anywhere.
TEXTS = (
    models.CharField, models.TextField, models.FileField, models.BinaryField, models.JSONField,
    models.GenericIPAddressField,
)  # fmt: skip


def text_fields(model: type[models.Model]) -> list[str]:
    """The fields of a model that could say something of a person: texts, files, addresses; no choices."""
    return [
        field.name for field in model._meta.concrete_fields if isinstance(field, TEXTS) and not field.choices
    ]


def holdings_of(label: str) -> dict[str, Holding]:
    """{field: class of data} of a model's personal fields."""
    classes = PERSONAL.get(label, {}).items()
    return {field: holding for holding, fields in classes for field in fields.split()}


def unmarked() -> list[str]:
    """Fields that could hold personal data and are in neither list, in both, or listed though they are not there."""
    wrong = []
    for model in [model for model in apps.get_models() if not model._meta.proxy]:
        label, fields = model._meta.label_lower, set(text_fields(model))
        personal, plain = set(holdings_of(label)), set(NOT_PERSONAL.get(label, "").split())
        wrong += [f"{label}.{name}" for name in sorted(fields ^ (personal | plain) | personal & plain)]
    known = {model._meta.label_lower for model in apps.get_models()}
    return wrong + sorted((set(PERSONAL) | set(NOT_PERSONAL)) - known)


@dataclass(frozen=True)
class Held:
    """A line of the map: a class of data in one model, and how many of its rows hold any."""

    holding: Holding
    model: str
    fields: tuple[str, ...]
    rows: int


def data_map() -> list[Held]:
    """The map, by class of data."""
    lines = []
    for label, classes in PERSONAL.items():
        model = apps.get_model(label)
        for holding, fields in classes.items():
            names = tuple(fields.split())
            lines.append(Held(holding, str(model._meta.verbose_name), names, model._base_manager.count()))
    return sorted(lines, key=lambda line: (HOLDINGS.index(line.holding), line.model))


def data_of(user: User) -> dict[str, Any]:
    """All that is held of one person, but for secrets: the account, rows that are theirs or name them, their acts."""
    account = {
        name: getattr(user, name)
        for name in ("email", "form_of_address", "full_name", "phone", "joined_at", "last_login")
    }
    acts = AuditEntry.objects.filter(actor_id=user.pk).order_by("pk")
    return {
        "account": account,
        "theirs": list(_theirs(user)),
        "named": list(_named(user.full_name)),
        "acts": list(acts.values("at", "action", "what", "address")),
    }


def own_data_of(user: User) -> dict[str, Any]:
    """What a person is given on their own page: account, offices, letters, acts.

    Rows that name them or that they wrote may speak of others: an administrator gives those, having looked.
    """
    own = {OFFICE, LETTER, COMMENT}
    rows = [row for row in _theirs(user) if own & set(holdings_of(row["table"]).values())]
    return {name: data for name, data in data_of(user).items() if name in {"account", "acts"}} | {
        "theirs": rows
    }


def _theirs(user: User) -> Iterator[dict[str, Any]]:
    """Rows that point to the person, with what they say of people."""
    for relation in User._meta.related_objects:
        model = relation.related_model
        if not isinstance(relation.field, models.ForeignKey) or isinstance(model, str):
            continue
        for row in model._base_manager.filter(**{relation.field.name: user.pk}).order_by("pk"):
            yield _row(row) | {"as": str(relation.field.verbose_name)}


def _named(name: str) -> Iterator[dict[str, Any]]:
    """Rows in which a person of that name is written without an account, with Ông or Bà before it or not."""
    written = [name, *(f"{form} {name}" for form, _ in FORMS_OF_ADDRESS)]
    for label in PERSONAL:
        model = apps.get_model(label)
        fields = [field for field, holding in holdings_of(label).items() if holding in NAMES]
        texts = [field for field in fields if isinstance(model._meta.get_field(field), models.CharField)]
        query = models.Q()
        for field in texts:
            query |= models.Q(**{f"{field}__in": written})
        for row in model._base_manager.filter(query).order_by("pk") if texts else ():
            yield _row(row)


def _row(row: models.Model) -> dict[str, Any]:
    marked = holdings_of(row._meta.label_lower)
    values = {name: getattr(row, name) for name, holding in marked.items() if not holding.is_secret}
    said = {
        name: "(tệp)" if isinstance(value, bytes | memoryview) else str(value)
        for name, value in values.items()
    }
    table = row._meta.label_lower
    return {"kind": str(row._meta.verbose_name), "table": table, "key": row.pk, "row": str(row), "says": said}
