import django.db.models.deletion
import django.utils.timezone
import pledges.models.storage
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('awards', '0001_initial'), ('awards', '0002_initial'), ('awards', '0003_votes'), ('awards', '0004_tellers_as_people'), ('awards', '0005_no_teller_text'), ('awards', '0006_results'), ('awards', '0007_achievements'), ('awards', '0008_dossier_and_notice')]

    initial = True

    dependencies = [
        ('blocs', '0001_squashed_0_6'),
        ('members', '0001_squashed_0_6'),
        ('pledges', '0001_squashed_0_6'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('place', models.CharField(max_length=200, verbose_name='địa điểm')),
                ('chair', models.CharField(max_length=120, verbose_name='chủ trì (họ tên)')),
                ('chair_position', models.CharField(max_length=160, verbose_name='chức vụ chủ trì')),
                ('secretary', models.CharField(max_length=120, verbose_name='thư ký (họ tên)')),
                ('guests', models.TextField(blank=True, max_length=5000, verbose_name='đại biểu mời (mỗi dòng một người)')),
                ('proceedings', models.TextField(blank=True, max_length=40000, verbose_name='diễn biến, ý kiến phát biểu')),
                ('conclusion', models.TextField(blank=True, max_length=20000, verbose_name='kết luận')),
                ('quorum_override', models.CharField(blank=True, max_length=300, verbose_name='lý do vẫn họp khi chưa đủ thành viên')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='bế mạc, chốt kết quả lúc')),
                ('bloc_year', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conference', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('next_pledge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pledges.pledge', verbose_name='ký giao ước năm sau tại hội nghị này')),
            ],
            options={
                'verbose_name': 'hội nghị bình xét',
                'verbose_name_plural': 'hội nghị bình xét',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('ended_at__isnull', False)), _connector='OR'), name='conference_closed_by_someone_sometime'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gt', models.F('starts_at')), _connector='OR'), name='conference_ends_after_it_begins', violation_error_message='Giờ kết thúc phải sau giờ bắt đầu.')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(verbose_name='có mặt')),
                ('delegate', models.CharField(blank=True, max_length=120, verbose_name='đại biểu')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                ('absence_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do vắng')),
                ('arrived_at', models.TimeField(blank=True, null=True, verbose_name='đến lúc')),
                ('left_at', models.TimeField(blank=True, null=True, verbose_name='về lúc')),
                ('proxy_document', models.CharField(blank=True, max_length=120, verbose_name='giấy ủy quyền số')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association')),
                ('proxy_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association', verbose_name='ủy quyền cho')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='awards.conference')),
            ],
            options={
                'ordering': ['association__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('conference', 'association'), name='attendance_once'), models.CheckConstraint(condition=models.Q(models.Q(('proxy_document', ''), ('proxy_to', None)), models.Q(('is_present', False), ('proxy_to__isnull', False), models.Q(('proxy_document', ''), _negated=True)), _connector='OR'), name='attendance_proxy_in_writing'), models.CheckConstraint(condition=models.Q(('proxy_to', None), models.Q(('proxy_to', models.F('association')), _negated=True), _connector='OR'), name='attendance_proxy_to_another')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=200, verbose_name='nội dung')),
                ('notes', models.TextField(blank=True, max_length=10000, verbose_name='ghi chép')),
                ('done_at', models.DateTimeField(null=True, verbose_name='xong lúc')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='awards.conference')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='số, ký hiệu')),
                ('dated', models.DateField(verbose_name='ngày quyết định')),
                ('authority', models.CharField(max_length=150, verbose_name='cấp quyết định')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'quyết định khen thưởng',
                'verbose_name_plural': 'quyết định khen thưởng',
                'ordering': ['-dated', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('number', 'dated', 'authority'), name='decision_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('source', models.CharField(max_length=200, verbose_name='văn bản, cơ quan thông báo')),
                ('cleared_on', models.DateField(blank=True, null=True, verbose_name='hết vướng mắc từ ngày')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='members.association', verbose_name='hội')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'vi phạm, đang xem xét',
                'verbose_name_plural': 'vi phạm, đang xem xét',
                'ordering': ['recorded_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_on', None)), fields=('bloc_year', 'association'), name='finding_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='nội dung biểu quyết')),
                ('points', models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name='điểm đề nghị')),
                ('present', models.PositiveSmallIntegerField(verbose_name='có mặt')),
                ('approve', models.PositiveSmallIntegerField(verbose_name='tán thành')),
                ('against', models.PositiveSmallIntegerField(verbose_name='không tán thành')),
                ('is_passed', models.BooleanField(verbose_name='được thông qua')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='awards.conference')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='pledges.scoreline')),
            ],
            options={
                'verbose_name': 'nghị quyết hội nghị',
                'verbose_name_plural': 'nghị quyết hội nghị',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('line', None), ('points', None)), models.Q(('line__isnull', False), ('points__isnull', False)), _connector='OR'), name='motion_on_a_score_names_the_points')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='tổng điểm')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='xếp hạng')),
                ('approve', models.PositiveSmallIntegerField(verbose_name='phiếu đồng ý')),
                ('whole', models.PositiveSmallIntegerField(verbose_name='trên tổng số')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('achievements', models.TextField(blank=True, max_length=4000, verbose_name='tóm tắt thành tích')),
                ('override_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do vẫn đề nghị')),
                ('declined_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='lý do không được tặng')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='members.association', verbose_name='hội')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.awardtype', verbose_name='danh hiệu, hình thức')),
            ],
            options={
                'verbose_name': 'tập thể được đề nghị',
                'verbose_name_plural': 'tập thể được đề nghị',
                'ordering': ['award_type__position', 'rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CouncilResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_kept', models.BooleanField(verbose_name='Hội đồng thông qua')),
                ('met_on', models.DateField(verbose_name='ngày họp Hội đồng')),
                ('approve', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='phiếu đồng ý')),
                ('whole', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='trên tổng số thành viên Hội đồng')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('recorded_at', models.DateTimeField(auto_now=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='council', to='awards.nomination')),
            ],
            options={
                'verbose_name': 'kết quả Hội đồng',
                'verbose_name_plural': 'kết quả Hội đồng',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approve', None), ('whole', None)), models.Q(('approve__lte', models.F('whole')), ('whole__gt', 0)), _connector='OR'), name='council_votes_within_base'), models.CheckConstraint(condition=models.Q(('is_kept', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='council_cuts_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ConditionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_held', models.BooleanField(verbose_name='đạt')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='căn cứ, nguồn')),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blocs.awardcondition')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='awards.nomination')),
            ],
            options={
                'verbose_name': 'xác nhận điều kiện',
                'verbose_name_plural': 'xác nhận điều kiện',
                'constraints': [models.UniqueConstraint(fields=('nomination', 'condition'), name='condition_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='thành tích năm')),
                ('carried_name', models.CharField(max_length=250, verbose_name='tên khi được tặng')),
                ('certificate', models.FileField(blank=True, max_length=120, storage=pledges.models.storage.evidence_storage, upload_to=pledges.models.storage.random_path, verbose_name='bản chụp bằng, cờ, quyết định')),
                ('certificate_name', models.CharField(blank=True, max_length=200)),
                ('certificate_type', models.CharField(blank=True, max_length=100)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='members.association', verbose_name='hội')),
                ('award_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='blocs.awardtype', verbose_name='danh hiệu, hình thức')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='awards.decision', verbose_name='quyết định')),
                ('nomination', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award', to='awards.nomination')),
            ],
            options={
                'verbose_name': 'khen thưởng đã có quyết định',
                'verbose_name_plural': 'sổ khen thưởng',
                'ordering': ['-year', 'award_type__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('association', 'award_type', 'year'), name='award_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='AchievementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('', 'Chỉ là đề mục'), ('situation', 'Đặc điểm, tình hình (kèm số liệu đăng ký)'), ('duties', 'Chức năng, nhiệm vụ'), ('results', 'Kết quả (kèm bảng chỉ tiêu, điểm, phiếu)'), ('measures', 'Biện pháp, phong trào'), ('compliance', 'Chấp hành chủ trương, pháp luật'), ('party', 'Tổ chức đảng, đoàn thể'), ('titles', 'Danh hiệu thi đua đã được tặng (từ sổ khen thưởng)'), ('forms', 'Hình thức khen thưởng đã được tặng (từ sổ khen thưởng)')], max_length=12, verbose_name='phần')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='nội dung')),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='awards.nomination')),
            ],
            options={
                'verbose_name': 'phần báo cáo thành tích',
                'verbose_name_plural': 'báo cáo thành tích',
                'constraints': [models.UniqueConstraint(fields=('nomination', 'source'), name='achievement_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('award', 'Khen thưởng'), ('lead', 'Trưởng khối năm sau'), ('deputy', 'Phó Trưởng khối năm sau')], max_length=10, verbose_name='nội dung bỏ phiếu')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='số được chọn')),
                ('method', models.CharField(choices=[('paper', 'Phiếu kín bằng giấy'), ('browser', 'Phiếu kín trên máy'), ('consensus', 'Biểu quyết, thống nhất'), ('score', 'Theo điểm xếp hạng')], max_length=10, verbose_name='hình thức')),
                ('threshold', models.CharField(choices=[('1/2', 'quá 1/2 (trên 50 %)'), ('2/3', 'từ 2/3 trở lên'), ('4/5', 'từ 80 % trở lên')], max_length=3)),
                ('base', models.CharField(choices=[('present', 'số thành viên có mặt'), ('members', 'tổng số thành viên của khối'), ('valid', 'số phiếu hợp lệ')], max_length=10)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mở lúc')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='đóng lúc')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='hủy lúc')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('urn', models.TextField(blank=True, editable=False)),
                ('nonce', models.CharField(blank=True, editable=False, max_length=40)),
                ('award_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='blocs.awardtype', verbose_name='danh hiệu')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='awards.conference')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'cuộc bỏ phiếu',
                'verbose_name_plural': 'các cuộc bỏ phiếu',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('code', models.CharField(max_length=9, primary_key=True, serialize=False, verbose_name='mã phiếu')),
                ('approved', models.JSONField()),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='awards.poll')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='PollNominee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='rút tên lúc')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominees', to='awards.poll')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('poll', 'association'), name='poll_nominee_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(blank=True, max_length=150, verbose_name='thẩm quyền quyết định')),
                ('state', models.CharField(choices=[('draft', 'Đang lập'), ('filed', 'Đã gửi'), ('received', 'Tỉnh đã tiếp nhận'), ('asked', 'Tỉnh yêu cầu bổ sung'), ('decided', 'Đã có kết quả')], default='draft', editable=False, max_length=10, verbose_name='trạng thái')),
                ('filed_at', models.DateTimeField(editable=False, null=True, verbose_name='gửi lúc')),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='blocs.blocyear', verbose_name='năm thi đua')),
                ('filed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'hồ sơ đề nghị khen thưởng',
                'verbose_name_plural': 'hồ sơ đề nghị khen thưởng',
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'authority'), name='proposal_once_an_authority'), models.CheckConstraint(condition=models.Q(models.Q(('filed_at', None), ('filed_by', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('filed_at__isnull', False), ('filed_by__isnull', False)), _connector='OR'), name='proposal_filed_by_someone_sometime')],
            },
        ),
        migrations.AddField(
            model_name='nomination',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='awards.proposal'),
        ),
        migrations.CreateModel(
            name='DossierBuild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('with_evidence', models.BooleanField(default=False, verbose_name='kèm minh chứng của tập thể được đề nghị')),
                ('state', models.CharField(choices=[('waiting', 'Chờ đóng gói'), ('running', 'Đang đóng gói'), ('done', 'Đã đóng gói'), ('cancelled', 'Đã dừng'), ('failed', 'Không đóng gói được')], default='waiting', max_length=10, verbose_name='trạng thái')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='đã xong')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tất cả')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('file', models.CharField(blank=True, max_length=120)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='dung lượng')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='lỗi')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='yêu cầu lúc')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='builds', to='awards.proposal')),
            ],
            options={
                'verbose_name': 'lần đóng gói hồ sơ',
                'verbose_name_plural': 'các lần đóng gói hồ sơ',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('proposal', 'with_evidence'), name='dossier_build_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='dossier_build_done_with_file')],
            },
        ),
        migrations.CreateModel(
            name='ProposalMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(max_length=20, verbose_name='từ')),
                ('to_state', models.CharField(max_length=20, verbose_name='sang')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='awards.proposal')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PublicNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_on', models.DateField(verbose_name='công khai từ ngày')),
                ('closes_on', models.DateField(verbose_name='đến hết ngày')),
                ('published_at', models.DateTimeField(auto_now=True)),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_notice', to='awards.proposal')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'công khai danh sách đề nghị',
                'verbose_name_plural': 'công khai danh sách đề nghị',
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='notice_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PublicComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên, đơn vị')),
                ('contact', models.CharField(max_length=200, verbose_name='điện thoại hoặc thư điện tử')),
                ('text', models.TextField(max_length=4000, verbose_name='ý kiến')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='gửi lúc')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='awards.publicnotice')),
            ],
            options={
                'verbose_name': 'ý kiến về danh sách đề nghị',
                'verbose_name_plural': 'ý kiến về danh sách đề nghị',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=40000, verbose_name='nội dung')),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('bloc_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_sections', to='blocs.blocyear')),
                ('outline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_sections', to='blocs.outlinesection')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mục của báo cáo tổng kết khối',
                'verbose_name_plural': 'báo cáo tổng kết khối',
                'ordering': ['outline__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('bloc_year', 'outline'), name='review_section_once')],
            },
        ),
        migrations.CreateModel(
            name='Teller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('position', models.CharField(blank=True, max_length=160, verbose_name='chức vụ, đơn vị')),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association', verbose_name='hội')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellers', to='awards.conference')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TellerCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issued', models.PositiveSmallIntegerField(verbose_name='phiếu phát ra')),
                ('returned', models.PositiveSmallIntegerField(verbose_name='phiếu thu về')),
                ('valid', models.PositiveSmallIntegerField(verbose_name='phiếu hợp lệ')),
                ('tallies', models.JSONField()),
                ('entered_at', models.DateTimeField(auto_now=True, verbose_name='nhập lúc')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='awards.poll')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'entered_by'), name='teller_count_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('paper', 'Phiếu kín bằng giấy'), ('browser', 'Phiếu kín trên máy'), ('consensus', 'Biểu quyết, thống nhất'), ('score', 'Theo điểm xếp hạng')], default='paper', max_length=10, verbose_name='hình thức')),
                ('subject', models.CharField(choices=[('award', 'Khen thưởng'), ('lead', 'Trưởng khối năm sau'), ('deputy', 'Phó Trưởng khối năm sau')], max_length=10, verbose_name='nội dung bỏ phiếu')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='số được chọn')),
                ('round', models.PositiveSmallIntegerField(verbose_name='vòng')),
                ('members', models.PositiveSmallIntegerField(verbose_name='tổng số thành viên')),
                ('present', models.PositiveSmallIntegerField(verbose_name='có mặt')),
                ('issued', models.PositiveSmallIntegerField(verbose_name='phiếu phát ra')),
                ('returned', models.PositiveSmallIntegerField(verbose_name='phiếu thu về')),
                ('valid', models.PositiveSmallIntegerField(verbose_name='phiếu hợp lệ')),
                ('written', models.PositiveSmallIntegerField(default=0, verbose_name='ý kiến bằng văn bản')),
                ('threshold', models.CharField(choices=[('1/2', 'quá 1/2 (trên 50 %)'), ('2/3', 'từ 2/3 trở lên'), ('4/5', 'từ 80 % trở lên')], max_length=3)),
                ('base', models.CharField(choices=[('present', 'số thành viên có mặt'), ('members', 'tổng số thành viên của khối'), ('valid', 'số phiếu hợp lệ')], max_length=10)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('award_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='blocs.awardtype', verbose_name='danh hiệu')),
                ('casting_choice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association', verbose_name='chủ tọa quyết định chọn')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='awards.conference')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('subject', 'award')), fields=('conference', 'award_type', 'round'), name='vote_round_once'), models.UniqueConstraint(condition=models.Q(('subject', 'award'), _negated=True), fields=('conference', 'subject', 'round'), name='election_round_once'), models.CheckConstraint(condition=models.Q(('issued__gte', models.F('returned')), ('returned__gte', models.F('valid'))), name='vote_counts_add_up'), models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='vote_chooses_someone'), models.CheckConstraint(condition=models.Q(models.Q(('award_type__isnull', False), ('subject', 'award')), models.Q(models.Q(('subject', 'award'), _negated=True), ('award_type', None)), _connector='OR'), name='vote_on_award_names_it')],
            },
        ),
        migrations.AddField(
            model_name='poll',
            name='vote',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='poll', to='awards.vote'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='vote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='awards.vote'),
        ),
        migrations.CreateModel(
            name='VoteTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approve', models.PositiveSmallIntegerField(verbose_name='đồng ý')),
                ('against', models.PositiveSmallIntegerField(verbose_name='không đồng ý')),
                ('written_approve', models.PositiveSmallIntegerField(default=0, verbose_name='trong đó đồng ý bằng văn bản')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='đã rút tên khi đang bỏ phiếu')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='awards.vote')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('vote', 'association'), name='tally_once_a_nominee'), models.CheckConstraint(condition=models.Q(('written_approve__lte', models.F('approve'))), name='tally_written_is_part_of_it')],
            },
        ),
        migrations.CreateModel(
            name='VotingRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_voted', models.BooleanField(default=False, verbose_name='đã bỏ phiếu')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association', verbose_name='ủy quyền cho')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='awards.poll')),
            ],
            options={
                'ordering': ['association__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'association'), name='voting_right_once')],
            },
        ),
        migrations.CreateModel(
            name='WrittenOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=120, verbose_name='số, ngày văn bản')),
                ('approved', models.JSONField()),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.association')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='awards.poll')),
            ],
            options={
                'ordering': ['association__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'association'), name='opinion_once_a_member')],
            },
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('closed_at', None)), fields=('conference',), name='poll_one_open_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('vote', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('nonce', ''), ('urn', ''), ('vote__isnull', False), ('cancelled_at', None)), _connector='OR'), name='poll_closed_with_its_result'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None)), models.Q(('cancelled_at__isnull', False), ('nonce', ''), ('urn', ''), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='poll_cancelled_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='poll_chooses_someone'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(fields=('proposal', 'association', 'award_type'), name='nomination_once'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(('approve__lte', models.F('whole'))), name='nomination_votes_within_base'),
        ),
    ]
