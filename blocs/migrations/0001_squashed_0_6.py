import blocs.models.bloc
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('blocs', '0001_initial'), ('blocs', '0002_initial'), ('blocs', '0003_extensions_and_kinds'), ('blocs', '0004_scores_and_verification'), ('blocs', '0005_votes'), ('blocs', '0006_handover'), ('blocs', '0007_award_rules')]

    initial = True

    dependencies = [
        ('members', '0001_squashed_0_6'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bloc',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250, verbose_name='tên đầy đủ')),
                ('short_name', models.CharField(max_length=100, verbose_name='tên gọi tắt')),
                ('province', models.CharField(help_text='Ví dụ: tỉnh Quảng Trị', max_length=60, verbose_name='tỉnh')),
                ('parent_name', models.CharField(help_text='UBND TỈNH QUẢNG TRỊ', max_length=120, verbose_name='dòng đầu văn bản của khối')),
                ('symbol', models.CharField(default='KTĐ', max_length=20, verbose_name='ký hiệu số văn bản của khối')),
                ('standing_agency', models.CharField(max_length=150, verbose_name='cơ quan thường trực')),
                ('is_demo', models.BooleanField(default=False, verbose_name='dữ liệu minh họa')),
            ],
            options={
                'verbose_name': 'khối thi đua',
                'verbose_name_plural': 'khối thi đua',
            },
        ),
        migrations.CreateModel(
            name='AwardType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('kind', models.CharField(choices=[('title', 'Danh hiệu thi đua'), ('form', 'Hình thức khen thưởng')], max_length=10, verbose_name='loại')),
                ('level', models.CharField(choices=[('state', 'Cấp Nhà nước'), ('province', 'Cấp tỉnh'), ('body', 'Cấp cơ sở')], max_length=10, verbose_name='cấp')),
                ('authority', models.CharField(max_length=150, verbose_name='thẩm quyền quyết định')),
                ('proposed_by_bloc', models.BooleanField(default=True, verbose_name='khối bình xét, đề nghị')),
                ('position', models.PositiveSmallIntegerField(default=10, verbose_name='thứ tự')),
                ('conflicts_with', models.ManyToManyField(blank=True, help_text='Nguyên tắc: một thành tích không khen nhiều hình thức (Luật năm 2022, Điều 5).', to='blocs.awardtype', verbose_name='cảnh báo khi đề nghị cùng năm với')),
            ],
            options={
                'verbose_name': 'danh hiệu, hình thức khen thưởng',
                'verbose_name_plural': 'danh hiệu, hình thức khen thưởng',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AchievementForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='tên mẫu')),
                ('confirmed_by', models.CharField(blank=True, help_text='Bỏ trống: không có phần xác nhận.', max_length=150, verbose_name='cấp trên xác nhận')),
                ('award_types', models.ManyToManyField(blank=True, help_text='Bỏ trống: mọi danh hiệu, hình thức khác.', to='blocs.awardtype', verbose_name='dùng cho')),
            ],
            options={
                'verbose_name': 'mẫu báo cáo thành tích',
                'verbose_name_plural': 'mẫu báo cáo thành tích',
                'ordering': ['instrument__in_force_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BaseSalary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(unique=True, verbose_name='từ ngày')),
                ('amount', models.DecimalField(decimal_places=0, max_digits=12, verbose_name='mức (đồng một tháng)')),
                ('source', models.CharField(max_length=200, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'mức lương cơ sở',
                'verbose_name_plural': 'mức lương cơ sở',
                'ordering': ['since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='base_salary_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='BlocYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm thi đua')),
                ('place', models.CharField(default='Quảng Trị', max_length=60, verbose_name='địa danh')),
                ('header', models.CharField(choices=[('A', 'Hội làm Trưởng khối đứng tên văn bản'), ('B', 'Khối thi đua đứng tên văn bản')], default='A', max_length=1, verbose_name='đầu văn bản')),
                ('addressees', models.TextField(default='Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị\nBan Thi đua - Khen thưởng tỉnh', verbose_name='nơi nhận tờ trình (mỗi dòng một nơi)')),
                ('score_step', models.DecimalField(decimal_places=2, default=Decimal('0.5'), max_digits=3, verbose_name='bước điểm')),
                ('evidence_required', models.BooleanField(default=True, help_text='Bỏ chọn: thiếu minh chứng chỉ được nhắc, vẫn nộp được.', verbose_name='bắt buộc minh chứng ở tiêu chí cần minh chứng')),
                ('late_rule', models.CharField(choices=[('mark', 'Vẫn nhận, ghi là nộp muộn'), ('refuse', 'Không nhận, trừ khi được gia hạn')], default='mark', max_length=10, verbose_name='nộp sau hạn')),
                ('return_limit', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='số lần trả lại tối đa của một báo cáo')),
                ('reminder_days', models.JSONField(default=blocs.models.bloc.reminder_days, help_text='Số ngày trước hạn, cách nhau bằng dấu phẩy; số âm là sau hạn. Ví dụ: 7, 2, 0, -1.', verbose_name='ngày nhắc nộp')),
                ('tie_breaks', models.JSONField(blank=True, default=list, verbose_name='tiêu chí phụ khi bằng điểm')),
                ('quorum', models.CharField(choices=[('1/2', 'quá 1/2 (trên 50 %)'), ('2/3', 'từ 2/3 trở lên'), ('4/5', 'từ 80 % trở lên')], default='2/3', max_length=3, verbose_name='hội nghị hợp lệ khi có mặt')),
                ('threshold', models.CharField(choices=[('1/2', 'quá 1/2 (trên 50 %)'), ('2/3', 'từ 2/3 trở lên'), ('4/5', 'từ 80 % trở lên')], default='4/5', max_length=3, verbose_name='được chọn khi đồng ý')),
                ('threshold_base', models.CharField(choices=[('present', 'số thành viên có mặt'), ('members', 'tổng số thành viên của khối'), ('valid', 'số phiếu hợp lệ')], default='members', max_length=10, verbose_name='tỷ lệ tính trên')),
                ('flag_quota', models.PositiveSmallIntegerField(default=3, verbose_name='số Cờ thi đua của UBND tỉnh được đề nghị')),
                ('flag_quota_by_size', models.JSONField(blank=True, default=list, help_text='Mỗi dòng: từ bao nhiêu đơn vị: bao nhiêu Cờ. Bỏ trống: dùng số ở trên.', verbose_name='số Cờ theo số đơn vị thành viên')),
                ('max_consecutive_years', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='cảnh báo khi một danh hiệu được đề nghị quá số năm liền')),
                ('signed_reports_required', models.BooleanField(default=True, verbose_name='gửi hồ sơ phải có bản ký của báo cáo thành tích')),
                ('separate_by_authority', models.BooleanField(default=False, verbose_name='tách tờ trình theo thẩm quyền quyết định')),
                ('verifiers', models.PositiveSmallIntegerField(choices=[(1, 'Một người'), (2, 'Hai người độc lập')], default=1, verbose_name='số người thẩm định mỗi bảng điểm')),
                ('cross_check', models.BooleanField(default=False, verbose_name='các hội kiểm tra chéo bảng điểm của nhau')),
                ('explanation_days', models.PositiveSmallIntegerField(default=5, help_text='0: không có bước giải trình.', verbose_name='số ngày hội được giải trình kết quả thẩm định')),
                ('is_sealed', models.BooleanField(default=False, verbose_name='niêm phong bảng xếp hạng đến khi mở tại hội nghị')),
                ('ranking_opened_at', models.DateTimeField(editable=False, null=True, verbose_name='mở bảng xếp hạng lúc')),
                ('selection', models.CharField(choices=[('vote', 'Bỏ phiếu giữa các đơn vị đủ điều kiện'), ('score_then_vote', 'Lấy các đơn vị điểm cao nhất, rồi bỏ phiếu'), ('score', 'Chỉ theo điểm xếp hạng'), ('consensus', 'Hội nghị thống nhất suy tôn')], default='vote', max_length=20, verbose_name='cách bình xét')),
                ('ballot_first', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1)], verbose_name='số đơn vị điểm cao nhất đưa ra bỏ phiếu')),
                ('max_rounds', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1)], verbose_name='số vòng bỏ phiếu tối đa')),
                ('nominee_may_vote', models.BooleanField(default=True, verbose_name='hội được đề cử vẫn bỏ phiếu')),
                ('chair_casting_vote', models.BooleanField(default=False, verbose_name='chủ tọa quyết định khi bằng phiếu ở suất cuối')),
                ('ranking_published_at', models.DateTimeField(editable=False, null=True, verbose_name='công bố bảng điểm lúc')),
                ('bloc', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='blocs.bloc', verbose_name='khối')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years_deputised', to='members.association', verbose_name='Phó Trưởng khối')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years_led', to='members.association', verbose_name='Trưởng khối')),
            ],
            options={
                'verbose_name': 'năm thi đua của khối',
                'verbose_name_plural': 'năm thi đua của khối',
                'constraints': [models.UniqueConstraint(fields=('bloc', 'year'), name='bloc_year_once', violation_error_message='Năm thi đua này đã được mở.'), models.CheckConstraint(condition=models.Q(('lead', models.F('deputy')), _negated=True), name='bloc_year_lead_is_not_deputy', violation_error_message='Trưởng khối và Phó Trưởng khối phải là hai hội khác nhau.'), models.CheckConstraint(condition=models.Q(('score_step__in', ['0.25', '0.5', '1'])), name='bloc_year_score_step', violation_error_message='Bước điểm là 0,25, 0,5 hoặc 1.')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('secretary', 'Thư ký khối'), ('verifier', 'Người thẩm định của Phó Trưởng khối')], max_length=20, verbose_name='nhiệm vụ')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='blocs.blocyear', verbose_name='năm thi đua')),
            ],
            options={
                'verbose_name': 'phân công giúp việc khối',
                'verbose_name_plural': 'phân công giúp việc khối',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'user', 'role'), name='appointment_once', violation_error_message='Người này đã được phân công.')],
            },
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, verbose_name='mã')),
                ('title', models.CharField(max_length=300, verbose_name='nội dung thi đua')),
                ('commitments', models.TextField(blank=True, verbose_name='cam kết chung trong giao ước (mỗi dòng một ý)')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contents', to='blocs.blocyear', verbose_name='năm thi đua')),
            ],
            options={
                'verbose_name': 'nội dung thi đua',
                'verbose_name_plural': 'nội dung thi đua',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'code'), name='content_code_once')],
            },
        ),
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='bản')),
                ('scale', models.DecimalField(decimal_places=2, default=100, max_digits=7, verbose_name='thang điểm')),
                ('bonus_cap', models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name='điểm thưởng tối đa')),
                ('deduction_cap', models.DecimalField(blank=True, decimal_places=2, help_text='Bỏ trống: không giới hạn.', max_digits=6, null=True, verbose_name='điểm trừ tối đa')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='nội dung thay đổi so với bản trước')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='công bố lúc')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria_sets', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bộ tiêu chí',
                'verbose_name_plural': 'bộ tiêu chí',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'version'), name='criteria_version_once'), models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('bloc_year',), name='criteria_one_draft_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='criteria_published_by_someone_sometime'), models.CheckConstraint(condition=models.Q(('bonus_cap__gte', 0), ('scale__gt', 0)), name='criteria_scale_positive')],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60, verbose_name='xếp loại')),
                ('at_least', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='từ (điểm)')),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='blocs.criteriaset')),
            ],
            options={
                'verbose_name': 'mức xếp loại',
                'verbose_name_plural': 'mức xếp loại',
                'ordering': ['-at_least'],
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'at_least'), name='band_bound_once')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('registration_closed', 'Hết hạn đăng ký thi đua'), ('pledge_signed', 'Ký giao ước thi đua'), ('interim_reports', 'Báo cáo sơ kết 6 tháng'), ('self_scoring_closed', 'Hết hạn báo cáo năm và tự chấm điểm')], max_length=30, verbose_name='mốc')),
                ('until', models.DateTimeField(verbose_name='gia hạn đến')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('granted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='cho gia hạn lúc')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='members.association', verbose_name='hội')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cho gia hạn')),
            ],
            options={
                'verbose_name': 'gia hạn',
                'verbose_name_plural': 'các lần gia hạn',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_says_why')],
            },
        ),
        migrations.CreateModel(
            name='FormPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('level', models.PositiveSmallIntegerField(default=2, verbose_name='bậc')),
                ('title', models.CharField(max_length=200, verbose_name='đề mục')),
                ('source', models.CharField(blank=True, choices=[('', 'Chỉ là đề mục'), ('situation', 'Đặc điểm, tình hình (kèm số liệu đăng ký)'), ('duties', 'Chức năng, nhiệm vụ'), ('results', 'Kết quả (kèm bảng chỉ tiêu, điểm, phiếu)'), ('measures', 'Biện pháp, phong trào'), ('compliance', 'Chấp hành chủ trương, pháp luật'), ('party', 'Tổ chức đảng, đoàn thể'), ('titles', 'Danh hiệu thi đua đã được tặng (từ sổ khen thưởng)'), ('forms', 'Hình thức khen thưởng đã được tặng (từ sổ khen thưởng)')], max_length=12, verbose_name='nội dung')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='blocs.achievementform')),
            ],
            options={
                'verbose_name': 'đề mục',
                'verbose_name_plural': 'đề mục',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('form', 'position'), name='form_part_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(choices=[('no_registration', 'Không đăng ký thi đua'), ('no_pledge', 'Không ký giao ước thi đua'), ('no_report', 'Không gửi báo cáo năm, bảng tự chấm điểm'), ('finding', 'Có kết luận vi phạm, kỷ luật hoặc đang bị xem xét')], max_length=20, verbose_name='trường hợp')),
                ('outcome', models.CharField(choices=[('not_eligible', 'Xếp hạng, không xét khen thưởng'), ('not_ranked', 'Không xếp hạng')], max_length=20, verbose_name='hệ quả')),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='blocs.criteriaset')),
            ],
            options={
                'verbose_name': 'điều kiện loại',
                'verbose_name_plural': 'điều kiện loại',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'fact'), name='gate_once')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField(verbose_name='bàn giao lúc')),
                ('place', models.CharField(max_length=200, verbose_name='địa điểm')),
                ('giver_name', models.CharField(max_length=120, verbose_name='đại diện bên giao (họ tên)')),
                ('giver_position', models.CharField(max_length=160, verbose_name='chức vụ đại diện bên giao')),
                ('receiver_name', models.CharField(max_length=120, verbose_name='đại diện bên nhận (họ tên)')),
                ('receiver_position', models.CharField(max_length=160, verbose_name='chức vụ đại diện bên nhận')),
                ('witness_name', models.CharField(blank=True, max_length=120, verbose_name='người chứng kiến (họ tên)')),
                ('witness_position', models.CharField(blank=True, max_length=160, verbose_name='chức vụ, cơ quan của người chứng kiến')),
                ('open_tasks', models.TextField(blank=True, max_length=5000, verbose_name='việc còn phải làm tiếp (mỗi dòng một việc)')),
                ('writes_end', models.DateField(verbose_name='Trưởng khối cũ thôi cập nhật từ ngày')),
                ('writes_begin', models.DateField(verbose_name='Trưởng khối mới được cập nhật từ ngày')),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('received_at', models.DateTimeField(editable=False, null=True, verbose_name='bên nhận xác nhận lúc')),
                ('bloc_year', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('received_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association', verbose_name='đơn vị nhận')),
            ],
            options={
                'verbose_name': 'bàn giao',
                'verbose_name_plural': 'bàn giao',
                'constraints': [models.CheckConstraint(condition=models.Q(('writes_begin__lte', models.F('writes_end'))), name='handover_leaves_no_day_without_a_writer', violation_error_message='Trưởng khối mới phải được cập nhật chậm nhất từ ngày Trưởng khối cũ thôi.'), models.CheckConstraint(condition=models.Q(models.Q(('received_at', None), ('received_by', None)), models.Q(('received_at__isnull', False), ('received_by__isnull', False)), _connector='OR'), name='handover_received_by_someone_sometime')],
            },
        ),
        migrations.CreateModel(
            name='HandoverItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='nội dung')),
                ('quantity', models.CharField(max_length=60, verbose_name='số lượng')),
                ('form', models.CharField(choices=[('data', 'Trên phần mềm'), ('paper', 'Bản giấy'), ('both', 'Bản giấy và trên phần mềm'), ('thing', 'Hiện vật')], default='data', max_length=10, verbose_name='hình thức')),
                ('is_given', models.BooleanField(default=False, verbose_name='đã giao')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='blocs.handover')),
            ],
            options={
                'verbose_name': 'nội dung bàn giao',
                'verbose_name_plural': 'danh mục bàn giao',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='chỉ tiêu')),
                ('unit', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                ('kind', models.CharField(choices=[('count', 'Số lượng'), ('money', 'Số tiền (đồng)'), ('percent', 'Tỷ lệ %'), ('yes_no', 'Có / không'), ('words', 'Văn bản')], default='count', max_length=10, verbose_name='loại số liệu')),
                ('direction', models.CharField(choices=[('higher', 'Càng cao càng tốt'), ('lower', 'Càng thấp càng tốt')], default='higher', max_length=10, verbose_name='chiều')),
                ('is_summable', models.BooleanField(default=False, verbose_name='cộng gộp được toàn khối')),
                ('position', models.PositiveSmallIntegerField(default=10, verbose_name='thứ tự')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='blocs.content', verbose_name='thuộc nội dung')),
            ],
            options={
                'verbose_name': 'chỉ tiêu',
                'verbose_name_plural': 'chỉ tiêu',
                'ordering': ['content__code', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'name', 'unit'), name='indicator_once'), models.CheckConstraint(condition=models.Q(('is_summable', False), ('kind__in', ['count', 'money']), _connector='OR'), name='indicator_summed_only_if_it_adds_up', violation_error_message='Chỉ số lượng và số tiền mới cộng gộp được.')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='mã')),
                ('text', models.CharField(max_length=600, verbose_name='nội dung, tiêu chí')),
                ('kind', models.CharField(choices=[('group', 'Nhóm (có tiêu chí con)'), ('judged', 'Chấm từ 0 đến tối đa'), ('yes_no', 'Có / không'), ('threshold', 'Theo mức đạt được'), ('timeliness', 'Đúng hạn / muộn (máy tính)'), ('bonus', 'Điểm thưởng'), ('deduction', 'Điểm trừ')], max_length=20, verbose_name='cách chấm')),
                ('max_points', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='điểm chuẩn (tối đa)')),
                ('needs_evidence', models.BooleanField(default=False, verbose_name='cần minh chứng')),
                ('document', models.CharField(blank=True, choices=[('registration', 'Bản đăng ký thi đua'), ('pledge', 'Ký giao ước thi đua'), ('interim', 'Báo cáo sơ kết 6 tháng'), ('annual', 'Báo cáo năm và bảng tự chấm điểm')], max_length=20, verbose_name='văn bản phải đúng hạn')),
                ('late_points', models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name='điểm khi nộp muộn')),
                ('basis', models.CharField(choices=[('targets', 'Tỷ lệ chỉ tiêu đăng ký hoàn thành (%)'), ('share', 'Thực hiện so kế hoạch của một chỉ tiêu (%)'), ('figure', 'Số thực hiện của một chỉ tiêu')], default='targets', max_length=10, verbose_name='mức đạt được tính theo')),
                ('may_not_apply', models.BooleanField(default=False, verbose_name='hội có thể ghi “không áp dụng”')),
                ('per', models.CharField(choices=[('document', 'Mỗi văn bản nộp muộn'), ('day', 'Mỗi ngày nộp muộn')], default='document', max_length=10, verbose_name='trừ theo')),
                ('rate', models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name='điểm trừ mỗi lần, mỗi ngày')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='blocs.criteriaset', verbose_name='bộ tiêu chí')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='blocs.criterion', verbose_name='thuộc nhóm')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='blocs.indicator', verbose_name='chỉ tiêu')),
            ],
            options={
                'verbose_name': 'tiêu chí',
                'verbose_name_plural': 'tiêu chí',
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'code'), name='criterion_code_once', violation_error_message='Mã này đã dùng cho một tiêu chí khác.'), models.CheckConstraint(condition=models.Q(('late_points__gte', 0), ('max_points__gte', 0), ('rate__gte', 0)), name='criterion_points_not_negative', violation_error_message='Điểm không được âm.'), models.CheckConstraint(condition=models.Q(('kind', 'deduction'), models.Q(('kind', 'timeliness'), ('document', ''), _connector='XOR'), _connector='OR'), name='criterion_on_time_names_its_document', violation_error_message='Hãy chọn văn bản phải đúng hạn (chỉ cho cách chấm đúng hạn / muộn, điểm trừ).'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'targets'), ('indicator', None)), models.Q(models.Q(('basis', 'targets'), _negated=True), ('indicator__isnull', False), ('kind', 'threshold')), _connector='OR'), name='criterion_threshold_names_its_indicator', violation_error_message='Hãy chọn chỉ tiêu để tính (chỉ cho cách chấm theo mức của một chỉ tiêu).')],
            },
        ),
        migrations.CreateModel(
            name='LegalInstrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='Luật, Nghị định, Thông tư, Quyết định…', max_length=40, verbose_name='loại văn bản')),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='số, ký hiệu')),
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('issuer', models.CharField(max_length=150, verbose_name='cơ quan ban hành')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('in_force_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('in_force_to', models.DateField(blank=True, null=True, verbose_name='hết hiệu lực sau ngày')),
                ('cited_in_papers', models.BooleanField(default=False, help_text='In trong phần căn cứ của tờ trình, báo cáo, biên bản.', verbose_name='luôn ghi trong căn cứ')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='thứ tự trong căn cứ')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='blocs.legalinstrument', verbose_name='được thay bằng')),
            ],
            options={
                'verbose_name': 'văn bản pháp luật',
                'verbose_name_plural': 'văn bản pháp luật',
                'ordering': ['position', 'issued_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('in_force_to', None), ('in_force_to__gte', models.F('in_force_from')), _connector='OR'), name='instrument_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='AwardBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.CharField(max_length=120, verbose_name='điểm, khoản, điều')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='blocs.awardtype', verbose_name='danh hiệu')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.legalinstrument', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'căn cứ của danh hiệu',
                'verbose_name_plural': 'căn cứ của danh hiệu',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('award_type', 'instrument'), name='award_basis_once')],
            },
        ),
        migrations.AddField(
            model_name='achievementform',
            name='instrument',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.legalinstrument', verbose_name='văn bản'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(verbose_name='vào khối từ ngày')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='rời khối từ ngày')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.association', verbose_name='hội')),
                ('bloc', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='blocs.bloc', verbose_name='khối')),
            ],
            options={
                'verbose_name': 'thành viên khối',
                'verbose_name_plural': 'thành viên khối',
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('bloc', 'association'), name='membership_open_once', violation_error_message='Hội này đang là thành viên của khối.'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gt', models.F('joined_on')), _connector='OR'), name='membership_ends_after_beginning')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('criteria_published', 'Công bố tiêu chí chấm điểm'), ('registration_opened', 'Mở đăng ký thi đua'), ('registration_closed', 'Hết hạn đăng ký thi đua'), ('pledge_signed', 'Ký giao ước thi đua'), ('interim_reports', 'Báo cáo sơ kết 6 tháng'), ('self_scoring_opened', 'Mở báo cáo năm và tự chấm điểm'), ('self_scoring_closed', 'Hết hạn báo cáo năm và tự chấm điểm'), ('verification', 'Thẩm định điểm'), ('scores_locked', 'Khóa điểm'), ('conference_closed', 'Hội nghị bình xét'), ('proposal_filed', 'Gửi hồ sơ đề nghị khen thưởng'), ('results_recorded', 'Ghi kết quả khen thưởng'), ('handed_over', 'Bàn giao cho Trưởng khối mới')], max_length=30, verbose_name='mốc')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='hạn')),
                ('done_at', models.DateTimeField(editable=False, null=True, verbose_name='xong lúc')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'mốc thời gian',
                'verbose_name_plural': 'mốc thời gian',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'kind'), name='milestone_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='milestone_done_by_someone_sometime')],
            },
        ),
        migrations.CreateModel(
            name='OutlineSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tiêu đề mục')),
                ('hint', models.CharField(blank=True, max_length=400, verbose_name='gợi ý viết')),
                ('used_in', models.CharField(choices=[('both', 'Cả hai báo cáo'), ('interim', 'Báo cáo 6 tháng'), ('annual', 'Báo cáo năm')], default='both', max_length=10, verbose_name='dùng cho')),
                ('position', models.PositiveSmallIntegerField(default=10, verbose_name='thứ tự')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outline', to='blocs.blocyear', verbose_name='năm thi đua')),
            ],
            options={
                'verbose_name': 'mục của báo cáo',
                'verbose_name_plural': 'đề cương báo cáo',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'title'), name='outline_title_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='outline_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='PrizeFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('factor', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='số lần mức lương cơ sở')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prizes', to='blocs.awardtype')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.legalinstrument', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'mức tiền thưởng',
                'verbose_name_plural': 'mức tiền thưởng',
                'constraints': [models.UniqueConstraint(fields=('award_type', 'instrument'), name='prize_once_an_instrument'), models.CheckConstraint(condition=models.Q(('factor__gt', 0)), name='prize_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='ThresholdStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at_least', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='đạt từ')),
                ('points', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='được (điểm)')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threshold_steps', to='blocs.criterion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('criterion', 'at_least'), name='threshold_step_once')],
            },
        ),
        migrations.CreateModel(
            name='AwardCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('text', models.CharField(max_length=300, verbose_name='điều kiện')),
                ('judged_by', models.CharField(choices=[('person', 'Người xác nhận'), ('registered', 'Đã đăng ký thi đua'), ('title_registered', 'Đã đăng ký danh hiệu này'), ('pledged', 'Đã ký giao ước'), ('targets', 'Đạt hoặc vượt mọi chỉ tiêu có số'), ('leading', 'Đứng đầu bảng xếp hạng (trong số được đề nghị)'), ('no_finding', 'Không có vi phạm, vướng mắc'), ('voted', 'Được hội nghị chọn'), ('report', 'Báo cáo thành tích đã ban hành, có bản ký')], default='person', max_length=20, verbose_name='cách xét')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='blocs.awardtype')),
            ],
            options={
                'verbose_name': 'điều kiện',
                'verbose_name_plural': 'điều kiện',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('award_type', 'position'), name='condition_position_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='achievementform',
            constraint=models.UniqueConstraint(fields=('instrument', 'name'), name='achievement_form_once'),
        ),
    ]
