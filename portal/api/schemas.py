"""The fields of each list. Names and order stand: other systems read them."""

from rest_framework import serializers as fields


class BlocFields(fields.Serializer):
    id = fields.IntegerField()
    name = fields.CharField()
    short_name = fields.CharField()
    province = fields.CharField()


class YearFields(fields.Serializer):
    id = fields.IntegerField()
    bloc_id = fields.IntegerField()
    bloc = fields.CharField()
    year = fields.IntegerField()
    lead = fields.CharField()
    deputy = fields.CharField()
    is_locked = fields.BooleanField()
    is_ranking_published = fields.BooleanField()
    is_filed = fields.BooleanField()


class CompletenessFields(fields.Serializer):
    association_id = fields.IntegerField()
    association = fields.CharField()
    paper = fields.CharField(help_text="registration, pledge, interim, annual")
    state = fields.CharField(help_text="missing, draft, submitted, returned, accepted")
    handed_in_at = fields.DateTimeField(allow_null=True)
    is_late = fields.BooleanField()


class RankingFields(fields.Serializer):
    association_id = fields.IntegerField()
    association = fields.CharField()
    self_points = fields.DecimalField(max_digits=9, decimal_places=2)
    verified_points = fields.DecimalField(max_digits=9, decimal_places=2)
    final_points = fields.DecimalField(max_digits=9, decimal_places=2)
    rank = fields.IntegerField(allow_null=True)
    classification = fields.CharField()
    outcome = fields.CharField()


class NomineeFields(fields.Serializer):
    id = fields.IntegerField()
    association_id = fields.IntegerField()
    association = fields.CharField()
    award = fields.CharField()
    award_code = fields.CharField()
    authority = fields.CharField()
    points = fields.DecimalField(max_digits=9, decimal_places=2)
    rank = fields.IntegerField()
    approve = fields.IntegerField()
    whole = fields.IntegerField()
    state = fields.CharField(help_text="draft, filed, received …, như hồ sơ")


class DecisionFields(fields.Serializer):
    id = fields.IntegerField()
    number = fields.CharField()
    dated = fields.DateField()
    authority = fields.CharField()


class LedgerFields(fields.Serializer):
    id = fields.IntegerField()
    association_id = fields.IntegerField()
    association = fields.CharField(help_text="tên khi được tặng")
    award = fields.CharField()
    award_code = fields.CharField()
    year = fields.IntegerField()
    decision = fields.CharField()
    dated = fields.DateField()


class PaperFields(fields.Serializer):
    id = fields.IntegerField()
    kind = fields.CharField()
    type = fields.CharField()
    reference = fields.CharField()
    issued_on = fields.DateField()
    title = fields.CharField()
    signer = fields.CharField()
    code = fields.CharField(help_text="mã kiểm tra trên văn bản")
    sha256 = fields.CharField()
    size = fields.IntegerField(help_text="byte")
    is_standing = fields.BooleanField(help_text="chưa thay thế, chưa thu hồi")
