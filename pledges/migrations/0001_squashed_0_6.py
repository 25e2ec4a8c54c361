import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pledges.models.storage
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('pledges', '0001_initial'), ('pledges', '0002_drafts_versions_returns'), ('pledges', '0003_evidence_without_line'), ('pledges', '0004_kept_of_registrations'), ('pledges', '0005_last_years_figures'), ('pledges', '0006_scores_and_verification')]

    initial = True

    dependencies = [
        ('blocs', '0001_squashed_0_6'),
        ('members', '0001_squashed_0_6'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.TextField(max_length=5000, verbose_name='lời mở đầu')),
                ('commitments', models.TextField(help_text='Dòng bắt đầu bằng “I.”, “II.”… là tiêu đề; các dòng khác là từng cam kết.', max_length=20000, verbose_name='nội dung giao ước')),
                ('closing', models.TextField(blank=True, max_length=5000, verbose_name='lời kết')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='ký lúc')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi ký')),
                ('witness', models.CharField(blank=True, max_length=200, verbose_name='đại diện chứng kiến (chức vụ, họ tên)')),
                ('originals', models.PositiveSmallIntegerField(default=18, verbose_name='số bản chính')),
                ('bloc_year', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pledge', to='blocs.blocyear', verbose_name='năm thi đua')),
            ],
            options={
                'verbose_name': 'bản giao ước',
                'verbose_name_plural': 'bản giao ước',
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Chưa nộp'), ('submitted', 'Đã nộp'), ('returned', 'Bị trả lại'), ('accepted', 'Đã tiếp nhận')], default='draft', editable=False, max_length=20, verbose_name='trạng thái')),
                ('first_submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='nộp lần đầu lúc')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='bắt đầu soạn')),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='số cán bộ hội')),
                ('member_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='số hội viên')),
                ('branch_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='số chi hội, hội cơ sở')),
                ('women_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='tỷ lệ nữ trong tập thể (%)')),
                ('initiatives', models.TextField(blank=True, max_length=20000, verbose_name='sáng kiến, mô hình, điển hình đăng ký')),
                ('written_at', models.DateTimeField(editable=False, null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='members.association', verbose_name='hội')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.blocyear', verbose_name='năm thi đua')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nộp')),
                ('written_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bản đăng ký thi đua',
                'verbose_name_plural': 'bản đăng ký thi đua',
                'default_related_name': 'registrations',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'association'), name='registration_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('first_submitted_at', None), ('state', 'draft'), ('submitted_by', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('first_submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='registration_submitted_by_someone_sometime'), models.CheckConstraint(condition=models.Q(('women_percent', None), models.Q(('women_percent__gte', 0), ('women_percent__lte', 100)), _connector='OR'), name='registration_women_percent')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(max_length=20, verbose_name='từ')),
                ('to_state', models.CharField(max_length=20, verbose_name='sang')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='pledges.registration')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Chưa nộp'), ('submitted', 'Đã nộp'), ('returned', 'Bị trả lại'), ('accepted', 'Đã tiếp nhận')], default='draft', editable=False, max_length=20, verbose_name='trạng thái')),
                ('first_submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='nộp lần đầu lúc')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='bắt đầu soạn')),
                ('kind', models.CharField(choices=[('interim', 'Báo cáo sơ kết 6 tháng'), ('annual', 'Báo cáo tổng kết năm')], max_length=10, verbose_name='loại báo cáo')),
                ('told_at', models.DateTimeField(editable=False, null=True, verbose_name='báo kết quả thẩm định lúc')),
                ('agreed_at', models.DateTimeField(editable=False, null=True, verbose_name='hội đồng ý lúc')),
                ('agreed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='members.association', verbose_name='hội')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.blocyear', verbose_name='năm thi đua')),
                ('criteria_set', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='blocs.criteriaset')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nộp')),
            ],
            options={
                'verbose_name': 'báo cáo',
                'verbose_name_plural': 'báo cáo',
                'default_related_name': 'reports',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'association', 'kind'), name='report_once_a_year_and_kind'), models.CheckConstraint(condition=models.Q(models.Q(('first_submitted_at', None), ('state', 'draft'), ('submitted_by', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('first_submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='report_submitted_by_someone_sometime'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('told_at__isnull', False)), _connector='OR'), name='report_agreed_to_what_was_told'), models.CheckConstraint(condition=models.Q(models.Q(('criteria_set', None), ('kind', 'interim')), models.Q(('criteria_set__isnull', False), ('kind', 'annual')), _connector='OR'), name='report_annual_is_scored')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, max_length=120, storage=pledges.models.storage.evidence_storage, upload_to=pledges.models.storage.random_path, verbose_name='tệp')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='tên tệp')),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('document_date', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('document_title', models.CharField(blank=True, max_length=300, verbose_name='trích yếu văn bản')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='pledges.report')),
            ],
            options={
                'verbose_name': 'minh chứng',
                'verbose_name_plural': 'minh chứng',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('file', ''), _negated=True), models.Q(('name', ''), _negated=True)), models.Q(models.Q(('document_number', ''), _negated=True), models.Q(('document_title', ''), _negated=True)), _connector='OR'), name='evidence_is_a_file_or_a_document')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='lần trả lại')),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến chung')),
                ('due_at', models.DateTimeField(verbose_name='nộp lại trước')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='trả lại lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lại')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.registration')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.report')),
            ],
            options={
                'verbose_name': 'lần trả lại',
                'verbose_name_plural': 'các lần trả lại',
                'ordering': ['round'],
                'constraints': [models.CheckConstraint(condition=models.Q(('report__isnull', False), ('registration__isnull', False), _connector='XOR'), name='correction_of_one'), models.UniqueConstraint(fields=('report', 'round'), name='correction_round_once'), models.UniqueConstraint(fields=('registration', 'round'), name='registration_correction_round_once'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('at'))), name='correction_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=320, verbose_name='ô')),
                ('before', models.TextField(blank=True, verbose_name='từ')),
                ('after', models.TextField(blank=True, verbose_name='thành')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='từ lúc')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người sửa')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.registration')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.report')),
            ],
            options={
                'verbose_name': 'thay đổi',
                'verbose_name_plural': 'lịch sử thay đổi',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['report', 'field', '-at'], name='change_of_field'), models.Index(fields=['report', '-at'], name='change_of_report'), models.Index(fields=['registration', '-at'], name='change_of_registration')],
                'constraints': [models.CheckConstraint(condition=models.Q(('report__isnull', False), ('registration__isnull', False), _connector='XOR'), name='change_of_one')],
            },
        ),
        migrations.CreateModel(
            name='ReportMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(max_length=20, verbose_name='từ')),
                ('to_state', models.CharField(max_length=20, verbose_name='sang')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='pledges.report')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_state', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='report_return_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('outline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.outlinesection')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='pledges.report')),
            ],
            options={
                'ordering': ['outline__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'outline'), name='report_section_once')],
            },
        ),
        migrations.CreateModel(
            name='ScoreLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('self_points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm tự chấm')),
                ('not_applicable', models.BooleanField(default=False, verbose_name='không áp dụng')),
                ('result', models.CharField(blank=True, max_length=500, verbose_name='kết quả thực hiện')),
                ('verified_points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm thẩm định')),
                ('verified_na', models.BooleanField(default=False, verbose_name='thẩm định là không áp dụng')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do điều chỉnh')),
                ('verified_at', models.DateTimeField(null=True)),
                ('conference_points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm hội nghị')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='blocs.criterion')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='pledges.report')),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'criterion'), name='score_line_once'), models.CheckConstraint(condition=models.Q(('not_applicable', False), ('self_points', None), _connector='OR'), name='score_not_applicable_has_none'), models.CheckConstraint(condition=models.Q(('verified_na', False), ('verified_points', 0), _connector='OR'), name='score_verified_na_counts_nothing'), models.CheckConstraint(condition=models.Q(('conference_points', None), models.Q(('conference_points__gte', 0), ('verified_points__isnull', False)), _connector='OR'), name='score_of_conference_follows_verified'), models.CheckConstraint(condition=models.Q(models.Q(('self_points', None), ('self_points__gte', 0), _connector='OR'), models.Q(('verified_points', None), ('verified_points__gte', 0), _connector='OR')), name='score_not_negative'), models.CheckConstraint(condition=models.Q(('verified_points', None), models.Q(('verified_na', False), ('verified_points', models.F('self_points'))), models.Q(('not_applicable', True), ('verified_na', True)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='score_changed_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None), ('verified_points', None)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False), ('verified_points__isnull', False)), _connector='OR'), name='score_verified_by_someone_sometime')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='giải trình của hội')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('reply', models.TextField(blank=True, max_length=2000, verbose_name='trả lời phúc tra')),
                ('replied_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='explanation', to='pledges.scoreline')),
            ],
            options={
                'verbose_name': 'giải trình',
                'verbose_name_plural': 'giải trình',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='explanation_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at', None), ('replied_by', None), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False), ('replied_by__isnull', False)), _connector='OR'), name='explanation_answered_by_someone_sometime')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pages', models.CharField(blank=True, max_length=40, verbose_name='trang')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='pledges.evidence')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='pledges.scoreline')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('evidence', 'line'), name='evidence_used_once_a_line')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='chỉ tiêu')),
                ('unit', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                ('kind', models.CharField(choices=[('count', 'Số lượng'), ('money', 'Số tiền (đồng)'), ('percent', 'Tỷ lệ %'), ('yes_no', 'Có / không'), ('words', 'Văn bản')], default='count', max_length=10, verbose_name='loại số liệu')),
                ('direction', models.CharField(choices=[('higher', 'Càng cao càng tốt'), ('lower', 'Càng thấp càng tốt')], default='higher', max_length=10, verbose_name='chiều')),
                ('plan', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='kế hoạch năm')),
                ('plan_words', models.CharField(blank=True, max_length=300, verbose_name='kế hoạch năm (văn bản)')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.content', verbose_name='nội dung')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='blocs.indicator')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='pledges.registration')),
            ],
            options={
                'verbose_name': 'chỉ tiêu đăng ký',
                'verbose_name_plural': 'chỉ tiêu đăng ký',
                'ordering': ['content__code', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('registration', 'name', 'unit'), name='target_once_a_registration'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'words'), ('plan', None), models.Q(('plan_words', ''), _negated=True)), models.Q(models.Q(('kind', 'words'), _negated=True), ('plan__gte', 0), ('plan_words', '')), _connector='OR'), name='target_plan_is_a_figure_or_words')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actual', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='thực hiện')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='thực hiện (văn bản)')),
                ('previous', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='cùng kỳ năm trước')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú, nguồn số liệu')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='pledges.report')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='pledges.target')),
            ],
            options={
                'ordering': ['target__content__code', 'target__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'target'), name='result_once_a_target'), models.CheckConstraint(condition=models.Q(('actual', None), ('actual__gte', 0), _connector='OR'), name='result_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='TitleRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('beneficiary', models.CharField(max_length=200, verbose_name='tập thể, cá nhân')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.awardtype', verbose_name='danh hiệu, hình thức')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='title_requests', to='pledges.registration')),
            ],
            options={
                'verbose_name': 'danh hiệu đăng ký',
                'verbose_name_plural': 'danh hiệu đăng ký',
                'ordering': ['award_type__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='phân công lúc')),
                ('frozen_at', models.DateTimeField(null=True, verbose_name='chốt lúc')),
                ('recused_at', models.DateTimeField(null=True, verbose_name='từ chối lúc')),
                ('recusal', models.CharField(blank=True, max_length=300, verbose_name='lý do từ chối')),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='members.association')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='blocs.blocyear')),
                ('verifier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to=settings.AUTH_USER_MODEL, verbose_name='người thẩm định')),
            ],
            options={
                'verbose_name': 'phân công thẩm định',
                'verbose_name_plural': 'phân công thẩm định',
                'ordering': ['assigned_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'association', 'verifier'), name='verification_once'), models.CheckConstraint(condition=models.Q(models.Q(('recusal', ''), ('recused_at', None)), models.Q(('frozen_at', None), ('recused_at__isnull', False), models.Q(('recusal', ''), _negated=True)), _connector='OR'), name='verification_recused_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verified_points', models.DecimalField(decimal_places=2, max_digits=6)),
                ('verified_na', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='pledges.scoreline')),
                ('verification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='pledges.verification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('verification', 'line'), name='verdict_once_a_leaf'), models.CheckConstraint(condition=models.Q(('verified_points__gte', 0)), name='verdict_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần nộp')),
                ('content', models.JSONField(verbose_name='nội dung đã nộp')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm nội dung')),
                ('received_at', models.DateTimeField(verbose_name='máy chủ nhận lúc')),
                ('due_at', models.DateTimeField(null=True, verbose_name='hạn')),
                ('scan', models.FileField(blank=True, max_length=120, storage=pledges.models.storage.evidence_storage, upload_to=pledges.models.storage.random_path, verbose_name='bản ký quét')),
                ('scan_name', models.CharField(blank=True, max_length=200, verbose_name='tên tệp bản ký')),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.registration')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='pledges.report')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nộp')),
            ],
            options={
                'verbose_name': 'bản đã nộp',
                'verbose_name_plural': 'các bản đã nộp',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('report__isnull', False), ('registration__isnull', False), _connector='XOR'), name='version_of_one'), models.UniqueConstraint(fields=('report', 'number'), name='version_numbered_once'), models.UniqueConstraint(fields=('registration', 'number'), name='registration_version_numbered_once'), models.CheckConstraint(condition=models.Q(models.Q(('scan', ''), ('scan_name', ''), ('scan_sha256', '')), models.Q(models.Q(('scan', ''), _negated=True), models.Q(('scan_name', ''), _negated=True), models.Q(('scan_sha256', ''), _negated=True)), _connector='OR'), name='version_scan_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(blank=True, max_length=40, verbose_name='ở đâu')),
                ('label', models.CharField(default='Cả văn bản', max_length=320)),
                ('reason', models.CharField(choices=[('wrong', 'Sai'), ('missing', 'Thiếu'), ('unclear', 'Chưa rõ')], max_length=10, verbose_name='lý do')),
                ('request', models.TextField(max_length=2000, verbose_name='cần sửa gì')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='trả lời của hội')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='pledges.correction')),
            ],
            options={
                'verbose_name': 'điểm cần sửa',
                'verbose_name_plural': 'điểm cần sửa',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('request', ''), _negated=True), name='correction_item_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='correction_item_answered_by_someone_sometime')],
            },
        ),
        migrations.CreateModel(
            name='PastFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='số năm trước')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_figures', to='members.association')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_figures', to='blocs.blocyear')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_figures', to='blocs.indicator')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'số liệu năm trước',
                'verbose_name_plural': 'số liệu năm trước',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'association', 'indicator'), name='past_figure_once'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='past_figure_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='PledgeSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signer', models.CharField(max_length=120, verbose_name='người ký')),
                ('position', models.CharField(max_length=120, verbose_name='chức vụ')),
                ('signed_at', models.DateTimeField(verbose_name='ký lúc')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledge_signatures', to='members.association', verbose_name='hội')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='pledges.pledge')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'chữ ký giao ước',
                'verbose_name_plural': 'chữ ký giao ước',
                'ordering': ['association__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('pledge', 'association'), name='pledge_signed_once_by_each'), models.CheckConstraint(condition=models.Q(models.Q(('signer', ''), _negated=True), models.Q(('position', ''), _negated=True)), name='pledge_signature_names_signer')],
            },
        ),
    ]
