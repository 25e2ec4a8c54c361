import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('members', '0001_initial'), ('members', '0002_notices')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='thư điện tử')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='điện thoại')),
                ('mail', models.CharField(choices=[('daily', 'Mỗi sáng một thư; việc có hạn thì gửi ngay'), ('at_once', 'Gửi ngay từng việc'), ('none', 'Không gửi thư, tôi xem ở hộp tin')], default='daily', max_length=10, verbose_name='nhận thư nhắc việc')),
                ('is_province', models.BooleanField(default=False, help_text='Xem được mọi khối, không sửa.', verbose_name='cán bộ cơ quan thường trực của tỉnh')),
                ('is_demo', models.BooleanField(default=False, verbose_name='người minh họa')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang hoạt động')),
                ('is_staff', models.BooleanField(default=False, verbose_name='vào được trang quản trị')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ngày tạo')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'người dùng',
                'verbose_name_plural': 'người dùng',
            },
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('official_name', models.CharField(max_length=250, verbose_name='tên chính thức (như trên con dấu)')),
                ('short_name', models.CharField(max_length=120, verbose_name='tên gọi tắt')),
                ('abbreviation', models.CharField(max_length=30, verbose_name='chữ viết tắt trong ký hiệu văn bản')),
                ('parent_name', models.CharField(blank=True, max_length=200, verbose_name='dòng trên ở đầu văn bản')),
                ('letterhead_name', models.CharField(blank=True, help_text='Bỏ trống: dùng tên chính thức.', max_length=250, verbose_name='dòng tên ở đầu văn bản')),
                ('collective', models.CharField(blank=True, help_text='Ví dụ: BAN THƯỜNG VỤ, BAN ĐẠI DIỆN', max_length=100, verbose_name='tập thể lãnh đạo ký thay mặt')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='mã đơn vị')),
                ('named_since', models.DateField(blank=True, null=True, verbose_name='mang tên này từ ngày')),
                ('place', models.CharField(default='Quảng Trị', max_length=60, verbose_name='địa danh')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='điện thoại')),
                ('source', models.CharField(blank=True, max_length=250, verbose_name='nguồn xác nhận tên')),
                ('is_demo', models.BooleanField(default=False, verbose_name='dữ liệu minh họa')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='ngày ngừng hoạt động')),
                ('sort_key', models.CharField(editable=False, max_length=1000)),
                ('search_key', models.CharField(editable=False, max_length=500)),
            ],
            options={
                'verbose_name': 'hội',
                'verbose_name_plural': 'các hội',
                'indexes': [models.Index(fields=['sort_key', 'id'], name='association_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='tiêu đề')),
                ('body', models.TextField(verbose_name='nội dung')),
                ('state', models.CharField(choices=[('waiting', 'Chờ gửi'), ('sending', 'Đang gửi, hoặc máy dừng giữa chừng: không rõ đã đi chưa'), ('sent', 'Đã gửi'), ('failed', 'Không gửi được')], default='waiting', max_length=10, verbose_name='tình trạng')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True, verbose_name='gửi lúc')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='lỗi')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
            ],
            options={
                'verbose_name': 'thư',
                'verbose_name_plural': 'thư',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['state', 'next_try_at'], name='letter_to_send')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='letter_sent_sometime')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('topic', models.CharField(blank=True, max_length=40)),
                ('subject', models.CharField(max_length=200, verbose_name='việc')),
                ('body', models.TextField(blank=True, verbose_name='nội dung')),
                ('url', models.CharField(max_length=200)),
                ('is_urgent', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                ('read_at', models.DateTimeField(null=True, verbose_name='đọc lúc')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='members.letter')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
            ],
            options={
                'verbose_name': 'tin báo',
                'verbose_name_plural': 'tin báo',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['topic', '-id'], name='notice_by_topic')],
                'constraints': [models.UniqueConstraint(fields=('to', 'key'), name='notice_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('editor', 'Người soạn'), ('signatory', 'Lãnh đạo ký')], max_length=20, verbose_name='vai trò')),
                ('position', models.CharField(help_text='Ví dụ: Chủ tịch, Chánh Văn phòng', max_length=100, verbose_name='chức vụ')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='members.association', verbose_name='hội')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='người')),
            ],
            options={
                'verbose_name': 'người của hội',
                'verbose_name_plural': 'người của các hội',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user', 'association'), name='officer_holds_one_open_office_an_association', violation_error_message='Người này đang giữ một vai trò ở hội này.'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='officer_ends_after_beginning')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('basis', models.CharField(blank=True, max_length=250, verbose_name='căn cứ')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='members.association', verbose_name='đơn vị trước')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='members.association', verbose_name='đơn vị kế thừa')),
            ],
            options={
                'verbose_name': 'kế thừa, sáp nhập',
                'verbose_name_plural': 'kế thừa, sáp nhập',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='succession_once'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_of_two_bodies')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('official_name', models.CharField(max_length=250, verbose_name='tên chính thức (như trên con dấu)')),
                ('short_name', models.CharField(max_length=120, verbose_name='tên gọi tắt')),
                ('abbreviation', models.CharField(max_length=30, verbose_name='chữ viết tắt trong ký hiệu văn bản')),
                ('parent_name', models.CharField(blank=True, max_length=200, verbose_name='dòng trên ở đầu văn bản')),
                ('letterhead_name', models.CharField(blank=True, help_text='Bỏ trống: dùng tên chính thức.', max_length=250, verbose_name='dòng tên ở đầu văn bản')),
                ('collective', models.CharField(blank=True, help_text='Ví dụ: BAN THƯỜNG VỤ, BAN ĐẠI DIỆN', max_length=100, verbose_name='tập thể lãnh đạo ký thay mặt')),
                ('since', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('until', models.DateField(verbose_name='đến trước ngày')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='members.association', verbose_name='hội')),
            ],
            options={
                'verbose_name': 'tên cũ',
                'verbose_name_plural': 'các tên cũ',
                'ordering': ['until'],
                'constraints': [models.UniqueConstraint(fields=('association', 'until'), name='former_name_ends_once_a_day'), models.CheckConstraint(condition=models.Q(('since', None), ('since__lt', models.F('until')), _connector='OR'), name='former_name_begins_before_it_ends')],
            },
        ),
    ]
