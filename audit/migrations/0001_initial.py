"""The log comes here from `config` with its tables as they are: only the models move."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("config", "0002_log_is_only_added_to"),
    ]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[
        migrations.CreateModel(
            name='MaintenanceRun',
            fields=[
                ('kind', models.CharField(choices=[('round', 'Một lượt việc nền'), ('backup', 'Sao lưu'), ('rehearsal', 'Diễn tập khôi phục')], max_length=12, primary_key=True, serialize=False, verbose_name='việc')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('is_well', models.BooleanField(default=True, verbose_name='tốt')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
            ],
            options={
                'db_table': 'config_upkeep',
                'verbose_name': 'việc bảo dưỡng',
                'verbose_name_plural': 'việc bảo dưỡng',
            },
        ),
        migrations.CreateModel(
            name='AuditDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='ngày')),
                ('first', models.BigIntegerField(verbose_name='dòng đầu')),
                ('last', models.BigIntegerField(unique=True, verbose_name='dòng cuối')),
                ('count', models.PositiveIntegerField(verbose_name='số dòng')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('sealed_at', models.DateTimeField(auto_now_add=True, verbose_name='niêm phong lúc')),
            ],
            options={
                'db_table': 'config_auditday',
                'verbose_name': 'ngày nhật ký đã niêm phong',
                'verbose_name_plural': 'ngày nhật ký đã niêm phong',
                'ordering': ['-day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0), ('last__gte', models.F('first'))), name='audit_day_holds_entries')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='lúc')),
                ('actor_id', models.BigIntegerField(db_index=True, null=True, verbose_name='mã người')),
                ('actor', models.CharField(blank=True, max_length=160, verbose_name='người')),
                ('posing', models.CharField(blank=True, max_length=160, verbose_name='quản trị viên đóng vai')),
                ('action', models.CharField(db_index=True, max_length=60, verbose_name='việc')),
                ('what', models.CharField(blank=True, max_length=400, verbose_name='nội dung')),
                ('subject', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='về')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='địa chỉ mạng')),
                ('request', models.CharField(blank=True, max_length=32, verbose_name='mã yêu cầu')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
            ],
            options={
                'db_table': 'config_auditentry',
                'verbose_name': 'dòng nhật ký',
                'verbose_name_plural': 'nhật ký',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='audit_entry_has_digest')],
            },
        ),
    ])]
