import django.db.models.deletion
import django.db.models.functions.datetime
import documents.models.issued
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_initial'), ('documents', '0003_register_and_signatures')]

    initial = True

    dependencies = [
        ('members', '0001_squashed_0_6'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(editable=False, max_length=80, verbose_name='về')),
                ('kind', models.CharField(editable=False, max_length=30, verbose_name='loại')),
                ('type_name', models.CharField(editable=False, max_length=100, verbose_name='tên loại')),
                ('title', models.CharField(editable=False, max_length=1000, verbose_name='tên văn bản')),
                ('issuer', models.CharField(editable=False, max_length=600, verbose_name='cơ quan ban hành')),
                ('number', models.PositiveIntegerField(editable=False, null=True, verbose_name='số')),
                ('symbol', models.CharField(blank=True, editable=False, max_length=40, verbose_name='ký hiệu')),
                ('issued_on', models.DateField(editable=False, verbose_name='ngày văn bản')),
                ('signer', models.CharField(editable=False, max_length=200, verbose_name='người ký')),
                ('signer_position', models.CharField(editable=False, max_length=200, verbose_name='chức vụ người ký')),
                ('recipients', models.TextField(blank=True, editable=False, verbose_name='nơi nhận')),
                ('code', models.CharField(default=documents.models.issued.new_code, editable=False, max_length=14, unique=True, verbose_name='mã kiểm tra')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='thu hồi lúc')),
                ('withdrawal_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='lý do thu hồi')),
                ('pdf', models.BinaryField()),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='dung lượng')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='ban hành lúc')),
                ('issued_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ban hành')),
                ('replaces', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='documents.issueddocument', verbose_name='thay thế cho')),
                ('withdrawn_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thu hồi')),
            ],
            options={
                'verbose_name': 'văn bản đã ban hành',
                'verbose_name_plural': 'văn bản đã ban hành',
                'indexes': [models.Index(fields=['subject', 'kind'], name='issued_about')],
                'constraints': [models.UniqueConstraint(models.F('issuer'), models.F('symbol'), django.db.models.functions.datetime.ExtractYear('issued_on'), models.F('number'), name='issued_number_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('symbol', '')), models.Q(('number__gt', 0), models.Q(('symbol', ''), _negated=True)), _connector='OR'), name='issued_number_with_symbol'), models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('subject', 'kind'), name='issued_first_once'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='issued_withdrawn_by_someone_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copies', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số lượng bản')),
                ('kept_by', models.CharField(blank=True, max_length=150, verbose_name='đơn vị, người nhận bản lưu')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày chuyển')),
                ('taken_by', models.CharField(blank=True, max_length=150, verbose_name='ký nhận')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('written_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dispatch', to='documents.issueddocument')),
            ],
            options={
                'verbose_name': 'dòng sổ văn bản đi',
                'verbose_name_plural': 'sổ văn bản đi',
                'constraints': [models.CheckConstraint(condition=models.Q(('copies', None), ('copies__gt', 0), _connector='OR'), name='dispatch_of_some_copies')],
            },
        ),
        migrations.CreateModel(
            name='SignedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('scan', 'Bản giấy đã ký, quét lại'), ('digital', 'Bản ký số')], max_length=10, verbose_name='cách ký')),
                ('pdf', models.BinaryField()),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='dung lượng')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('signatures', models.JSONField(default=list, editable=False, verbose_name='chữ ký số')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='gắn lúc')),
                ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gắn')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='documents.issueddocument', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'bản có chữ ký',
                'verbose_name_plural': 'bản có chữ ký',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('document', 'sha256'), name='signed_copy_once'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='signed_copy_holds_something')],
            },
        ),
    ]
